// The companion behind real Chromium: native messaging as the add-on uses it, with the built command (npm run build).
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startLab, type Lab } from "../../lab/index.ts";
import { Addon } from "../../scripts/support/addon.ts";
import { HOST_NAME, questionMessage, readAnswer } from "../../src/companion/protocol.ts";
import { builtAddon } from "../support/built-addon.ts";
import { launchChromium } from "../support/chromium.ts";
import type { LaunchedBrowser } from "../support/launched-browser.ts";

const HOST = "chain-wrong-order.test";
const NAME = "tlscope.companion.json";
const home = mkdtempSync(join(tmpdir(), "tlscope-companion-"));
let lab: Lab;
let chromium: LaunchedBrowser;
let addon: Addon;

before(async () => {
  const addonDir = permitted();
  lab = await startLab();
  chromium = await launchChromium({ lab, addonDir });
  addon = await Addon.connect(chromium);
  assert.deepEqual(await addon.ask("companion/change", { on: true }), { on: true });
});

after(async () => {
  await chromium.close();
  await lab.stop();
  rmSync(home, { recursive: true, force: true });
});

/** The add-on with the optional permission given: nothing that drives Chromium can answer its question for a person. */
function permitted(): string {
  const folder = join(home, "add-on");
  cpSync(builtAddon("chromium"), folder, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as { permissions: string[]; optional_permissions: string[] };
  const { optional_permissions: optional, ...rest } = manifest;
  assert.ok(optional.includes("nativeMessaging"));
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({ ...rest, permissions: [...rest.permissions, ...optional] }));
  return folder;
}

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

// The headers of a response come without an address there, and the address at its end may be a proxy's.
test("the popup says that the browser told no address", { timeout: 60_000 }, async () => {
  const tabId = await addon.openTab(lab.url(HOST));
  await addon.settle(tabId);
  const popup = await addon.popup(tabId);
  assert.equal((await popup.$$("[data-testid=companion-no-address]")).length, 1);
  assert.equal((await popup.$$("[data-testid=ask-companion]")).length, 0);
  assert.deepEqual(await addon.ask("companion/ask", { tabId }), { failure: "no-address", detail: "" });
  await popup.close();
});
