/** The ways to see what a server sent, beside each other: the browser's recording, a capture, a connection of the companion's. */
import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { locateProgram } from "../../cli/programs.ts";
import { english } from "../../cli/messages.ts";
import { probe } from "../../companion/connect/probe.ts";
import type { LabCase } from "../../lab/index.ts";
import type { Lab } from "../../lab/lab.ts";
import { assess } from "../../src/core/assess.ts";
import type { Assessment } from "../../src/core/assessment.ts";
import type { Observation } from "../../src/core/observation.ts";
import { importDocument } from "../../src/core/telemetry/import.ts";
import { parseObservation } from "../../src/core/telemetry/observation-json.ts";
import { tlscope } from "./command.ts";
import { sha256 } from "./sha256.ts";

/** Cases in which a chain is sent, or none can be. */
export function casesOf(lab: Lab): LabCase[] {
  return lab.cases.filter(({ server, category, unavailable }) => unavailable === undefined && server.kind !== "plain" && ["chain", "failure", "version", "http"].includes(category));
}

const root = join(import.meta.dirname, "..", "..");

/** Runs `tlscope record` until every host was seen in its table, then asks it to end. Gives the observations of its document. */
export async function recordWith(args: readonly string[], out: string, hosts: readonly string[], env: NodeJS.ProcessEnv, patience: number): Promise<{ observations: Observation[]; stderr: string; status: number | null }> {
  const child = spawn(process.execPath, ["--import", "tsx", join(root, "cli", "main.ts"), "record", ...args], { cwd: root, env, stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = once(child, "exit");
  const missing = (): string[] => hosts.filter((host) => !stderr.includes(`\n${host}`));
  for (let waited = 0; waited < patience && missing().length > 0 && child.exitCode === null; waited += 200) await sleep(200);
  const left = missing();
  child.kill("SIGINT");
  const [status] = await ended as [number | null];
  assert.deepEqual(left, [], `no connection was seen of these\n${stderr}`);
  return { observations: importDocument(JSON.parse(readFileSync(out, "utf8"))).records.map(({ observation }) => observation), stderr, status };
}

/** Why nothing can be captured here; undefined: it can. */
export function noCapture(): string | undefined {
  if (locateProgram([process.env["TLSCOPE_TSHARK"] ?? "tshark"]) === undefined) return "tshark is not installed";
  const dumpcap = locateProgram(["dumpcap"]);
  if (dumpcap === undefined) return "dumpcap is not installed";
  return spawnSync(dumpcap, ["-q", "-i", "lo", "-a", "duration:1", "-w", "/dev/null"], { stdio: "ignore" }).status === 0 ? undefined : "dumpcap may not capture";
}

/** Captures what goes to the lab's ports over the loopback address. Returns what ends it. */
export async function captureInto(file: string, lab: Lab): Promise<() => Promise<void>> {
  const filter = [lab.port, ...(lab.http3Port === undefined ? [] : [lab.http3Port])].map((port) => `port ${port}`).join(" or ");
  const child: ChildProcess = spawn("dumpcap", ["-q", "-i", "lo", "-f", filter, "-w", file], { stdio: ["ignore", "ignore", "pipe"] });
  child.stderr?.resume();
  await sleep(2000);
  return async () => {
    await sleep(1000);
    child.kill("SIGINT");
    await once(child, "exit");
  };
}

export async function importCapture(file: string, keyLog: string): Promise<Observation[]> {
  const { stdout } = await tlscope(["import", "capture", file, "--keylog", keyLog, "--jsonl"]);
  return stdout.split("\n").filter((line) => line !== "").map((line) => parseObservation(JSON.parse(line)));
}

/** One connection of our own to each host. */
export async function probeAll(lab: Lab, hosts: readonly string[]): Promise<Observation[]> {
  const observations: Observation[] = [];
  for (const host of hosts) observations.push((await probe({ host, port: Number(new URL(lab.url(host)).port) }, { connect: { host: "127.0.0.1" } })).observation);
  return observations;
}

/** What the ways must agree on, wherever they know it. */
export interface Agreement {
  sent?: string[];
  roles?: string[];
  missing?: string[];
  path?: string[] | null;
  verdict?: string;
  version?: string;
  suite?: number;
  group?: string;
}

/** Judged with the lab's roots, where the way brings no verdict. */
export async function agreementOf(lab: Lab, observation: Observation): Promise<Agreement> {
  const { tlsInfo } = observation;
  const { chain }: Assessment = await assess({ ...observation, trustAnchors: [...lab.roots] }, { time: Date.parse(observation.time ?? "") || Date.now(), text: english });
  const version = tlsInfo.tlsVersion ?? tlsInfo.extra?.quic?.tlsVersion;
  const suite = tlsInfo.cipherSuite ?? tlsInfo.extra?.quic?.cipherSuite;
  return {
    ...(tlsInfo.sentChain === undefined ? {} : { sent: tlsInfo.sentChain.map(sha256), roles: chain.sent.map(({ role }) => role), missing: [...chain.missing], path: chain.path === null ? null : [...chain.path], verdict: chain.verdict }),
    ...(version === undefined ? {} : { version }), ...(suite === undefined ? {} : { suite }), ...(tlsInfo.keyExchangeGroup === undefined ? {} : { group: tlsInfo.keyExchangeGroup }),
  };
}

/** The sent chain of every connection that has one is the lab's; each host has one with a chain where the table says that one is sent. */
export function assertSentByteForByte(lab: Lab, cases: readonly LabCase[], observations: readonly Observation[], way: string): void {
  for (const { host, category, server } of cases) {
    const found = observations.filter((each) => each.host === host);
    assert.ok(found.length > 0, `${way}: no connection to ${host}`);
    const chains = found.flatMap(({ tlsInfo: { sentChain } }) => sentChain === undefined ? [] : [sentChain]);
    for (const chain of chains) assert.deepEqual(chain, lab.sentChain(host), `${way}, ${host}: byte for byte`);
    const refusedBefore = server.kind !== "tls" || category === "failure" || ["TLS 1.0", "TLS 1.1"].includes(server.version);
    assert.ok(chains.length > 0 || refusedBefore, `${way}: no chain of ${host}`);
  }
}

/** Cases in which the browser had a certificate from elsewhere (fetched, or remembered), which no other way knows. */
const FROM_ELSEWHERE: ReadonlySet<string> = new Set(["chain-fetchable.test", "chain-remembered.test"]);

/** Holds all ways against each other, host by host: whatever two of them know must be the same. Gives how many values were compared. */
export async function assertWaysAgree(lab: Lab, cases: readonly LabCase[], ways: ReadonlyMap<string, readonly Observation[]>): Promise<number> {
  let compared = 0;
  for (const { host, server } of cases) {
    const known = new Map<string, { way: string; value: unknown }>();
    for (const [way, observations] of ways) {
      // A connection over TCP to a host with HTTP/3 is the browser's second thought.
      const quic = server.kind === "tls" && server.alpn.includes("h3") && way !== "companion";
      for (const observation of observations.filter((each) => each.host === host && (!quic || each.tlsInfo.protocol === "QUIC"))) {
        const { sent, version, suite, group, ...ofPath } = await agreementOf(lab, observation);
        const resumed = observation.tlsInfo.extra?.resumed === true;
        for (const [field, value] of Object.entries({ ...(way === "companion" ? {} : { suite, group }), sent, version, ...(FROM_ELSEWHERE.has(host) || resumed ? {} : ofPath) })) {
          if (value === undefined) continue;
          const first = known.get(field);
          if (first === undefined) known.set(field, { way, value });
          else {
            compared++;
            assert.deepEqual(value, first.value, `${host}: ${field} by ${way}, and by ${first.way}`);
          }
        }
      }
    }
  }
  return compared;
}
