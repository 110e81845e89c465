import { SITUATIONS, SOURCES, type ExposureFile, type ExposureSource, type Situation } from "./record.ts";

const BEGIN = "<!-- What follows is written by npm run docs:matrix from what the tests saw. -->";
const END = "<!-- Up to here. -->";

const SOURCE_NAMES: Readonly<Record<ExposureSource, string>> = {
  firefox: "Firefox", "firefox-experiment": "Firefox with the experiment",
  chromium: "Chromium", "chromium-on-demand": "Chromium, asked once", "chromium-every-page": "Chromium, every page",
  "chromium-recorded": "Chromium, recorded (NetLog)", "firefox-recorded": "Firefox, recorded", "firefox-recorded-told": "Firefox, recorded with the add-on", captured: "captured with keys", companion: "companion",
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
 * situation; else why not, as the add-on says itself; empty: the tests have no such connection. `before`: earlier tables, from which
 * the column of a source is taken that this run did not ask: a program that is not installed, a browser of another age.
 */
export function exposureTables(files: readonly ExposureFile[], sources: readonly ExposureSource[] = SOURCES, before = ""): string {
  return SITUATIONS.map((situation) => {
    const title = `**${capital(SITUATION_NAMES[situation])}**`;
    const columns = sources.map((source) => ({ source, cells: seenColumn(files, source, situation) ?? writtenColumn(before, title, SOURCE_NAMES[source]) })).filter(({ cells }) => cells.size > 0);
    const fields = FIELDS.filter((field) => columns.some(({ cells }) => cells.has(field)));
    return [
      title,
      "",
      row(["field", ...columns.map(({ source }) => SOURCE_NAMES[source])]),
      row(["---", ...columns.map(() => "---")]),
      ...fields.map((field) => row([`\`${field}\``, ...columns.map(({ cells }) => cells.get(field) ?? "")])),
    ].join("\n");
  }).join("\n\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** Cells by field; undefined: this run did not ask the source at all. */
function seenColumn(files: readonly ExposureFile[], source: ExposureSource, situation: Situation): ReadonlyMap<string, string> | undefined {
  const own = files.filter((file) => file.source === source);
  if (own.length === 0) return undefined;
  const told = own.flatMap(({ records }) => records.filter((record) => record.situation === situation).map((record) => record.told));
  return new Map(FIELDS.filter((field) => told.some((one) => field in one)).map((field) => [field, cell(told.map((one) => one[field]))]));
}

/** The column of that name in the table below the title. */
function writtenColumn(document: string, title: string, name: string): ReadonlyMap<string, string> {
  const lines = document.slice(document.indexOf(title)).split("\n").slice(2);
  const end = lines.findIndex((line) => !line.startsWith("|"));
  const [head = [], , ...rows] = (document.includes(title) ? lines.slice(0, end < 0 ? undefined : end) : []).map((line) => line.split("|").slice(1, -1).map((each) => each.trim()));
  const column = head.indexOf(name);
  return new Map(column < 0 ? [] : rows.flatMap((cells) => (cells[column] ?? "") === "" ? [] : [[(cells[0] ?? "").replaceAll("`", ""), cells[column] ?? ""]]));
}

function cell(values: readonly (true | string | undefined)[]): string {
  if (values.includes(true)) return "yes";
  const reasons = new Set(values.filter((value) => typeof value === "string"));
  // Which of several connections to a host comes first, and is verified, is chance.
  if (reasons.size > 1) reasons.delete("cached-verdict");
  return [...reasons].sort().map((reason) => reason.replaceAll("-", " ")).join(", ");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The document with its tables of these sources, as the files have them. Throws Error where it has no place for them. */
export function withTables(document: string, files: readonly ExposureFile[], sources: readonly ExposureSource[] = SOURCES): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin === -1 || end < begin) throw new Error(`The document lacks the lines "${BEGIN}" and "${END}".`);
  return `${document.slice(0, begin + BEGIN.length)}\n\n${exposureTables(files, sources, document.slice(begin, end))}\n\n${document.slice(end)}`;
}
