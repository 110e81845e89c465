import { isRecord } from "../../src/core/is-record.ts";
import { QueryError } from "./query-error.ts";

/** A value of an answer: what is no list of texts or numbers stands as its JSON. */
export type FleetCell = string | number | null | readonly string[];

export interface FleetAnswer {
  columns: readonly string[];
  rows: readonly (readonly FleetCell[])[];
}

/** ClickHouse's JSONCompact. Whole numbers of 64 bits are numbers where they can be, also where a server writes them as text. @throws QueryError */
export function readFleetAnswer(text: string, whose: string): FleetAnswer {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new QueryError("server-answer", `${whose} answered with something else than JSON (${JSON.stringify(text.slice(0, 80))}): is it ClickHouse's HTTP interface, and has the question no FORMAT of its own?`);
  }
  if (!isRecord(value) || !Array.isArray(value["meta"]) || !Array.isArray(value["data"])) throw new QueryError("server-answer", `${whose} answered with other JSON than ClickHouse's: is it its HTTP interface?`);
  const meta = value["meta"].filter(isRecord).map(({ name, type }) => ({ name: String(name), wide: /^(?:Nullable\()?U?Int64/.test(String(type)) }));
  return {
    columns: meta.map(({ name }) => name),
    rows: value["data"].map((row: unknown) => meta.map(({ wide }, i) => cellOf(Array.isArray(row) ? row[i] : undefined, wide))),
  };
}

function cellOf(value: unknown, wide: boolean): FleetCell {
  if (value === undefined || value === null) return null;
  if (typeof value === "number") return value;
  if (typeof value === "string") return wide && Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (Array.isArray(value)) return value.map((each) => typeof each === "string" ? each : JSON.stringify(each));
  return JSON.stringify(value);
}
