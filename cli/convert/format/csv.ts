import { COLUMN_NAMES, type SparseRow } from "../../../src/core/fleet/columns.ts";
import { fullRow } from "../../../src/core/fleet/row.ts";
import type { Format } from "../format.ts";
import type { Sink } from "../sink.ts";

/**
 * CSV (RFC 4180) with a line of names, every column in every row; null is an empty field, a list is written as ClickHouse reads it. A
 * text that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV Injection): names in certificates are a
 * stranger's.
 */
export async function csv(sink: Sink): Promise<Format> {
  await sink.write(`${COLUMN_NAMES.join(",")}\r\n`);
  const write = (row: SparseRow): Promise<void> => {
    const full = fullRow(row);
    return sink.write(`${COLUMN_NAMES.map((name) => field(full[name])).join(",")}\r\n`);
  };
  return { certificate: write, connection: write, end: () => Promise.resolve() };
}

function field(value: string | number | null | readonly string[]): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  return quoted(typeof value === "string" ? harmless(value) : `[${value.map(listed).join(",")}]`);
}

/** What makes a formula of a cell: also behind spaces, which some programs pass over, and in the wide forms that Japanese ones know. */
const FORMULA = /^\s*[=+\-@\t\r\n\0＝＋－＠]/;

function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return `"${text.replaceAll("\"", "\"\"")}"`;
}

/** A text in ClickHouse's form of a list. The list begins with a bracket, so that no entry is a formula. */
function listed(text: string): string {
  return `'${text.replace(/['\\]/g, "\\$&").replaceAll("\0", "\\0").replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t")}'`;
}
