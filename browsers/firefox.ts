/** Real Firefox for tests: a profile of its own that trusts the lab and reaches its hosts, and nothing left behind. */
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { zipSync } from "fflate";
import puppeteer from "puppeteer-core";
import type { Browser } from "puppeteer-core";
import { firefoxPreferences } from "../lab/index.ts";
import { shipRoots } from "./built-in-roots.ts";
import { Cleaner } from "./cleaner.ts";
import { putCompiledCode } from "./compiled-code.ts";
import { PROTOCOL_TIMEOUT, type LaunchedBrowser } from "./launched-browser.ts";
import { trustRoots } from "./nss.ts";
import type { Lab } from "../lab/lab.ts";
import { OPENER_ID } from "./opener.ts";

export const ADDON_ID = "tlscope@tlscope.addon";

/** Names how often in a second Firefox draws where nobody looks on; without it, as often as it does by itself. Of a run of tests. */
export const FRAMES_VARIABLE = "TLSCOPE_FIREFOX_FRAMES";

/** What Firefox ESR, Developer Edition or Nightly needs to take the experiment: see docs/firefox-experiment.md. */
export const EXPERIMENT_PREFERENCES = { "extensions.experiments.enabled": true, "xpinstall.signatures.required": false } as const;

export interface LaunchFirefoxOptions {
  /** Whose roots to trust and whose hosts to reach; without it, Firefox knows the internet alone. */
  lab?: Lab;
  /** Roots (PEM) that this Firefox is to take for its own, as those of public CAs: see built-in-roots.ts. */
  builtInRoots?: readonly string[];
  /** Folder of an unpacked add-on to install. */
  addonDir?: string;
  /** The id in that add-on's manifest; default that of TLScope. */
  addonId?: string;
  /** Allow the add-on in private windows, as a person can. For a new profile. */
  allowPrivateWindows?: boolean;
  /** On top of those that the lab needs. */
  preferences?: Readonly<Record<string, string | number | boolean>>;
  /** Folder of a profile to make or use again; it is kept. Without it a temporary one is removed at the end. */
  profile?: string;
  /** Install the add-on as a person does, so that it is there when the profile is used again. Needs `profile`, and a Firefox that takes unsigned add-ons. */
  installForGood?: boolean;
  /** Take bad certificates as if a person had made exceptions. */
  acceptInsecureCerts?: boolean;
  /** Default true. */
  headless?: boolean;
  args?: readonly string[];
}

export interface LaunchedFirefox extends LaunchedBrowser {
  /** Folder of the profile. */
  profile: string;
}

/** Where Firefox is: $FIREFOX, or Debian's or Ubuntu's place; undefined where there is none. */
export function findFirefox(): string | undefined {
  return [process.env["FIREFOX"], "/usr/bin/firefox-esr", "/usr/bin/firefox"].find((path) => path !== undefined && existsSync(path));
}

/** The error's name in what page.goto threw ("SEC_ERROR_UNKNOWN_ISSUER", "NS_ERROR_NET_RESET"); undefined where it names none. */
export function navigationErrorName(error: unknown): string | undefined {
  const message = error instanceof Error ? error.message : String(error);
  return /NS_ERROR_MODULE_SECURITY, (\w+)/.exec(message)?.[1] ?? /\bNS_ERROR_\w+/.exec(message)?.[0];
}

/** Throws where Firefox or certutil is missing, or Firefox does not start. */
export async function launchFirefox(options: LaunchFirefoxOptions): Promise<LaunchedFirefox> {
  const executablePath = findFirefox();
  if (executablePath === undefined) throw new Error("No Firefox found: install the package firefox-esr, or set FIREFOX to its path.");
  const temporary = options.profile === undefined;
  const profile = options.profile === undefined ? await mkdtemp(join(tmpdir(), "tlscope-firefox-")) : resolve(options.profile);
  const cleaner = new Cleaner(temporary ? [profile] : []);
  try {
    if (temporary) await putCompiledCode(profile, (bare) => startOnce(executablePath, bare));
    await trustRoots(profile, options.lab?.rootPems ?? []);
    if (options.builtInRoots !== undefined) await shipRoots(profile, options.builtInRoots);
    const addonId = options.addonId ?? ADDON_ID;
    allowPrivateWindows(profile, options.allowPrivateWindows === true ? [addonId, OPENER_ID] : [OPENER_ID]);
    const uuid = options.profile === undefined ? randomUUID() : keptUuid(profile);
    const browser = await puppeteer.launch({
      browser: "firefox",
      protocolTimeout: PROTOCOL_TIMEOUT,
      networkEnabled: false,
      executablePath,
      headless: options.headless ?? true,
      userDataDir: profile,
      acceptInsecureCerts: options.acceptInsecureCerts ?? false,
      args: ["--remote-allow-system-access", ...(options.args ?? [])],
      extraPrefsFirefox: {
        ...(options.lab === undefined ? {} : firefoxPreferences(options.lab)),
        ...QUIET,
        ...(options.headless === false ? {} : { ...FEW_PROCESSES, ...fewFrames(process.env[FRAMES_VARIABLE]) }),
        ...(options.installForGood === true ? { "xpinstall.signatures.required": false } : {}),
        "extensions.webextensions.uuids": JSON.stringify({ [addonId]: uuid }),
        ...options.preferences,
      },
    });
    cleaner.watch(browser);
    if (options.addonDir !== undefined && options.installForGood === true) await installForGood(browser, profile, resolve(options.addonDir));
    else if (options.addonDir !== undefined) await browser.installExtension(resolve(options.addonDir));
    return { name: "Firefox", browser, profile, addonUrl: (path) => `moz-extension://${uuid}/${path.replace(/^\//, "")}`, close: () => cleaner.clean() };
  } catch (error) {
    await cleaner.clean();
    throw error;
  }
}

/** To draw what nobody sees, sixty times in a second, is a good part of what a page costs that is opened and left. */
function fewFrames(rate: string | undefined): Record<string, number> {
  return rate === undefined || rate === "" ? {} : { "layout.frame_rate": Number(rate) };
}

/** Starts Firefox with a profile that has nothing, and ends it. Gives whether it ended by itself. */
async function startOnce(executablePath: string, profile: string): Promise<boolean> {
  const browser = await puppeteer.launch({ browser: "firefox", networkEnabled: false, executablePath, headless: true, userDataDir: profile, extraPrefsFirefox: QUIET });
  const cleaner = new Cleaner([]);
  cleaner.watch(browser);
  await cleaner.clean();
  return browser.process()?.exitCode === 0;
}

/** What Puppeteer keeps to itself: the connection on which it speaks WebDriver BiDi. */
interface BidiBrowser {
  connection: { send(method: string, parameters: object): Promise<unknown> };
}

/**
 * Writes the add-ons' leave where older profiles have it: Firefox takes it over when it first starts with the profile. Its own
 * option at installation is not yet there in ESR 140.
 */
function allowPrivateWindows(profile: string, ids: readonly string[]): void {
  const leave = { permissions: ["internal:privateBrowsingAllowed"], origins: [] };
  writeFileSync(join(profile, "extension-preferences.json"), JSON.stringify(Object.fromEntries(ids.map((id) => [id, leave]))));
}

/** Packs the folder and installs the package, where the profile has none yet. */
async function installForGood(browser: Browser, profile: string, folder: string): Promise<void> {
  const path = join(profile, "installed.xpi");
  if (existsSync(path)) return;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  writeFileSync(path, zipSync(Object.fromEntries(files.map((file) => [relative(folder, file).replaceAll("\\", "/"), new Uint8Array(readFileSync(file))]))));
  const { connection } = browser as unknown as BidiBrowser;
  await connection.send("webExtension.install", { extensionData: { type: "archivePath", path }, "moz:permanent": true });
}

/** The add-on's storage is found again by this id: a profile that is kept keeps it. */
function keptUuid(profile: string): string {
  const file = join(profile, "tlscope-uuid");
  if (!existsSync(file)) writeFileSync(file, randomUUID());
  return readFileSync(file, "utf8");
}

/**
 * A process for each site takes a third of the work of visiting one, and what a page's connections were is told by another
 * process anyway. Where somebody looks on, Firefox is as it comes.
 */
const FEW_PROCESSES = {
  "dom.ipc.processCount": 1,
  "dom.ipc.processPrelaunch.enabled": false,
  "fission.webContentIsolationStrategy": 0,
  "media.rdd-process.enabled": false,
  "media.utility-process.enabled": false,
  "browser.tabs.remote.separatePrivilegedContentProcess": false,
  "browser.ml.enable": false,
  "browser.translations.enable": false,
  "browser.sessionstore.interval": 600_000,
  "extensions.installDistroAddons": false,
  "extensions.screenshots.disabled": true,
} as const;

/** Requests of the browser's own that would disturb measurements, and are of no use without a network. */
const QUIET = {
  "app.update.auto": false,
  "browser.newtabpage.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "browser.search.update": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.getAddons.cache.enabled": false,
  "extensions.update.enabled": false,
  "media.gmp-manager.updateEnabled": false,
  "services.settings.server": "data:,",
  "signon.rememberSignons": false,
  "toolkit.telemetry.enabled": false,
} as const;
