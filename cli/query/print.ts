import { visibleText, LINE } from "../../src/core/text/visible-text.ts";
import { csvField } from "../convert/csv-field.ts";
import type { FleetAnswer, FleetCell } from "./answer.ts";

/** Characters of a cell on a terminal. */
const MAX_CELL = 80;

/** The answer as a table, an array of objects, or CSV. */
export function printed({ columns, rows }: FleetAnswer, output: "table" | "json" | "csv"): string {
  switch (output) {
    case "json": return `${JSON.stringify(rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i] ?? null]))), null, 2)}\n`;
    case "csv": return [columns, ...rows].map((row) => `${row.map(csvField).join(",")}\r\n`).join("");
    case "table": return table(columns, rows);
  }
}

function table(columns: readonly string[], rows: readonly (readonly FleetCell[])[]): string {
  const cells = rows.map((row) => row.map(shown));
  const widths = columns.map((name, i) => Math.max(name.length, ...cells.map((row) => row[i]?.length ?? 0)));
  const right = columns.map((_, i) => rows.some((row) => typeof row[i] === "number"));
  const line = (row: readonly string[]): string => `${row.map((cell, i) => right[i] === true ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)).join("  ").trimEnd()}\n`;
  return [columns, widths.map((width) => "─".repeat(width)), ...cells].map(line).join("") + `${rows.length} ${rows.length === 1 ? "row" : "rows"}\n`;
}

function shown(cell: FleetCell): string {
  if (cell === null) return "–";
  const text = visibleText(typeof cell === "object" ? cell.join(", ") : String(cell), LINE);
  return text.length > MAX_CELL ? `${text.slice(0, MAX_CELL - 1)}…` : text;
}
