import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { thrownText } from "../../src/core/text/thrown-text.ts";
import type { Streams } from "../streams.ts";
import { isTerminal, saysYes } from "../terminal.ts";
import { QueryError } from "./query-error.ts";
import { fleetFile } from "./questions.ts";

/** As fleet/chdb/package-lock.json pins it, with the integrity of every package. */
const VERSION = "3.4.0";
const SIZE = "546 MB on disk, 178 MB to download";

/** What is used of chDB. */
export interface Engine {
  queryBind(sql: string, parameters: Readonly<Record<string, string>>, format: string): string;
}

/** Where chDB lies: in the user's cache, or where TLSCOPE_CHDB says. */
export function engineFolder(env: NodeJS.ProcessEnv = process.env): string {
  const chosen = env["TLSCOPE_CHDB"];
  if (chosen !== undefined && chosen !== "") return chosen;
  const cache = env["XDG_CACHE_HOME"];
  return join(cache === undefined || cache === "" ? join(homedir(), ".cache") : cache, "tlscope", `chdb-${VERSION}`);
}

/** Whether chDB was fetched. */
export function hasEngine(folder = engineFolder()): boolean {
  return existsSync(join(folder, "node_modules", "chdb", "package.json"));
}

/** chDB, fetched where it is not there and a person says yes, or said so by --yes. @throws QueryError */
export async function engine(yes: boolean, streams: Streams): Promise<Engine> {
  const folder = engineFolder();
  if (!hasEngine(folder)) {
    if (process.platform !== "linux" || process.arch !== "x64") {
      throw new QueryError("no-engine-here", `chDB ${VERSION} is pinned for Linux on x86-64 alone. Ask a ClickHouse server (--server URL), or read what tlscope convert --to parquet writes with a program of yours.`);
    }
    if (!yes && !await agreed(folder, streams)) throw new QueryError("no-engine", `chDB (${SIZE}) is not fetched unasked. Say --yes to fetch it into ${folder}, or ask a server (--server URL).`);
    streams.stderr.write(`tlscope: fetching chDB ${VERSION} (${SIZE}) into ${folder} ...\n`);
    await fetchEngine(folder);
  }
  try {
    return createRequire(join(folder, "package.json"))("chdb") as Engine;
  } catch (error) {
    throw new QueryError("engine-failed", `chDB in ${folder} cannot be loaded: ${thrownText(error)}. Remove that folder and ask again, to fetch it anew.`);
  }
}

async function agreed(folder: string, streams: Streams): Promise<boolean> {
  if (!isTerminal(streams.stdin) || !isTerminal(streams.stderr)) return false;
  return saysYes(`Questions to files are answered by chDB ${VERSION} (ClickHouse in this process). It is not here yet.\nFetch it from npm into ${folder} (${SIZE}; no install script is run)? [y/N] `, streams);
}

/** Installs what the lockfile pins, whole or not at all. @throws QueryError */
async function fetchEngine(folder: string): Promise<void> {
  const above = join(folder, "..");
  let part: string | undefined;
  try {
    mkdirSync(above, { recursive: true });
    part = mkdtempSync(join(above, "fetching-"));
    cpSync(fleetFile("chdb"), part, { recursive: true });
    // npm ci wants every optional package in the lockfile, and chDB names some for other systems that npm has never had.
    await npm(["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=dev"], part);
    refuseUnpinned(part);
    rmSync(folder, { recursive: true, force: true });
    renameSync(part, folder);
  } catch (error) {
    if (part !== undefined) rmSync(part, { recursive: true, force: true });
    throw new QueryError("engine-failed", `chDB could not be fetched into ${folder}: ${thrownText(error)}. Nothing was left behind; mend that and ask again, or ask a server (--server URL).`);
  }
}

interface Lockfile {
  packages: Readonly<Record<string, { version?: string; integrity?: string }>>;
}

/** Whatever npm put there must be what the lockfile pins, to the byte: npm install adds what a lockfile lacks, and says nothing. */
function refuseUnpinned(folder: string): void {
  const read = (...path: readonly string[]): Lockfile => JSON.parse(readFileSync(join(folder, ...path), "utf8")) as Lockfile;
  const pinned = (JSON.parse(readFileSync(fleetFile("chdb/package-lock.json"), "utf8")) as Lockfile).packages;
  for (const [place, { version, integrity }] of Object.entries(read("node_modules", ".package-lock.json").packages)) {
    const pin = pinned[place];
    if (pin?.integrity === undefined || pin.integrity !== integrity || pin.version !== version) throw new Error(`npm put ${place.replace(/^node_modules\//, "")} ${version ?? ""} there, which is not pinned`);
  }
}

function npm(args: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn("npm", args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    // What it says first is why; then come its usage and the place of a log.
    let said = "";
    const hear = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(0, 2000);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("error", (error) => reject(new Error(`npm cannot be started (${error.message})`)));
    child.on("close", (status) => status === 0 ? resolve() : reject(new Error(`npm install failed: ${said.split("\n").map((line) => line.replace(/^npm (?:error|ERR!) ?/, "")).filter((line) => line !== "").slice(0, 4).join(" ")}`)));
  });
}
