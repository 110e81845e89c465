import { jsonLine } from "../../json-line.ts";
import type { FormatKind, RowWriter } from "../row-writer.ts";
import type { Sink } from "../sink.ts";

export const ndjsonFormat: FormatKind = { judges: true, begin: ndjson };

/** A row a line: what is unknown or empty is left out, as every reader that knows the columns fills it in. */
function ndjson(sink: Sink): Promise<RowWriter> {
  const write = (row: object): Promise<void> => sink.write(jsonLine(row));
  return Promise.resolve({ certificate: write, connection: write, end: () => Promise.resolve() });
}
