import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import { parquetFormat } from "../../cli/convert/format/parquet.ts";
import { fileSink } from "../../cli/convert/sink.ts";
import { jsonLine } from "../../cli/json-line.ts";
import type { FleetAnswer } from "../../cli/query/answer.ts";
import type { SparseRow } from "../../src/core/fleet/columns.ts";
import type { NodeQuestion } from "./node-questions.ts";

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

/** The answer that Node has of the file: each line is read, and parsed, once, and again where somebody's rows turn out to be deleted. */
export async function answerByNode(file: string, question: () => NodeQuestion): Promise<FleetAnswer["rows"]> {
  const deleted = new Set<string>();
  for (;;) {
    const before = deleted.size;
    const asked = question();
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      const row = JSON.parse(line) as SparseRow;
      if (row.record === "deletion") deleted.add(row.sensor ?? "");
      else if (row.record !== "connection" || !deleted.has(row.sensor ?? "")) asked.take(row);
    }
    if (deleted.size === before) return asked.answer();
  }
}
