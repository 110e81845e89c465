/** Real Chromium for tests: a home of its own that trusts the lab, and nothing left behind. */
import { existsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import puppeteer from "puppeteer-core";
import { chromiumArguments } from "../lab/index.ts";
import { Cleaner } from "./cleaner.ts";
import { PROTOCOL_TIMEOUT, type LaunchedBrowser } from "./launched-browser.ts";
import { trustRoots } from "./nss.ts";
import type { Lab } from "../lab/lab.ts";

export interface LaunchChromiumOptions {
  /** Whose roots to trust and whose hosts to reach; without it, Chromium knows the internet alone. */
  lab?: Lab;
  /** Folder of an unpacked add-on to install. */
  addonDir?: string;
  /** Default true. */
  headless?: boolean;
  args?: readonly string[];
}

/** Where Chromium is: $CHROMIUM, or Debian's place; undefined where there is none. */
export function findChromium(): string | undefined {
  return [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => path !== undefined && existsSync(path));
}

/** Requests of the browser's own are of no use without a network. */
const QUIET = [
  "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-gpu", "--disable-sync", "--no-default-browser-check", "--no-first-run",
];

/** Throws where Chromium or certutil is missing, or Chromium does not start. */
export async function launchChromium(options: LaunchChromiumOptions): Promise<LaunchedBrowser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("No Chromium found: install the package chromium, or set CHROMIUM to its path.");
  // On Linux Chromium trusts what the home's database says, whatever its profile is.
  const home = await mkdtemp(join(tmpdir(), "tlscope-chromium-"));
  const cleaner = new Cleaner([home]);
  try {
    await trustRoots(join(home, ".pki", "nssdb"), options.lab?.rootPems ?? []);
    const browser = await puppeteer.launch({
      executablePath,
      protocolTimeout: PROTOCOL_TIMEOUT,
      headless: options.headless ?? true,
      // Extensions can be installed over a pipe alone.
      pipe: true,
      enableExtensions: true,
      userDataDir: join(home, "profile"),
      env: { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, ".config"), XDG_CACHE_HOME: join(home, ".cache") },
      args: [
        ...QUIET,
        // A sandbox cannot be made as root, as in containers.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        ...(options.lab === undefined ? [] : chromiumArguments(options.lab)),
        ...(options.args ?? []),
      ],
    });
    cleaner.watch(browser);
    const id = options.addonDir === undefined ? undefined : await browser.installExtension(resolve(options.addonDir));
    return { name: "Chromium", browser, addonUrl: (path) => `chrome-extension://${id ?? ""}/${path.replace(/^\//, "")}`, close: () => cleaner.clean() };
  } catch (error) {
    await cleaner.clean();
    throw error;
  }
}
