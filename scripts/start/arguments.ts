import { parseArgs } from "node:util";

export const STARTED_BROWSERS = ["firefox", "chromium"] as const;
export type BrowserName = (typeof STARTED_BROWSERS)[number];

export interface StartOptions {
  /** Addresses to visit; none: the lab. */
  addresses: string[];
  headless: boolean;
  /** Leave the lab and Firefox running until Ctrl-C. */
  keep: boolean;
  browser: BrowserName;
  /** Use the build with the Firefox experiment. */
  experiment: boolean;
  /** In Chromium: inspect every page, instead of each when it has loaded. */
  inspectAll: boolean;
  /** Folder for the export and the pictures. */
  out: string;
}

export const START_HELP = `npm start [-- [options] [address ...]]

Builds the add-on, starts the lab, and opens Firefox with the add-on installed and the lab's root trusted.
With a display the browser opens the lab's front page (or the addresses) and stays until you close it.
Without one, every page is visited, a table is printed, and the folder out/ gets telemetry.json and a
screenshot of the popup for each page.

  address      https://example.org/, example.org, or a host of the lab such as expired.test
  --headless   do without a display, although there is one
  --display    use the display, although none was found
  --keep       after the table, leave the browser and the lab running until Ctrl-C
  --browser B  firefox (the default) or chromium; Chromium's debugger is asked about each page that has loaded
  --inspect-all  in Chromium: its debugger is attached to every page from the start
  --experiment use the build with the Firefox experiment: the chain as sent, and failed handshakes
  --out FOLDER where export and screenshots go, instead of out/; those of an earlier run are removed from it
  --help       this text

FIREFOX=/path/to/firefox and CHROMIUM=/path/to/chromium choose another browser. Ctrl-C ends everything and leaves nothing behind.`;

/** What was asked for is not understood. The message is for people. */
export class StartUsageError extends Error {
  readonly code = "usage";
}

/** Reads the command line; undefined where only the help was asked for. Throws UsageError. */
export function readStartArguments(args: readonly string[], env: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): StartOptions | undefined {
  const { values, positionals } = parse(args);
  if (values.help === true) return undefined;
  if (values.headless === true && values.display === true) throw new StartUsageError("--headless and --display cannot both be.");
  const browser = STARTED_BROWSERS.find((name) => name === (values.browser ?? STARTED_BROWSERS[0]));
  if (browser === undefined) throw new StartUsageError(`--browser takes ${STARTED_BROWSERS.join(" or ")}.`);
  if (browser !== "firefox" && values.experiment === true) throw new StartUsageError("--experiment is for Firefox.");
  if (browser !== "chromium" && values["inspect-all"] === true) throw new StartUsageError("--inspect-all is for Chromium: add --browser chromium.");
  return {
    browser,
    inspectAll: values["inspect-all"] === true,
    addresses: positionals.map(readAddress),
    headless: values.headless === true || (values.display !== true && !hasDisplay(env, platform)),
    keep: values.keep === true,
    experiment: values.experiment === true,
    out: values.out ?? "out",
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { headless: { type: "boolean" }, display: { type: "boolean" }, keep: { type: "boolean" }, experiment: { type: "boolean" }, browser: { type: "string" }, "inspect-all": { type: "boolean" }, out: { type: "string" }, help: { type: "boolean", short: "h" } },
    });
  } catch (error) {
    if (error instanceof TypeError) throw new StartUsageError(error.message);
    throw error;
  }
}

/** "example.org" is https. */
function readAddress(text: string): string {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) throw new StartUsageError(`"${text}" is no address.`);
  const { protocol, href } = new URL(address);
  if (protocol !== "https:" && protocol !== "http:") throw new StartUsageError(`"${text}": only https and http addresses can be inspected.`);
  return href;
}

function hasDisplay(env: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): boolean {
  if (platform === "darwin" || platform === "win32") return true;
  return [env["DISPLAY"], env["WAYLAND_DISPLAY"]].some((display) => display !== undefined && display !== "");
}
