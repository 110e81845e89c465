import { jsonLine } from "../../json-line.ts";
import type { Format } from "../format.ts";
import type { Sink } from "../sink.ts";

/** A row a line: what is unknown or empty is left out, as every reader that knows the columns fills it in. */
export function ndjson(sink: Sink): Promise<Format> {
  const write = (row: object): Promise<void> => sink.write(jsonLine(row));
  return Promise.resolve({ certificate: write, connection: write, end: () => Promise.resolve() });
}
