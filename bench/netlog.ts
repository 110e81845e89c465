// How fast a NetLog is read, against JSON.parse of the whole, and how much memory it takes; on a log that a script makes. Each
// way runs in a process of its own, in turn.
//
//   node --import tsx bench/netlog.ts            a log of 100 MB for the speed and one of 200 MB for the memory
//   node --import tsx bench/netlog.ts --full     400 MB, and one of 200,000 connections and more than 2 GB, as `npm run bench` does
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildSync } from "esbuild";
import { writeLog } from "./netlog/write-log.ts";
import { median } from "./statistics.ts";

export interface NetLogFigures {
  megabytes: number;
  /** How many times as fast as JSON.parse. */
  speed: number;
  /** Milliseconds of processor time, for information. */
  ours: number;
  parse: number;
  /** Of the log that memory was measured with. */
  large: { megabytes: number; connections: number; milliseconds: number; peak: number };
}

/** What the project asks for: half as fast as JSON.parse; 300 MB for a log of any length. */
export const NETLOG_LIMITS = { speed: 0.5, peak: 300e6 };

const ROUNDS = 3;

/** Measures; `full`: with the sizes that the limits are meant for. */
export async function benchNetLog(full = false): Promise<NetLogFigures> {
  const folder = mkdtempSync(join(tmpdir(), "tlscope-bench-netlog-"));
  try {
    const child = join(folder, "child.mjs");
    buildSync({ entryPoints: ["bench/netlog/child.ts"], bundle: true, platform: "node", format: "esm", outfile: child, logLevel: "error" });
    const run = (way: "reader" | "parse", file: string): { milliseconds: number; connections: number; peak: number } => {
      const { status, stdout, stderr } = spawnSync(process.execPath, ["--max-old-space-size=12000", child, way, file], { encoding: "utf8" });
      if (status !== 0) throw new Error(`Reading by ${way} failed: ${stderr}`);
      return JSON.parse(stdout) as { milliseconds: number; connections: number; peak: number };
    };
    const megabytes = full ? 400 : 100;
    const file = join(folder, "log.json");
    await writeLog(file, megabytes * 1e6);
    const [ours, parse]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(run("reader", file).milliseconds);
      parse.push(run("parse", file).milliseconds);
    }
    await writeLog(file, full ? 2e9 : 200e6, full ? 200_000 : 0);
    const large = Math.round(statSync(file).size / 1e6);
    const { milliseconds, connections, peak } = run("reader", file);
    return { megabytes, speed: median(parse) / median(ours), ours: median(ours), parse: median(parse), large: { megabytes: large, connections, milliseconds, peak } };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { megabytes, speed, ours, parse, large } = await benchNetLog(process.argv.includes("--full"));
  console.log(`${megabytes} MB: ${speed.toFixed(2)} times as fast as JSON.parse (${ours.toFixed(0)} ms, JSON.parse ${parse.toFixed(0)} ms)`);
  console.log(`${large.megabytes} MB, ${large.connections} connections: ${(large.peak / 1e6).toFixed(0)} MB at most, ${(large.milliseconds / 1000).toFixed(1)} s`);
  if (speed < NETLOG_LIMITS.speed || large.peak > NETLOG_LIMITS.peak) {
    console.error(`Below the limits: ${NETLOG_LIMITS.speed} times JSON.parse, ${NETLOG_LIMITS.peak / 1e6} MB.`);
    process.exitCode = 1;
  }
}
