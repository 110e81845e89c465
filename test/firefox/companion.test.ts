// The companion asked from the popup in real Firefox, over native messaging, with the built command (npm run build).
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { createSecureContext } from "node:tls";
import type { Page } from "puppeteer-core";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { pemText } from "../../lab/pki/pem.ts";
import { accessibilityProblems } from "../../browsers/accessibility.ts";
import { ask, newestTabId, openAddonPage } from "../../browsers/addon-page.ts";
import { untilShown } from "../../browsers/until.ts";
import { launchFirefox, type LaunchedFirefox } from "../../browsers/firefox.ts";
import { browserHello } from "../../companion/connect/browser-hello.ts";
import { TLS_EXTENSION } from "../../src/core/wire/extensions.ts";
import { helloSentBy, offeredBy, without } from "../support/client-hello.ts";
import { isOldestFirefox } from "../support/oldest-firefox.ts";
import { identity, issue, selfSigned } from "../../lab/pki/maker.ts";
import { asLab, type TestSite } from "../support/site.ts";
import type { Lab } from "../../lab/lab.ts";

/** psk_key_exchange_modes (RFC 8446 section 4.2.9). */
const PSK_MODES = 45;
const home = mkdtempSync(join(tmpdir(), "tlscope-companion-"));
const realHome = process.env["HOME"];
const manifest = join(home, ".mozilla", "native-messaging-hosts", "tlscope.companion.json");
let lab: Lab;
let twoFaced: TestSite;
let firefox: LaunchedFirefox;
/** The options page: any page of the add-on can ask the background. */
let control: Page;

before(async () => {
  [lab, twoFaced] = await Promise.all([sharedLab(), startTwoFaced("two-faces.test")]);
  // Both the command and Firefox look there for the manifest.
  process.env["HOME"] = home;
  firefox = await launchFirefox({
    lab: asLab(twoFaced, lab), addonDir: "dist/firefox", allowPrivateWindows: true,
    // A person's yes to the browser's question.
    preferences: { "extensions.webextOptionalPermissionPrompts": false },
  });
  control = await openAddonPage(firefox, "options/options.html", { width: 800, height: 800 });
});

after(async () => {
  await firefox.close();
  await Promise.all([lab.stop(), twoFaced.stop()]);
  if (realHome === undefined) delete process.env["HOME"];
  else process.env["HOME"] = realHome;
  rmSync(home, { recursive: true, force: true });
});

function install(): void {
  execFileSync(process.execPath, ["dist/cli/tlscope.mjs", "install-companion"], { env: { ...process.env, HOME: home, XDG_DATA_HOME: join(home, "data") } });
}

/** Opens a host of the lab, and the popup for its tab; both are closed when `use` is done. */
async function visit(host: string, use: (popup: Page) => Promise<void>): Promise<void> {
  const page = await firefox.browser.newPage();
  const tabId = await newestTabId(control);
  // A page that fails its handshake throws; that is then the case in question.
  await page.goto(host === "two-faces.test" ? twoFaced.url(host) : lab.url(host)).catch(() => undefined);
  const popup = await openAddonPage(firefox, `popup/popup.html?tabId=${tabId}`);
  try {
    await use(popup);
  } finally {
    await popup.close();
    await page.close();
  }
}

/** The tab that a popup in a page of its own is about. */
async function tabIdOf(popup: Page): Promise<number> {
  return Number(new URL(await popup.evaluate(() => location.href)).searchParams.get("tabId"));
}

interface Told {
  leaf: string | null;
  anchor: string | null;
  /** SHA-256 and role of what was sent, in its order. */
  sent: (string | null)[][];
  words: string;
}

async function press(popup: Page): Promise<void> {
  await untilShown(popup, "there is a button", () => document.querySelector("[data-testid=ask-companion]") !== null);
  await popup.$eval("#companion", (section) => ((section as HTMLDetailsElement).open = true));
  await popup.click("[data-testid=ask-companion]");
}

/** Presses the button and gives what is shown then. */
async function pressed(popup: Page): Promise<Told> {
  await press(popup);
  return JSON.parse(await untilShown(popup, "the companion has answered", () => {
    const failure = document.querySelector("[data-testid=companion-failure]");
    if (failure !== null) throw new Error(failure.textContent);
    const sight = document.querySelector("[data-testid=companion-sight]");
    if (sight === null) return undefined;
    const sent = [...sight.querySelectorAll(".picture-node.sent")].map((node) => [node.getAttribute("data-sha256"), node.getAttribute("data-role")]);
    return JSON.stringify({ leaf: sight.getAttribute("data-leaf"), anchor: sight.getAttribute("data-anchor"), sent, words: sight.textContent });
  })) as Told;
}

/** Presses the button and gives the code of the failure that is shown then, and its words. */
async function refusal(popup: Page): Promise<string[]> {
  await press(popup);
  return JSON.parse(await untilShown(popup, "a failure is told", () => {
    const failure = document.querySelector("[data-testid=companion-failure]");
    return failure === null ? undefined : JSON.stringify([failure.getAttribute("data-code"), failure.textContent]);
  })) as string[];
}

/** Processes of the companion that this test's Firefox started. */
function processes(): string[] {
  return readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && commandLine(pid).includes("\0native-host") && commandLine(pid).includes(home));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(join("/proc", pid, "cmdline"), "utf8");
  } catch (error) {
    // It ended while we looked.
    if (error instanceof Error) return "";
    throw error;
  }
}

function sentAs(host: string, roles: readonly string[]): string[][] {
  return lab.sentChain(host).map((der, index) => [createHash("sha256").update(der).digest("hex"), roles[index] ?? "?"]);
}

/**
 * A site that shows the browser one key and whoever comes later another, as somebody does who reads along in the browser's way
 * alone; both certificates are of one CA.
 */
async function startTwoFaced(host: string): Promise<TestSite> {
  const authority = await identity("Two-faced test CA");
  const rootPem = pemText("CERTIFICATE", (await selfSigned(authority)).der);
  const faces = await Promise.all([1, 2].map(async () => {
    const key = await identity(host);
    const pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", key.keys.privateKey));
    const { der } = await issue(key, authority, { dns: [host], notBefore: new Date(Date.now() - 86_400_000).toISOString(), notAfter: new Date(Date.now() + 86_400_000).toISOString() });
    return createSecureContext({ key: pemText("PRIVATE KEY", pkcs8), cert: pemText("CERTIFICATE", der) });
  }));
  let answered = false;
  const server = createServer({ SNICallback: (_name, done) => done(null, faces[answered ? 1 : 0]) }, (_request, response) => {
    answered = true;
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><link rel=icon href=data:,><title>two faces</title>");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = (): string => `https://${host}:${String((server.address() as AddressInfo).port)}/`;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { url, plainUrl: url, rootPem, hosts: [host], stop };
}

describe("the companion", { concurrency: false }, () => {
  test("is off until the person switches it on", { timeout: 60_000 }, async () => {
    await visit("chain-right.test", async (popup) => {
      assert.equal(await popup.$("#companion"), null);
      assert.deepEqual(await ask(control, "companion/ask", { tabId: await tabIdOf(popup) }), { failure: "not-asked", detail: "" });
    });
    assert.deepEqual(await ask(control, "companion/get", {}), { on: false });
    await control.bringToFront();
    await control.click("[data-testid=companion]");
    await untilShown(control, "the options say that it can be asked", () => document.querySelector("[role=status]")?.textContent.includes("can now be asked"));
    assert.deepEqual(await ask(control, "companion/get", {}), { on: true });
    assert.deepEqual(await accessibilityProblems(control), []);
  });

  test("that is not installed is said to be so, with what to do", { timeout: 60_000 }, async () => {
    await visit("chain-right.test", async (popup) => {
      const [code, words] = await refusal(popup);
      assert.equal(code, "not-installed", words);
      assert.match(words ?? "", /tlscope install-companion/);
      assert.deepEqual(await accessibilityProblems(popup), []);
    });
  });

  // Firefox does not tell this from a companion that is not there.
  test("whose manifest names another add-on is not installed for this one", { timeout: 60_000 }, async () => {
    install();
    const written = JSON.parse(readFileSync(manifest, "utf8")) as object;
    writeFileSync(manifest, JSON.stringify({ ...written, allowed_extensions: ["another@example.org"] }));
    await visit("chain-right.test", async (popup) => assert.equal((await refusal(popup))[0], "not-installed"));
  });

  for (const [host, roles] of [
    ["chain-wrong-order.test", ["leaf", "intermediate", "intermediate"]],
    ["chain-unrelated.test", ["leaf", "unrelated", "intermediate"]],
    ["chain-everything.test", ["leaf", "anchor", "intermediate", "unrelated", "alternate", "intermediate", "duplicate"]],
  ] as const) {
    test(`shows what ${host} sends, with roles, after the button was pressed`, { timeout: 60_000 }, async () => {
      install();
      await visit(host, async (popup) => {
        assert.equal(await popup.$("[data-testid=companion-sight]"), null, "nothing is asked unasked");
        const { leaf, anchor, sent, words } = await pressed(popup);
        assert.deepEqual(sent, sentAs(host, roles));
        assert.deepEqual([leaf, anchor], ["same", "same"]);
        assert.match(words, /connected to 127\.0\.0\.1 itself at \d+:\d\d:\d\d.*the browser’s connection dates from \d+:\d\d:\d\d/);
        assert.match(words, /offered the server what Firefox offers, in its order\.(?! One thing)/);
        assert.doesNotMatch(words, /\bpopup_\w+/);
        assert.deepEqual(await accessibilityProblems(popup), []);
      });
    });
  }

  test("shows what a page's server sent where the browser let it fail", { timeout: 60_000 }, async () => {
    install();
    await visit("chain-no-intermediate.test", async (popup) => {
      if (await isOldestFirefox(firefox)) {
        // It names no address of a connection that failed, and the companion goes where the browser went or nowhere.
        await untilShown(popup, "it is said that there is no address", () => document.querySelector("#companion [data-testid=companion-no-address]") !== null);
        assert.equal(await popup.$("[data-testid=ask-companion]"), null);
        return;
      }
      const { sent, words } = await pressed(popup);
      assert.deepEqual(sent, sentAs("chain-no-intermediate.test", ["leaf"]));
      assert.match(words, /not sent/i);
    });
  });

  test("that was shown another key than the browser is evidence, and says where it looks from", { timeout: 60_000 }, async () => {
    install();
    const evidence = (popup: Page): Promise<(string | null)[][]> => popup.$$eval("[data-testid=evidence]", (elements) => elements.map((element) => [element.getAttribute("data-evidence"), element.getAttribute("data-weight")]));
    await visit("two-faces.test", async (popup) => {
      assert.deepEqual(await evidence(popup), []);
      assert.equal((await pressed(popup)).leaf, "other-key");
      await untilShown(popup, "what it saw is evidence", () => document.querySelector("[data-evidence=companion-vantage]") !== null);
      assert.deepEqual(await evidence(popup), [["companion-vantage", "20"]]);
      await popup.$eval("#interception", (section) => ((section as HTMLDetailsElement).open = true));
      await popup.$eval("[data-evidence=companion-vantage] details", (details) => ((details).open = true));
      const words = await untilShown(popup, "the sign has its words", () => document.querySelector("[data-evidence=companion-vantage] .profile-body")?.textContent);
      assert.match(words, /cannot detect anyone between this machine and the server/);
    });
    await visit("chain-right.test", async (popup) => {
      assert.equal((await pressed(popup)).leaf, "same");
      assert.deepEqual(await evidence(popup), []);
    });
  });

  test("is one process for several questions, which ends when nothing is asked any more", { timeout: 60_000 }, async () => {
    install();
    await visit("chain-right.test", async (popup) => {
      await pressed(popup);
      const running = processes();
      assert.equal(running.length, 1);
      const tabId = await tabIdOf(popup);
      const outcomes = await Promise.all([1, 2].map(() => ask(control, "companion/ask", { tabId })));
      assert.deepEqual(outcomes.map((outcome) => "sight" in outcome && outcome.sight.leaf), ["same", "same"]);
      assert.deepEqual(processes(), running);
    });
    for (const end = Date.now() + 20_000; processes().length > 0 && Date.now() < end;) {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    assert.deepEqual(processes(), []);
  });

  test("is never asked about a private window", { timeout: 60_000 }, async () => {
    await control.evaluate(async (url) => {
      const { browser: api } = globalThis as unknown as { browser: { windows: { create(options: object): Promise<unknown> } } };
      await api.windows.create({ incognito: true, url });
    }, lab.url("chain-wrong-order.test"));
    const tabId = await newestTabId(control);
    const popup = await openAddonPage(firefox, `popup/popup.html?tabId=${tabId}`);
    await untilShown(popup, "the private page has its grade", () => (document.querySelector("[data-testid=grade]")?.getAttribute("data-grade") ?? "") !== "");
    assert.equal(await popup.$("#companion"), null);
    assert.deepEqual(await ask(control, "companion/ask", { tabId }), { failure: "not-asked", detail: "" });
    assert.deepEqual(processes(), []);
    await popup.close();
  });

  test("offers as Firefox what Firefox offers", { timeout: 60_000 }, async () => {
    const page = await firefox.browser.newPage();
    const own = offeredBy(await helloSentBy((url) => page.goto(url)));
    await page.close();
    const ours = offeredBy(browserHello("firefox", "localhost", {}, 443).message);
    // Firefox 153 lets go of it.
    if (await isOldestFirefox(firefox)) ours.suites.splice(ours.suites.indexOf(0xc00a) + 1, 0, 0xc009);
    // Firefox makes connections with and without these two; the hello here has them, as that of a page opened by hand.
    const ofSessions = [TLS_EXTENSION.sessionTicket, PSK_MODES];
    assert.deepEqual(without(ours, ofSessions), without(own, ofSessions));
  });

  test("is not asked any more once it is switched off, and the permission is given back", { timeout: 60_000 }, async () => {
    await control.bringToFront();
    await control.click("[data-testid=companion]");
    await untilShown(control, "the options say so", () => document.querySelector("[role=status]")?.textContent.includes("no longer asked"));
    const permitted = await control.evaluate(() => (globalThis as unknown as { browser: { permissions: { contains(wanted: object): Promise<boolean> } } }).browser.permissions.contains({ permissions: ["nativeMessaging"] }));
    assert.equal(permitted, false);
    await visit("chain-right.test", async (popup) => assert.equal(await popup.$("#companion"), null));
  });
});
