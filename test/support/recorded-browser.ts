/** A real browser that `tlscope record` records, with the add-on and its companion in it, driven as any other. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import puppeteer from "puppeteer-core";
import { Addon } from "../../browsers/addon.ts";
import { PROTOCOL_TIMEOUT, type LaunchedBrowser } from "../../browsers/launched-browser.ts";
import { until, untilShown } from "../../browsers/until.ts";
import type { Lab } from "../../lab/lab.ts";
import { sha256 } from "./sha256.ts";

const root = join(import.meta.dirname, "..", "..");

export interface RecordedBrowserOptions {
  browser: "chromium" | "firefox";
  /** Behind "tlscope record BROWSER". */
  args: readonly string[];
  /** Home of the browser, of the companion and of the recording; nothing else of this person's is seen. */
  home: string;
  /** Behind "tlscope install-companion". */
  companion: readonly string[];
  /** The origin of the add-on's pages; `add-on` is loaded where the browser does not load it by itself. */
  origin: string;
  addonDir?: string;
}

export interface RecordedBrowser {
  launched: LaunchedBrowser;
  addon: Addon;
  /** The browser's profile. */
  profile: string;
  /** Ends the recording; gives what it said. */
  stop: () => Promise<string>;
}

/** Installs the companion, starts the recording, and switches the companion on in the add-on. */
export async function recordedBrowser({ browser: name, args, home, companion, origin, addonDir }: RecordedBrowserOptions): Promise<RecordedBrowser> {
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, ".config"), XDG_CACHE_HOME: join(home, ".cache"), XDG_DATA_HOME: join(home, "data"), TMPDIR: home };
  execFileSync(process.execPath, [join(root, "dist", "cli", "tlscope.mjs"), "install-companion", ...companion], { env, stdio: "ignore" });
  const child = spawn(process.execPath, ["--import", "tsx", join(root, "cli", "main.ts"), "record", name, "--headless", "--out", join(home, "out.json"), ...args], { cwd: root, env, stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = once(child, "exit");
  const stop = async (): Promise<string> => {
    child.kill("SIGINT");
    await ended;
    return stderr;
  };
  try {
    const { endpoint, profile } = await until(() => {
      assert.equal(child.exitCode, null, stderr);
      const folder = readdirSync(home).find((each) => each.startsWith("tlscope-record-"));
      const at = folder === undefined ? "" : join(home, folder, "profile");
      return { profile: at, endpoint: folder === undefined ? undefined : name === "chromium" ? devToolsEndpoint(at) : bidiEndpoint(at) };
    }, (found) => found.endpoint !== undefined, { what: "the browser can be driven", patience: 60_000 });
    const browser = await puppeteer.connect({ browserWSEndpoint: endpoint ?? "", protocolTimeout: PROTOCOL_TIMEOUT, defaultViewport: null, ...(name === "firefox" ? { protocol: "webDriverBiDi" as const, networkEnabled: false } : {}) });
    if (addonDir !== undefined) await browser.installExtension(addonDir);
    const launched: LaunchedBrowser = {
      name: name === "firefox" ? "Firefox" : "Chromium", browser, addonUrl: (path) => `${origin}/${path.replace(/^\//, "")}`,
      close: async () => {
        await stop();
      },
    };
    const addon = await Addon.connect(launched);
    await addon.ask("settings/set", { values: { companion: true } });
    assert.deepEqual(await addon.ask("companion/get", {}), { on: true });
    return { launched, addon, profile, stop };
  } catch (error) {
    const said = await stop();
    throw new Error(`The recorded browser cannot be used. The recording said: ${said}`, { cause: error });
  }
}

export interface ShownRecorded {
  /** SHA-256 and role of what was sent, in its order, on the first screen. */
  sent: (string | null)[][];
  heading: string;
  /** Of the sentence that says who saw it. */
  of: string | null;
  words: string;
  corrected: string | null;
}

/** Opens a host's page and its popup, and gives what it shows of what was sent, once that is there "as recorded". */
export async function shownAsRecorded(addon: Addon, url: string): Promise<ShownRecorded> {
  // What the add-on opens itself is nobody's browsing, as Firefox tells it.
  const { tabId } = await addon.visit(url);
  const popup = await addon.popup(tabId);
  try {
    return JSON.parse(await untilShown(popup, "what was sent is shown as recorded", () => {
      const fault = document.querySelector("[data-testid=sent-fault]");
      const note = fault?.querySelector("[data-testid=as-recorded]");
      if (fault === null || note === null || note === undefined) return undefined;
      return JSON.stringify({
        sent: [...fault.querySelectorAll(".picture-node.sent")].map((node) => [node.getAttribute("data-sha256"), node.getAttribute("data-role")]),
        heading: fault.querySelector(".picture-heading.sent")?.textContent, of: note.getAttribute("data-of"), words: note.textContent,
        corrected: fault.querySelector("[data-testid=copy-fullchain]")?.getAttribute("data-certificates") ?? null,
      });
    })) as ShownRecorded;
  } finally {
    await popup.close();
    await addon.closeTabs([tabId]);
  }
}

/** What the popup shows of chains that are not as they should be. `of`, `words`: how it says whose connection was recorded. */
export function testShownChains(started: () => { lab: Lab; recorded: RecordedBrowser }, { of, words }: { of: string; words: RegExp }): void {
  for (const [host, roles] of [["chain-unrelated.test", ["leaf", "unrelated", "intermediate"]], ["chain-wrong-order.test", ["leaf", "intermediate", "intermediate"]]] as const) {
    test(`shows on its first screen what ${host} sent, with roles and the file that is right`, { timeout: 120_000 }, async () => {
      const { lab, recorded } = started();
      const shown = await shownAsRecorded(recorded.addon, lab.url(host));
      assert.deepEqual(shown.sent, sentByLab(lab, host, roles));
      assert.equal(shown.heading, "Sent by the server, as recorded");
      assert.equal(shown.of, of);
      assert.match(shown.words, words);
      const [leaf] = shown.sent;
      assert.equal(shown.corrected?.split(" ")[0], leaf?.[0]);
    });
  }
}

/** That the add-on exports nothing of it. */
export function testNothingExported(started: () => { recorded: RecordedBrowser }): void {
  test("and nothing of it is in what the add-on exports", async () => {
    const { observations } = await started().recorded.addon.telemetry();
    assert.ok(observations.length > 0);
    for (const { tlsInfo } of observations) assert.equal(tlsInfo.sentChain, undefined);
  });
}

/** What the lab sends for a host, with the roles that are right. */
export function sentByLab(lab: Lab, host: string, roles: readonly string[]): string[][] {
  return lab.sentChain(host).map((der, index) => [sha256(der), roles[index] ?? "?"]);
}

function devToolsEndpoint(profile: string): string | undefined {
  const file = join(profile, "DevToolsActivePort");
  const [port, path] = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  return path === undefined ? undefined : `ws://127.0.0.1:${port ?? ""}${path}`;
}

function bidiEndpoint(profile: string): string | undefined {
  const file = join(profile, "WebDriverBiDiServer.json");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  return text === "" ? undefined : `ws://127.0.0.1:${String((JSON.parse(text) as { ws_port: number }).ws_port)}/session`;
}
