// The companion behind real Chromium: native messaging as the add-on uses it, with the built command (npm run build).
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { after, before, test } from "node:test";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { Addon } from "../../browsers/addon.ts";
import { HOST_NAME, questionMessage, readAnswer } from "../../src/background/second-look/protocol.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchChromium } from "../../browsers/chromium.ts";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import type { Lab } from "../../lab/lab.ts";
import { browserHello } from "../../companion/connect/browser-hello.ts";
import { extensionName } from "../../src/core/wire/extensions.ts";
import { helloSentBy, offeredBy, without } from "../support/client-hello.ts";
import { permittedAddon } from "../support/permitted-addon.ts";

const TRUST_ANCHORS = 0xca34;
const SIGNATURE_ALGORITHMS = 13;
const HOST = "chain-wrong-order.test";
const NAME = "tlscope.companion.json";
const home = mkdtempSync(join(tmpdir(), "tlscope-companion-"));
let lab: Lab;
let chromium: LaunchedBrowser;
let addon: Addon;

before(async () => {
  const addonDir = permittedAddon(builtAddon("chromium"), join(home, "add-on"));
  lab = await sharedLab();
  chromium = await launchChromium({ lab, addonDir });
  addon = await Addon.connect(chromium);
  await addon.ask("settings/set", { values: { companion: true } });
  assert.deepEqual(await addon.ask("companion/get", {}), { on: true });
});

after(async () => {
  await chromium.close();
  await lab.stop();
  rmSync(home, { recursive: true, force: true });
});

/** Installs the companion for an extension. Chromium looks for it in the profile where that is not the usual one. */
function install(id: string): void {
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, "config"), XDG_DATA_HOME: join(home, "data") };
  execFileSync(process.execPath, ["dist/cli/tlscope.mjs", "install-companion", "--browser", "chromium", "--extension-id", id], { env });
  const profile = chromium.browser.process()?.spawnargs.find((argument) => argument.startsWith("--user-data-dir="))?.split("=")[1];
  assert.ok(profile !== undefined);
  mkdirSync(join(profile, "NativeMessagingHosts"), { recursive: true });
  cpSync(join(home, "config", "chromium", "NativeMessagingHosts", NAME), join(profile, "NativeMessagingHosts", NAME));
}

/** Asks the companion from a page of the add-on, with the add-on's own message: what it answers, or Chromium's words for why not. */
async function ask(message: object): Promise<unknown> {
  return await addon.page.evaluate(async (name, question) => {
    const { runtime } = (globalThis as unknown as { chrome: { runtime: ChromeRuntime } }).chrome;
    const port = runtime.connectNative(name);
    return await new Promise((resolve) => {
      port.onMessage.addListener((answer) => {
        resolve(answer);
        port.disconnect();
      });
      port.onDisconnect.addListener(() => resolve(runtime.lastError?.message));
      port.postMessage(question);
    });
  }, HOST_NAME, message);
}

interface ChromeRuntime {
  lastError?: { message: string };
  connectNative(name: string): {
    postMessage(message: object): void;
    disconnect(): void;
    onMessage: { addListener(listener: (answer: unknown) => void): void };
    onDisconnect: { addListener(listener: () => void): void };
  };
}

test("Chromium says in the words that the client knows why a companion cannot be asked", { timeout: 60_000 }, async () => {
  const question = questionMessage(1, { host: HOST, port: lab.port, address: "127.0.0.1" });
  assert.equal(await ask(question), "Specified native messaging host not found.");
  install("a".repeat(32));
  assert.equal(await ask(question), "Access to the specified native messaging host is forbidden.");
});

test("the companion answers the client's question with the chain as sent", { timeout: 60_000 }, async () => {
  install(new URL(chromium.addonUrl("")).host);
  const answer = readAnswer(await ask(questionMessage(7, { host: HOST, port: lab.port, address: "127.0.0.1" })));
  assert.ok("sighting" in answer);
  assert.equal(answer.id, 7);
  assert.deepEqual(answer.sighting.observation.tlsInfo.sentChain?.map((der) => [...der]), lab.sentChain(HOST).map((der) => [...der]));
});

/** Opens a host's page and its popup, and presses the button there. What is shown then. */
async function pressed(host: string): Promise<{ note: boolean; outcome: string; sent: (string | null)[][]; leaf: string | null; words: string }> {
  const tabId = await addon.openTab(lab.url(host));
  await addon.settle(tabId);
  const popup = await addon.popup(tabId);
  try {
    await popup.waitForSelector("[data-testid=ask-companion]", { timeout: 10_000 });
    const note = await popup.$("[data-testid=companion-maybe-proxy]") !== null;
    await popup.$eval("#companion", (section) => ((section as HTMLDetailsElement).open = true));
    await popup.click("[data-testid=ask-companion]");
    const told = await popup.waitForSelector("[data-testid=companion-sight], [data-testid=companion-failure]", { timeout: 20_000 });
    assert.ok(told !== null);
    return await told.evaluate((element, shown) => ({
      note: shown,
      outcome: element.getAttribute("data-testid") === "companion-sight" ? "sight" : element.getAttribute("data-code") ?? "",
      sent: [...element.querySelectorAll(".picture-node.sent")].map((node) => [node.getAttribute("data-sha256"), node.getAttribute("data-role")]),
      leaf: element.getAttribute("data-leaf"),
      words: element.textContent,
    }), note);
  } finally {
    await popup.close();
  }
}

const sentAs = (host: string, roles: readonly string[]): string[][] => lab.sentChain(host).map((der, index) => [createHash("sha256").update(der).digest("hex"), roles[index] ?? "?"]);

test("the popup shows what the server sends, with roles, at the address that the browser reached", { timeout: 60_000 }, async () => {
  install(new URL(chromium.addonUrl("")).host);
  const { note, outcome, sent, leaf, words } = await pressed(HOST);
  assert.deepEqual([note, outcome], [true, "sight"], words);
  assert.deepEqual(sent, sentAs(HOST, ["leaf", "intermediate", "intermediate"]));
  // Without inspection Chromium tells no certificate to hold it against.
  assert.equal(leaf, "unknown");
  assert.match(words, /connected to 127\.0\.0\.1 itself at \d+:\d\d:\d\d.*the browser’s connection dates from \d+:\d\d:\d\d/);
  assert.match(words, /offered the server what Chromium offers, in its order/);
});

test("only the host of an open page is asked about, whatever the question names", { timeout: 60_000 }, async () => {
  const tabId = await addon.openTab(lab.url("chain-right.test"));
  await addon.settle(tabId);
  // Whoever speaks to the background names a tab, and nothing else is taken.
  const named = await addon.ask("companion/ask", { tabId, host: HOST, address: "127.0.0.2", port: 1 } as { tabId: number });
  assert.ok("sight" in named, JSON.stringify(named));
  assert.deepEqual([named.sight.connection.host, named.sight.connection.ip], ["chain-right.test", "127.0.0.1"]);
  await addon.closeTabs([tabId]);
  assert.deepEqual(await addon.ask("companion/ask", { tabId }), { failure: "not-asked", detail: "" });
});

test("once the page was inspected, what the companion saw is held against what the browser built", { timeout: 60_000 }, async () => {
  const tabId = await addon.openTab(lab.url(HOST));
  await addon.settle(tabId);
  await addon.ask("inspection/page", { tabId });
  const outcome = await addon.ask("companion/ask", { tabId });
  assert.ok("sight" in outcome, JSON.stringify(outcome));
  assert.deepEqual([outcome.sight.leaf, outcome.sight.anchor, outcome.sight.maybeProxy], ["same", "same", true]);
});

test("of a page that the browser let fail it tells no address", { timeout: 60_000 }, async () => {
  const host = "chain-no-intermediate.test";
  const tabId = await addon.openTab(lab.url(host));
  await addon.settle(tabId);
  const { companion } = await addon.ask("page/get", { tabId }) ?? {};
  assert.equal(companion, "no-address");
});

test("what the browser tells of an address is never the connection's own", { timeout: 60_000 }, async () => {
  const tabId = await addon.openTab(lab.url(HOST));
  const { report } = await addon.settle(tabId);
  const main = report?.connections.find((connection) => connection.main);
  assert.deepEqual([main?.ip, main?.endpoint, report?.companion], [undefined, "127.0.0.1", "maybe-proxy"]);
});

test("what the companion offers as Chromium is what Chromium offers", { timeout: 60_000 }, async () => {
  const page = await chromium.browser.newPage();
  const own = offeredBy(await helloSentBy((url) => page.goto(url)));
  await page.close();
  let ours = offeredBy(browserHello("chromium", "localhost", {}, 443).message);
  const version = Number(/\d+/.exec(await chromium.browser.version())?.[0]);
  if (version < 156) {
    // What Chromium 156 added.
    ours = without(ours, [TRUST_ANCHORS]);
    ours.extensions[extensionName(SIGNATURE_ALGORITHMS)] = ours.extensions[extensionName(SIGNATURE_ALGORITHMS)]?.replace("reserved,", "") ?? "";
  }
  assert.deepEqual(ours.suites, own.suites);
  assert.deepEqual(ours.extensions, own.extensions);
  // It puts them in another order each time.
  assert.deepEqual([...ours.order].sort(), [...own.order].sort());
});

test("behind a proxy the companion finds no certificate at the proxy's address, and says so", { timeout: 120_000 }, async () => {
  const proxy = await startProxy(lab.port);
  await chromium.close();
  chromium = await launchChromium({ lab, addonDir: join(home, "add-on"), args: [`--proxy-server=127.0.0.3:${proxy.port}`, "--proxy-bypass-list=<-loopback>"] });
  addon = await Addon.connect(chromium);
  try {
    await addon.ask("settings/set", { values: { companion: true } });
    install(new URL(chromium.addonUrl("")).host);
    const { note, outcome, words } = await pressed(HOST);
    assert.ok(proxy.connections() > 0, "the page came through the proxy");
    assert.deepEqual([note, outcome], [true, "no-certificate"], words);
    assert.match(words, /connection-refused/);
  } finally {
    await proxy.close();
  }
});

/** A proxy (RFC 9110 section 9.3.6) on an address of its own, which leads every CONNECT to this port of 127.0.0.1. */
async function startProxy(port: number): Promise<{ port: number; connections: () => number; close: () => Promise<void> }> {
  let count = 0;
  const sockets = new Set<Duplex>();
  const server = createServer();
  server.on("connect", (_request, client) => {
    count += 1;
    const upstream = connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      client.pipe(upstream).pipe(client);
    });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
    }
  });
  server.listen(0, "127.0.0.3");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => count,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
