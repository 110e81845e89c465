import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import { parquetFormat } from "../../cli/convert/format/parquet.ts";
import { fileSink } from "../../cli/convert/sink.ts";
import { jsonLine } from "../../cli/json-line.ts";
import type { SparseRow } from "../../src/core/fleet/columns.ts";

/** Writes the same rows as NDJSON and as Parquet, and gives how long Parquet took, the making of rows aside. Milliseconds. */
export async function writeBoth({ ndjson, parquet }: { ndjson: string; parquet: string }, rows: number, made: (i: number) => SparseRow): Promise<number> {
  const lines = createWriteStream(ndjson);
  const sink = await fileSink(parquet);
  const writer = await parquetFormat.begin(sink);
  let spent = 0;
  const timed = async (act: () => Promise<unknown>): Promise<void> => {
    const start = performance.now();
    await act();
    spent += performance.now() - start;
  };
  for (let i = 0; i < rows; i++) {
    const row = made(i);
    if (!lines.write(jsonLine(row))) await once(lines, "drain");
    await timed(() => writer.connection(row, undefined));
  }
  await timed(async () => {
    await writer.end();
    await sink.finish();
  });
  lines.end();
  await finished(lines);
  return spent;
}

/** The least that a program of one's own has to do for any of the questions: read each line, and count ids by something. */
export async function countByNode(file: string): Promise<Map<string, Set<string>>> {
  const counts = new Map<string, Set<string>>();
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    const row = JSON.parse(line) as SparseRow;
    if (row.record !== "connection") continue;
    const key = `${row.tls_version ?? ""} ${row.cipher_suite ?? ""} ${row.key_group ?? ""}`;
    const ids = counts.get(key) ?? new Set();
    counts.set(key, ids.add(row.id));
  }
  return counts;
}
