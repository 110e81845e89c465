import { SITUATIONS, SOURCES, type ExposureFile, type ExposureSource, type Situation } from "./record.ts";

const BEGIN = "<!-- What follows is written by npm run docs:matrix from what the tests saw. -->";
const END = "<!-- Up to here. -->";

const SOURCE_NAMES: Readonly<Record<ExposureSource, string>> = {
  firefox: "Firefox", "firefox-experiment": "Firefox with the experiment",
  chromium: "Chromium", "chromium-on-demand": "Chromium, asked once", "chromium-every-page": "Chromium, every page",
  "chromium-recorded": "Chromium, recorded (NetLog)", "firefox-recorded": "Firefox, recorded", captured: "captured with keys", companion: "companion",
};

const SITUATION_NAMES: Readonly<Record<Situation, string>> = {
  "TLS 1.3": "over TLS 1.3", "TLS 1.2": "over TLS 1.2", "HTTP/3": "over HTTP/3", accepted: "a bad certificate that the person accepted", failed: "a handshake that failed",
};

/** In the order of the proposal, then what lies in `extra`. */
const FIELDS = [
  "builtChain", "sentChain", "chainValid", "protocol", "cipherSuite", "tlsVersion", "keyExchangeGroup",
  "serverCertificate", "signatureScheme", "encryptedClientHello", "resumed", "alpn", "certificateTransparency", "rootIsBuiltIn", "error",
] as const;

/**
 * A table for each situation, in Markdown: a row for each field, a column for each source. "yes": it was told at least once in that
 * situation; else why not, as the add-on says itself; empty: the tests have no such connection.
 */
export function exposureTables(files: readonly ExposureFile[]): string {
  return SITUATIONS.map((situation) => {
    const columns = SOURCES.map((source) => ({ source, told: files.filter((file) => file.source === source).flatMap(({ records }) => records.filter((record) => record.situation === situation).map(({ told }) => told)) }))
      .filter(({ told }) => told.length > 0);
    const fields = FIELDS.filter((field) => columns.some(({ told }) => told.some((one) => field in one)));
    const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
    return [
      `**${capital(SITUATION_NAMES[situation])}**`,
      "",
      row(["field", ...columns.map(({ source }) => SOURCE_NAMES[source])]),
      row(["---", ...columns.map(() => "---")]),
      ...fields.map((field) => row([`\`${field}\``, ...columns.map(({ told }) => cell(told.map((one) => one[field])))])),
    ].join("\n");
  }).join("\n\n");
}

function cell(values: readonly (true | string | undefined)[]): string {
  if (values.includes(true)) return "yes";
  return [...new Set(values.filter((value) => typeof value === "string"))].sort().map((reason) => reason.replaceAll("-", " ")).join(", ");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The document with its tables replaced. Throws Error where it has no place for them. */
export function withTables(document: string, tables: string): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin === -1 || end < begin) throw new Error(`The document lacks the lines "${BEGIN}" and "${END}".`);
  return `${document.slice(0, begin + BEGIN.length)}\n\n${tables}\n\n${document.slice(end)}`;
}
