import { TimeoutError } from "puppeteer-core";
import { WaitedInVain } from "../browsers/until.ts";

/** One line of the table: a ratio against a yardstick of the same run on the same machine, a size, or how often something occurred. */
export interface Figure {
  name: string;
  /** The ratio, the size in bytes, or the count. */
  value: number;
  unit: "ratio" | "bytes" | "count";
  /** 95 % interval of a ratio, where it was taken. */
  interval?: readonly [low: number, high: number];
  /** What the project asks for. */
  limit?: { most: number } | { least: number };
  /** The times behind it, for information: they depend on the machine. */
  detail: string;
}

/** The machine did not come to where something can be measured: that is neither a figure nor a fault of the program. */
export class NotMeasured extends Error {
  readonly code = "not-measured";
}

/** Whether a bench gave up because the machine was too busy: what it waited for never came. */
export function isNotMeasured(error: unknown): error is Error {
  return error instanceof NotMeasured || error instanceof WaitedInVain || error instanceof TimeoutError;
}

export function withinLimit({ value, limit }: Figure): boolean {
  if (limit === undefined) return true;
  return "most" in limit ? value <= limit.most : value >= limit.least;
}

export function formatFigures(figures: readonly Figure[]): string {
  const number = (value: number, unit: Figure["unit"]) => (unit === "count" ? String(value) : unit === "bytes" ? `${(value / 1000).toFixed(1)} KB` : value.toFixed(value < 10 ? 3 : 1));
  const rows = figures.map((figure) => [
    figure.name,
    number(figure.value, figure.unit),
    figure.interval === undefined ? "" : figure.interval.map((bound) => number(bound, figure.unit)).join(" to "),
    figure.limit === undefined ? "" : "most" in figure.limit ? `at most ${number(figure.limit.most, figure.unit)}` : `at least ${number(figure.limit.least, figure.unit)}`,
    figure.limit === undefined ? "" : withinLimit(figure) ? "yes" : "NO",
    figure.detail,
  ]);
  const all = [["measure", "value", "95 % interval", "limit", "kept", "detail"], ...rows];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd()).join("\n");
}
