/** What makes a formula of a cell: also behind spaces, which some programs pass over, and in the wide forms that Japanese ones know. */
const FORMULA = /^\s*[=+\-@\t\r\n\0＝＋－＠]/;

/**
 * A field of CSV (RFC 4180): null is empty, a list stands as ClickHouse reads it. A text that a spreadsheet would take for a formula begins
 * with an apostrophe (OWASP, CSV Injection): names in certificates are a stranger's.
 */
export function csvField(value: string | number | null | readonly string[]): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  return quoted(typeof value === "string" ? harmless(value) : `[${value.map(listed).join(",")}]`);
}

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
