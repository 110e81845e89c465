// Telemetry as rows: what a connection costs in each form, how fast rows are written, sent and asked, how much memory converting takes, and how much
// faster chDB answers over Parquet than Node, which reads the same rows line by line.
//
//   node --import tsx bench/fleet.ts [ROWS]      100,000 rows unless told otherwise; the limits are meant for 1,000,000
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { engine, hasEngine } from "../cli/query/engine.ts";
import { askFiles } from "../cli/query/files.ts";
import { questions } from "../cli/query/questions.ts";
import { FOUND_FOLDERS } from "../scripts/support/by-folder.ts";
import { FOUND_RULES } from "../scripts/support/rules-by-folder.ts";
import { NotMeasured, type Figure } from "./figure.ts";
import { countByNode, writeBoth } from "./fleet/files.ts";
import { recordedRows } from "./fleet/recorded.ts";
import { BenchServer } from "./fleet/server.ts";
import { simulatedObservation, simulatedRow } from "./fleet/simulated.ts";
import { writeLog } from "./netlog/write-log.ts";

/** What the project asks for. */
export const FLEET_LIMITS = { timesNode: 20, peak: 300e6, growth: 1.25 };

/** Of a NetLog that is converted. */
const LOG_BYTES = 100e6;
/** Observations without certificates that are converted: more than one group of Parquet's rows, and three times as many. */
const LINES = [30_000, 90_000] as const;

/** Measures with so many rows. Throws NotMeasured where chDB was not fetched. */
export async function benchFleet(rows = 100_000): Promise<Figure[]> {
  if (!hasEngine()) throw new NotMeasured("chDB was not fetched (tlscope query --yes)");
  const folder = mkdtempSync(join(tmpdir(), "tlscope-bench-fleet-"));
  try {
    const files = { ndjson: join(folder, "rows.ndjson"), parquet: join(folder, "rows.parquet") };
    const recorded = await recordedRows();
    const now = Date.now();
    const written = await writeBoth(files, rows, (i) => simulatedRow(recorded, 1, i, now));
    return [
      { name: `fleet, NDJSON, ${rows} rows`, value: statSync(files.ndjson).size / rows, unit: "bytes", detail: "a row" },
      { name: `fleet, Parquet, ${rows} rows`, value: statSync(files.parquet).size / rows, unit: "bytes", detail: `a row; written once in ${seconds(written)}, ${perSecond(rows, written)}` },
      ...await serverFigures(folder, files.ndjson, rows),
      ...await questionFigures(files, rows),
      ...await convertFigures(folder),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Of a real server: where none was fetched, there are none. */
async function serverFigures(folder: string, ndjson: string, rows: number): Promise<Figure[]> {
  const server = await BenchServer.start(join(folder, "server"));
  if (server === undefined) return [];
  try {
    const sent = await timed(() => server.upload(ndjson));
    const bytes = await server.bytesOfRow();
    const asked: string[] = [];
    for (const { name, sql } of questions()) {
      const milliseconds = await best(() => server.ask(sql));
      asked.push(`${name} ${milliseconds.toFixed(0)} ms`);
    }
    return [
      { name: `fleet, ClickHouse 18.16, ${rows} rows`, value: bytes, unit: "bytes", detail: `a row; sent by the add-on's code in ${seconds(sent)}, ${perSecond(rows, sent)}` },
      { name: `fleet, ClickHouse 18.16, questions`, value: asked.length, unit: "count", detail: asked.join(", ") },
    ];
  } finally {
    await server.stop();
  }
}

/** chDB over Parquet against Node over NDJSON. */
async function questionFigures({ ndjson, parquet }: { ndjson: string; parquet: string }, rows: number): Promise<Figure[]> {
  const nobody = new Writable({ write: (_chunk, _encoding, done) => done() });
  const streams = { stdin: Readable.from([]), stdout: nobody, stderr: nobody };
  const chdb = await engine(false, streams);
  // The first question also loads the library.
  await askFiles("SELECT count() FROM telemetry", [parquet], chdb, streams);
  const figures: Figure[] = [];
  // Whatever else the machine does only takes time: the least of a few is nearest to what it costs.
  const node = await best(() => countByNode(ndjson));
  for (const { name, sql } of questions()) {
    const milliseconds = await best(() => askFiles(sql, [parquet], chdb, streams));
    figures.push({
      name: `fleet, ${name}, Node line by line / chDB over Parquet, ${rows} rows`, value: node / milliseconds, unit: "ratio",
      ...(rows >= 1_000_000 ? { limit: { least: FLEET_LIMITS.timesNode } } : {}), detail: `${node.toFixed(0)} ms / ${milliseconds.toFixed(0)} ms, ${perSecond(rows, milliseconds)}`,
    });
  }
  return figures;
}

/** Memory and speed of `tlscope convert` to Parquet in a process of its own, judging included: of a recording, and of lines, few and many. */
async function convertFigures(folder: string): Promise<Figure[]> {
  const child = join(folder, "convert.mjs");
  await build({ entryPoints: ["bench/fleet/convert-child.ts"], bundle: true, platform: "node", format: "esm", outfile: child, logLevel: "error", plugins: [FOUND_RULES, FOUND_FOLDERS] });
  const convert = (file: string): Converted => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [child, file, join(folder, "out.parquet")], { encoding: "utf8" });
    if (status !== 0) throw new Error(`Converting failed: ${stderr}`);
    return JSON.parse(stdout) as Converted;
  };
  const told = ({ connections, milliseconds }: Converted): string => `${connections} connections judged and written in ${seconds(milliseconds)}, ${perSecond(connections, milliseconds)}`;
  const [log, lines] = [join(folder, "log.json"), join(folder, "lines.jsonl")];
  await writeLog(log, LOG_BYTES);
  const recording = convert(log);
  const [few, many] = LINES.map((count) => {
    writeFileSync(lines, Array.from({ length: count }, (_, i) => `${JSON.stringify(simulatedObservation(i))}\n`).join(""));
    return convert(lines);
  });
  if (few === undefined || many === undefined) return [];
  const memory = "fleet, convert to Parquet, memory at most";
  return [
    { name: `${memory}, NetLog of ${LOG_BYTES / 1e6} MB`, value: recording.peak, unit: "bytes", limit: { most: FLEET_LIMITS.peak }, detail: told(recording) },
    { name: `${memory}, ${many.connections} lines`, value: many.peak, unit: "bytes", limit: { most: FLEET_LIMITS.peak }, detail: told(many) },
    { name: `${memory}, ${many.connections} lines / ${few.connections} lines`, value: many.peak / few.peak, unit: "ratio", limit: { most: FLEET_LIMITS.growth }, detail: `${(many.peak / 1e6).toFixed(0)} MB / ${(few.peak / 1e6).toFixed(0)} MB` },
  ];
}

interface Converted {
  milliseconds: number;
  peak: number;
  connections: number;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function perSecond(rows: number, milliseconds: number): string {
  return `${Math.round(rows / milliseconds * 1000)} rows a second`;
}

/** The shortest of three. Milliseconds. */
async function best(act: () => Promise<unknown>): Promise<number> {
  return Math.min(await timed(act), await timed(act), await timed(act));
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const { name, value, unit, detail } of await benchFleet(Number(process.argv[2] ?? 100_000))) console.log(`${name}: ${value.toFixed(1)}${unit === "bytes" ? " bytes" : ""} (${detail})`);
}
