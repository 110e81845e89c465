// How fast `tlscope assess --jsonl` judges a stream of observations in which certificates come again and again, and how much memory its
// process takes: against another build of the command where one is given, in turn; else against lines of which each has a chain of its
// own. Wall-clock time counts all cores; processor time (user and system, all threads) says what it costs. Answers of two builds are
// held against each other only by their number: rules and words may have changed between them.
//
//   node build.mjs --only cli && node --import tsx bench/stream.ts [observations] [other tlscope.mjs] [rounds]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWriteStream } from "node:fs";
import { isMain } from "./main.ts";
import { median } from "./statistics.ts";
import { STREAM, streamHosts, type StreamHost } from "./stream/certificates.ts";
import { writeStream } from "./stream/write-stream.ts";

const COMMAND = "dist/cli/tlscope.mjs";

/** Bytes that all threads together may take. */
export const STREAM_MEMORY = 300e6;

/** Of one run: seconds by the clock, seconds of processors, bytes at most. */
export interface StreamRun {
  wall: number;
  processor: number;
  peak: number;
}

export interface StreamFigures {
  observations: number;
  ours: StreamRun;
  /** The other build on the same lines; where none was given, ours on as many lines with a chain of its own each. */
  other: StreamRun;
}

/** In a process of its own, what it used at the end, on stderr. */
const USAGE = `data:text/javascript,import { isMainThread } from "node:worker_threads"; import { writeSync } from "node:fs"; if (isMainThread) process.on("exit", () => writeSync(2, JSON.stringify(process.resourceUsage())));`;

/** Runs the bench. `other`: another build's tlscope.mjs. */
export async function benchStream(observations: number, other?: string, rounds = 1, size = STREAM): Promise<StreamFigures> {
  const folder = mkdtempSync(join(tmpdir(), "tlscope-bench-stream-"));
  try {
    const hosts = await streamHosts(size);
    const many = join(folder, "many.jsonl");
    await write(many, hosts, observations);
    const distinct = join(folder, "distinct.jsonl");
    if (other === undefined) await write(distinct, hosts, Math.min(observations, hosts.length));
    const [ours, theirs]: [StreamRun[], StreamRun[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      theirs.push(other === undefined ? scaled(await assess(COMMAND, distinct), observations / Math.min(observations, hosts.length)) : await assess(other, many));
      ours.push(await assess(COMMAND, many));
    }
    return { observations, ours: middle(ours), other: middle(theirs) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function write(file: string, hosts: readonly StreamHost[], count: number): Promise<void> {
  const output = createWriteStream(file);
  await writeStream(output, hosts, count);
  output.end();
  await once(output, "finish");
}

async function assess(command: string, file: string): Promise<StreamRun> {
  const input = openSync(file, "r");
  try {
    const began = performance.now();
    const child = spawn(process.execPath, ["--import", USAGE, command, "assess", "--jsonl"], { stdio: [input, "ignore", "pipe"] });
    let said = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => said += text);
    const [status] = await once(child, "close") as [number];
    const wall = (performance.now() - began) / 1000;
    if (status > 1) throw new Error(`${command} ended with ${status}: ${said}`);
    const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(said) as NodeJS.ResourceUsage;
    return { wall, processor: (userCPUTime + systemCPUTime) / 1e6, peak: maxRSS * 1024 };
  } finally {
    closeSync(input);
  }
}

function scaled({ wall, processor, peak }: StreamRun, by: number): StreamRun {
  return { wall: wall * by, processor: processor * by, peak };
}

function middle(runs: readonly StreamRun[]): StreamRun {
  const of = (what: keyof StreamRun): number => median(runs.map((run) => run[what]));
  return { wall: of("wall"), processor: of("processor"), peak: of("peak") };
}

if (isMain(import.meta.url)) {
  const [, , count = "100000", other, rounds = "1"] = process.argv;
  const { observations, ours, other: theirs } = await benchStream(Number(count), other, Number(rounds));
  const say = ({ wall, processor, peak }: StreamRun): string => `${wall.toFixed(1)} s, ${processor.toFixed(1)} s of processors, ${(peak / 1e6).toFixed(0)} MB`;
  console.log(`${observations} observations: ${say(ours)}; ${other ?? "as many with chains of their own"}: ${say(theirs)}`);
  console.log(`times as fast: ${(theirs.wall / ours.wall).toFixed(1)} by the clock, ${(theirs.processor / ours.processor).toFixed(1)} by processor time`);
}
