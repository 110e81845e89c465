// Telemetry as rows: what a connection costs in each form, how fast rows are written, how much memory converting takes, and how much faster
// chDB answers over Parquet than Node, which reads the same rows line by line.
//
//   node --import tsx bench/fleet.ts [ROWS]      100,000 rows unless told otherwise; the limits are meant for 1,000,000
import { spawnSync } from "node:child_process";
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable, Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { parquetFormat } from "../cli/convert/format/parquet.ts";
import { fileSink } from "../cli/convert/sink.ts";
import { jsonLine } from "../cli/json-line.ts";
import { engine, hasEngine } from "../cli/query/engine.ts";
import { askFiles } from "../cli/query/files.ts";
import { questions } from "../cli/query/questions.ts";
import type { SparseRow } from "../src/core/fleet/columns.ts";
import { FOUND_FOLDERS } from "../scripts/support/by-folder.ts";
import { FOUND_RULES } from "../scripts/support/rules-by-folder.ts";
import { NotMeasured, type Figure } from "./figure.ts";
import { recordedRows } from "./fleet/recorded.ts";
import { simulatedRow } from "./fleet/simulated.ts";
import { writeLog } from "./netlog/write-log.ts";

/** What the project asks for. */
export const FLEET_LIMITS = { timesNode: 20, peak: 300e6 };

/** Connections of a NetLog of so many bytes. */
const LOG_BYTES = 100e6;

/** Measures with so many rows. Throws NotMeasured where chDB was not fetched. */
export async function benchFleet(rows = 100_000): Promise<Figure[]> {
  if (!hasEngine()) throw new NotMeasured("chDB was not fetched (tlscope query --yes)");
  const folder = mkdtempSync(join(tmpdir(), "tlscope-bench-fleet-"));
  try {
    const [ndjson, columns] = [join(folder, "rows.ndjson"), join(folder, "rows.parquet")];
    const recorded = await recordedRows();
    const now = Date.now();
    const made = (i: number): SparseRow => simulatedRow(recorded, 1, i, now);
    await writeLines(ndjson, rows, made);
    const written = await timed(async () => {
      const sink = await fileSink(columns);
      const writer = await parquetFormat.begin(sink);
      for (let i = 0; i < rows; i++) await writer.connection(made(i), undefined);
      await writer.end();
      await sink.finish();
    });
    const bytes = { ndjson: statSync(ndjson).size / rows, parquet: statSync(columns).size / rows };
    const nobody = new Writable({ write: (_chunk, _encoding, done) => done() });
    const streams = { stdin: Readable.from([]), stdout: nobody, stderr: nobody };
    const chdb = await engine(false, streams);
    // The first question also loads the library.
    await askFiles("SELECT count() FROM telemetry", [columns], chdb, streams);
    const node = await timed(() => countByNode(ndjson));
    const figures: Figure[] = [
      { name: `fleet, NDJSON, ${rows} rows`, value: bytes.ndjson, unit: "bytes", detail: "a row" },
      { name: `fleet, Parquet, ${rows} rows`, value: bytes.parquet, unit: "bytes", detail: `a row; written in ${(written.milliseconds / 1000).toFixed(1)} s, ${Math.round(rows / written.milliseconds * 1000)} rows a second` },
    ];
    for (const { name, sql } of questions()) {
      const { milliseconds } = await timed(() => askFiles(sql, [columns], chdb, streams));
      figures.push({
        name: `fleet, ${name}, Node line by line / chDB over Parquet, ${rows} rows`, value: node.milliseconds / milliseconds, unit: "ratio",
        ...(rows >= 1_000_000 ? { limit: { least: FLEET_LIMITS.timesNode } } : {}), detail: `${node.milliseconds.toFixed(0)} ms / ${milliseconds.toFixed(0)} ms`,
      });
    }
    figures.push(await convertFigure(folder));
    return figures;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function writeLines(file: string, rows: number, made: (i: number) => SparseRow): Promise<void> {
  const stream = createWriteStream(file);
  for (let i = 0; i < rows; i++) if (!stream.write(jsonLine(made(i)))) await once(stream, "drain");
  stream.end();
  await finished(stream);
}

/** The least that a program of one's own has to do for any of the questions: read each line, and count ids by something. */
async function countByNode(file: string): Promise<Map<string, Set<string>>> {
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

/** Memory and speed of `tlscope convert` in a process of its own, judging included. */
async function convertFigure(folder: string): Promise<Figure> {
  const child = join(folder, "convert.mjs");
  await build({ entryPoints: ["bench/fleet/convert-child.ts"], bundle: true, platform: "node", format: "esm", outfile: child, logLevel: "error", plugins: [FOUND_RULES, FOUND_FOLDERS] });
  const log = join(folder, "log.json");
  await writeLog(log, LOG_BYTES);
  const { status, stdout, stderr } = spawnSync(process.execPath, [child, log, join(folder, "out.parquet")], { encoding: "utf8" });
  if (status !== 0) throw new Error(`Converting failed: ${stderr}`);
  const { milliseconds, peak, connections } = JSON.parse(stdout) as { milliseconds: number; peak: number; connections: number };
  return {
    name: `fleet, convert a NetLog of ${LOG_BYTES / 1e6} MB to Parquet, memory at most`, value: peak, unit: "bytes", limit: { most: FLEET_LIMITS.peak },
    detail: `${connections} connections judged and written in ${(milliseconds / 1000).toFixed(1)} s`,
  };
}

async function timed(act: () => Promise<unknown>): Promise<{ milliseconds: number }> {
  const start = performance.now();
  await act();
  return { milliseconds: performance.now() - start };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const { name, value, unit, detail } of await benchFleet(Number(process.argv[2] ?? 100_000))) console.log(`${name}: ${value.toFixed(1)}${unit === "bytes" ? " bytes" : ""} (${detail})`);
}
