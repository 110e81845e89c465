import { COLUMN_NAMES, type SparseRow } from "../../../src/core/fleet/columns.ts";
import { fullRow } from "../../../src/core/fleet/row.ts";
import { csvField } from "../csv-field.ts";
import type { FormatKind, RowWriter } from "../row-writer.ts";
import type { Sink } from "../sink.ts";

export const csvFormat: FormatKind = { judges: true, begin: csv };

/** CSV with a line of names, every column in every row. */
async function csv(sink: Sink): Promise<RowWriter> {
  await sink.write(`${COLUMN_NAMES.join(",")}\r\n`);
  const write = (row: SparseRow): Promise<void> => {
    const full = fullRow(row);
    return sink.write(`${COLUMN_NAMES.map((name) => csvField(full[name])).join(",")}\r\n`);
  };
  return { certificate: write, connection: write, end: () => Promise.resolve() };
}
