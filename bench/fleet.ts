// Telemetry as rows: what a connection costs in each form, how fast rows are written, sent and asked, how much memory converting takes, and how much
// faster chDB answers over Parquet than Node, which reads the same rows line by line.
//
//   node --import tsx bench/fleet.ts [ROWS]      100,000 rows unless told otherwise; the limits are meant for 1,000,000
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { engine, hasEngine } from "../cli/query/engine.ts";
import { FORMATS } from "../cli/convert/format.ts";
import type { FleetAnswer } from "../cli/query/answer.ts";
import { askFiles } from "../cli/query/files.ts";
import { questions } from "../cli/query/questions.ts";
import { FOUND_FOLDERS } from "../scripts/support/by-folder.ts";
import { FOUND_RULES } from "../scripts/support/rules-by-folder.ts";
import { NotMeasured, type Figure } from "./figure.ts";
import { answerByNode, writeBoth } from "./fleet/files.ts";
import { NODE_QUESTIONS } from "./fleet/node-questions.ts";
import { recordedRows } from "./fleet/recorded.ts";
import { BenchServer } from "./fleet/server.ts";
import { simulatedObservation, simulatedRow } from "./fleet/simulated.ts";
import { writeLog } from "./netlog/write-log.ts";
import { median } from "./statistics.ts";

/** What the project asks for. */
export const FLEET_LIMITS = { timesNode: 20, peak: 300e6, growth: 1.25 };

/** From so many rows on, the limit of chDB against Node holds, and Node, which then takes most of a minute, is asked each question once. */
const MANY = 1_000_000;
const ROUNDS = 3;
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
    const [sent] = await timed(() => server.upload(ndjson));
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

/** chDB over Parquet against Node over NDJSON, in turns; both must have the same answer. */
async function questionFigures({ ndjson, parquet }: { ndjson: string; parquet: string }, rows: number): Promise<Figure[]> {
  const nobody = new Writable({ write: (_chunk, _encoding, done) => done() });
  const streams = { stdin: Readable.from([]), stdout: nobody, stderr: nobody };
  const chdb = await engine(false, streams);
  // The first question also loads the library.
  await askFiles("SELECT count() FROM telemetry", [parquet], chdb, streams);
  const figures: Figure[] = [];
  for (const { name, sql } of questions()) {
    const question = NODE_QUESTIONS[name];
    if (question === undefined) throw new Error(`Node has no answer to ${name}: bench/fleet/node-questions.ts`);
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round < (rows >= MANY ? 1 : ROUNDS); round++) {
      const [node, byNode]: readonly [number, FleetAnswer["rows"]] = await timed((): Promise<FleetAnswer["rows"]> => answerByNode(ndjson, question));
      // Whatever else the machine does only takes time, and takes more of what is short: as often as Node is asked, and three times.
      for (let i = 0; i < ROUNDS; i++) {
        const [milliseconds, answer] = await timed(() => askFiles(sql, [parquet], chdb, streams));
        assert.deepEqual(byNode, answer.rows, `${name}: Node and chDB have the same answer`);
        ours.push(milliseconds);
      }
      theirs.push(node);
    }
    const [node, milliseconds] = [median(theirs), median(ours)];
    figures.push({
      name: `fleet, ${name}, Node line by line / chDB over Parquet, ${rows} rows`, value: node / milliseconds, unit: "ratio",
      ...(rows >= MANY ? { limit: { least: FLEET_LIMITS.timesNode } } : {}), detail: `${node.toFixed(0)} ms / ${milliseconds.toFixed(0)} ms, ${perSecond(rows, milliseconds)}`,
    });
  }
  return figures;
}

/** Memory and speed of `tlscope convert` in a process of its own, judging included: of a recording and of lines, few and many, and in every format. */
async function convertFigures(folder: string): Promise<Figure[]> {
  const child = join(folder, "convert.mjs");
  await build({ entryPoints: ["bench/fleet/convert-child.ts"], bundle: true, platform: "node", format: "esm", outfile: child, logLevel: "error", plugins: [FOUND_RULES, FOUND_FOLDERS] });
  const convert = (file: string, to = "parquet"): Converted => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [child, file, to, join(folder, "out")], { encoding: "utf8" });
    if (status !== 0) throw new Error(`Converting failed: ${stderr}`);
    return JSON.parse(stdout) as Converted;
  };
  const told = ({ connections, milliseconds }: Converted): string => `${connections} connections judged and written in ${seconds(milliseconds)}, ${perSecond(connections, milliseconds)}`;
  const [log, lines] = [join(folder, "log.json"), join(folder, "lines.jsonl")];
  await writeLog(log, LOG_BYTES);
  const memory = (to: string, of: string): string => `fleet, convert to ${to}, memory at most, ${of}`;
  const limited = (name: string, converted: Converted): Figure => ({ name, value: converted.peak, unit: "bytes", limit: { most: FLEET_LIMITS.peak }, detail: told(converted) });
  const [few, many] = LINES;
  writeObservations(lines, few);
  const ofFew = convert(lines);
  writeObservations(lines, many);
  const ofMany = convert(lines);
  return [
    // A recording has certificates, lines of observations here have none.
    ...FORMATS.map((to) => limited(memory(to, `NetLog of ${LOG_BYTES / 1e6} MB`), convert(log, to))),
    ...FORMATS.map((to) => limited(memory(to, `${many} lines`), to === "parquet" ? ofMany : convert(lines, to))),
    { name: memory("parquet", `${many} lines / ${few} lines`), value: ofMany.peak / ofFew.peak, unit: "ratio", limit: { most: FLEET_LIMITS.growth }, detail: `${(ofMany.peak / 1e6).toFixed(0)} MB / ${(ofFew.peak / 1e6).toFixed(0)} MB` },
  ];
}

function writeObservations(file: string, count: number): void {
  const handle = openSync(file, "w");
  try {
    for (let i = 0; i < count; i++) writeSync(handle, `${JSON.stringify(simulatedObservation(i))}\n`);
  } finally {
    closeSync(handle);
  }
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
  const times: number[] = [];
  for (let i = 0; i < 3; i++) times.push((await timed(act))[0]);
  return Math.min(...times);
}

async function timed<Value>(act: () => Promise<Value>): Promise<[milliseconds: number, value: Value]> {
  const start = performance.now();
  const value = await act();
  return [performance.now() - start, value];
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const { name, value, unit, detail } of await benchFleet(Number(process.argv[2] ?? 100_000))) console.log(`${name}: ${value.toFixed(1)}${unit === "bytes" ? " bytes" : ""} (${detail})`);
}
