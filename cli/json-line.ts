/** Ends of lines for others than JSON: NEXT LINE, LINE SEPARATOR, PARAGRAPH SEPARATOR. Python's `splitlines` cuts there. */
const OTHER_ENDS = /[\u0085\u2028\u2029]/g;

/** The value as JSON in one line, with its end, for whoever cuts text into lines. */
export function jsonLine(value: unknown): string {
  return `${withoutOtherEnds(JSON.stringify(value))}\n`;
}

/** JSON of the same meaning that nobody cuts into lines. */
export function withoutOtherEnds(json: string): string {
  return json.replace(OTHER_ENDS, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
