import { UsageError } from "../errors.ts";
import { parseOptions } from "../options.ts";

export const RECORDED_BROWSERS = ["chromium", "chrome", "edge", "firefox"] as const;
export type RecordedBrowser = (typeof RECORDED_BROWSERS)[number];

/** A browser that is started to be recorded. */
export interface RecordArguments {
  name: "record";
  browser: RecordedBrowser;
  urls: readonly string[];
  /** The export document. */
  out?: string;
  /** A folder of the person's own. */
  profile?: string;
  /** The question about the profile is answered. */
  yes: boolean;
  headless: boolean;
  ownTraffic: boolean;
  host?: string;
  /** The browser's program, where it is not in its usual place. */
  program?: string;
  /** Where the tunnel connects instead: host, or a pattern with "*", and address. */
  resolve: readonly { host: string; address: string }[];
  /** For the browser, unchanged. */
  browserArguments: readonly string[];
}

const OPTIONS = {
  out: { type: "string" },
  profile: { type: "string" },
  yes: { type: "boolean" },
  headless: { type: "boolean" },
  "own-traffic": { type: "boolean" },
  host: { type: "string" },
  program: { type: "string" },
  resolve: { type: "string", multiple: true },
} as const;

/** Reads the arguments behind "tlscope record"; behind "--" stand the browser's own. @throws UsageError */
export function readRecordArguments(args: readonly string[]): RecordArguments {
  const end = args.indexOf("--");
  const { values, positionals } = parseOptions(end < 0 ? args : args.slice(0, end), OPTIONS);
  const [given, ...urls] = positionals;
  const browser = RECORDED_BROWSERS.find((each) => each === given);
  if (browser === undefined) throw new UsageError(given === undefined ? `say which browser to record: ${RECORDED_BROWSERS.join(", ")}` : `"${given}" cannot be recorded; ${RECORDED_BROWSERS.join(", ")} can`);
  for (const url of urls) if (!/^https?:\/\/[^\s-]/i.test(url)) throw new UsageError(`"${url}" is no address of a page: give one that begins with https://`);
  if (browser !== "firefox" && values.resolve !== undefined) throw new UsageError("--resolve goes with tlscope record firefox alone");
  const { out, profile, host, program } = values;
  return {
    name: "record", browser, urls, yes: values.yes === true, headless: values.headless === true, ownTraffic: values["own-traffic"] === true,
    resolve: (values.resolve ?? []).map(resolveOf), browserArguments: end < 0 ? [] : args.slice(end + 1),
    ...(out === undefined ? {} : { out }), ...(profile === undefined ? {} : { profile }), ...(host === undefined ? {} : { host }), ...(program === undefined ? {} : { program }),
  };
}

function resolveOf(text: string): { host: string; address: string } {
  const at = text.indexOf("=");
  if (at < 1 || at === text.length - 1) throw new UsageError(`--resolve: "${text}" is not HOST=ADDRESS`);
  return { host: text.slice(0, at).toLowerCase(), address: text.slice(at + 1) };
}
