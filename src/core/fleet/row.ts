import { COLUMN_NAMES, columnOf, FLEET_SCHEMA, type ColumnKind, type FleetRow, type SparseRow } from "./columns.ts";

/** Bytes and entries of what a stranger may have written at length. */
const MAX_TEXT = 1000;
const MAX_LIST = 100;

/** Highest numbers of each kind. */
const MOST = { uint8: 0xff, uint16: 0xffff, uint32: 0xffff_ffff, int32: 0x7fff_ffff } as const;

/** Seconds since the epoch that ClickHouse's DateTime holds. */
const LAST_SECOND = 0xffff_ffff;

/** What a column holds where nothing is known of it. */
export function unknownValue(kind: ColumnKind): "" | null | readonly string[] {
  if (kind === "text" || kind === "instant") return "";
  return kind === "list" ? [] : null;
}

/** The row with every column. */
export function fullRow(row: SparseRow): FleetRow {
  return Object.fromEntries(COLUMN_NAMES.map((name) => [name, row[name] ?? unknownValue(columnOf(name).kind)])) as FleetRow;
}

/** The row without what is unknown or empty, its columns in order, texts and lists within bounds, numbers within their kind. */
export function sparseRow(values: Readonly<Partial<FleetRow>> & Pick<FleetRow, "record" | "id" | "time">): SparseRow {
  const all: Readonly<Record<string, unknown>> = { schema: FLEET_SCHEMA, ...values };
  const kept = COLUMN_NAMES.flatMap((name): [string, unknown][] => {
    const value = bounded(all[name], columnOf(name).kind);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(kept) as SparseRow;
}

function bounded(value: unknown, kind: ColumnKind): unknown {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string") return kind === "text" || kind === "instant" || kind === "moment" ? wellFormed(value) : undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.slice(0, MAX_LIST).map((each) => wellFormed(String(each)));
  if (typeof value !== "number" || kind === "text" || kind === "list" || kind === "instant" || kind === "moment") return undefined;
  if (!Number.isFinite(value)) return undefined;
  const most = kind === "flag" ? 1 : MOST[kind];
  return Math.max(kind === "int32" ? -most : 0, Math.min(most, Math.trunc(value)));
}

/** At most so many characters, and no half of a pair: that is no UTF-8. */
function wellFormed(text: string): string {
  const short = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  return /[\ud800-\udfff]/.test(short) ? short.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd") : short;
}

/** 1, 0, or null for what is not known. */
export function flag(value: boolean | null | undefined): 0 | 1 | null {
  return typeof value === "boolean" ? value ? 1 : 0 : null;
}

/** "2026-11-21 12:00:00" of milliseconds since the epoch; null where a DateTime cannot hold it. */
export function moment(milliseconds: number | undefined): string | null {
  if (milliseconds === undefined || Number.isNaN(milliseconds)) return null;
  const seconds = Math.floor(milliseconds / 1000);
  return seconds < 0 || seconds > LAST_SECOND ? null : secondsText(seconds);
}

/** The same, the nearest that a DateTime holds. */
export function instant(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return secondsText(Number.isNaN(seconds) ? 0 : Math.max(0, Math.min(LAST_SECOND, seconds)));
}

function secondsText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ");
}

/** Milliseconds since the epoch of `instant` or `moment`. */
export function millisecondsOf(text: string): number {
  return Date.parse(`${text.replace(" ", "T")}Z`);
}
