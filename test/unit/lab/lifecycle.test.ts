import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { LAB_PROGRAM_VARIABLE, LabError, startLab } from "../../../lab/index.ts";
import { defineCase, goodExpectation } from "../../../lab/cases/base.ts";

const small = [
  defineCase({ host: "lab.test", category: "front", title: "Front", description: "", page: { kind: "front" }, expect: goodExpectation }),
  defineCase({ host: "h3.test", category: "http", title: "HTTP/3", description: "", server: { alpn: ["h3", "h2"], cipherSuites: ["TLS_AES_128_GCM_SHA256"] }, expect: goodExpectation }),
  defineCase({ host: "fetch.test", category: "chain", title: "Fetch", description: "", certificate: { issuer: "issuing-fetchable", caIssuers: true }, chain: ["leaf"], expect: goodExpectation }),
];

/** Process ids of all descendants (Linux). */
function descendants(pid: number): number[] {
  const children = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number).filter((each) => parentOf(each) === pid);
  return [...children, ...children.flatMap(descendants)];
}

function parentOf(pid: number): number | undefined {
  try {
    // proc(5): "pid (comm) state ppid ..."; comm may hold anything.
    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ")[1]);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH")) return undefined;
    throw error;
  }
}

async function gone(pids: readonly number[]): Promise<number[]> {
  for (let waited = 0; waited < 10_000 && pids.some((pid) => parentOf(pid) !== undefined); waited += 50) await delay(50);
  return pids.filter((pid) => parentOf(pid) !== undefined);
}

const notLinux = process.platform === "linux" ? false : "processes are looked up in /proc";

test("a lab of given cases serves them, and stop() leaves no process and no open port", { skip: notLinux }, async () => {
  const before = new Set(descendants(process.pid));
  const lab = await startLab({ cases: small });
  const started = descendants(process.pid).filter((pid) => !before.has(pid));
  assert.deepEqual(lab.cases.map(({ host }) => host), ["lab.test", "h3.test", "fetch.test"]);
  assert.ok(started.length >= 1);
  await lab.stop();
  await lab.stop();
  assert.deepEqual(await gone(started), []);
  const socket = connect(lab.port, "127.0.0.1");
  await assert.rejects(once(socket, "connect"), { code: "ECONNREFUSED" });
});

test("the lab and all that it started end when their parent is killed", { skip: notLinux }, async () => {
  const script = `import { startLab } from ${JSON.stringify(new URL("../../../lab/index.ts", import.meta.url).href)};
    await startLab({ cases: ${JSON.stringify(small)} });
    console.log("ready");`;
  const parent = spawn(process.execPath, ["--import", createRequire(import.meta.url).resolve("tsx"), "--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    await once(parent.stdout, "data");
    const started = descendants(parent.pid ?? assert.fail());
    assert.ok(started.length >= 1);
    parent.kill("SIGKILL");
    const left = await gone(started);
    for (const pid of left) process.kill(pid, "SIGKILL");
    assert.deepEqual(left, []);
  } finally {
    parent.kill("SIGKILL");
  }
});

test("a taken port is a typed error", async () => {
  const lab = await startLab({ cases: small.slice(0, 1) });
  try {
    await assert.rejects(startLab({ cases: small.slice(0, 1), port: lab.port }), (error) => error instanceof LabError && error.code === "EADDRINUSE");
  } finally {
    await lab.stop();
  }
});

test("the plain port leads known hosts to https, gives out authorities' certificates, and knows no others", async () => {
  const lab = await startLab({ cases: small.filter(({ host }) => host !== "h3.test") });
  try {
    const ask = async (host: string, path: string) => {
      const [response] = (await once(request({ port: lab.plainPort, host: "127.0.0.1", path, headers: { host } }).end(), "response")) as [import("node:http").IncomingMessage];
      const body = await response.toArray() as Buffer[];
      return { status: response.statusCode, location: response.headers.location, type: response.headers["content-type"], body: Buffer.concat(body) };
    };
    assert.deepEqual(await ask("lab.test", "/x?y=1").then(({ status, location }) => [status, location]), [301, `${lab.url("lab.test")}x?y=1`]);
    const certificate = await ask("aia.test", "/ca/issuing-fetchable.cer");
    assert.deepEqual([certificate.status, certificate.type, certificate.body[0]], [200, "application/pkix-cert", 0x30]);
    assert.equal((await ask("nobody.test", "/")).status, 404);
  } finally {
    await lab.stop();
  }
});

test("a host that the lab does not have is a typed error", async () => {
  const lab = await startLab({ cases: small.slice(0, 1) });
  try {
    assert.throws(() => lab.url("nobody.test"), (error) => error instanceof LabError && error.code === "unknown-host");
  } finally {
    await lab.stop();
  }
});

test("a program that was compiled beforehand is the one that runs", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tlscope-lab-program-"));
  const before = process.env[LAB_PROGRAM_VARIABLE];
  try {
    const file = join(folder, "main.mjs");
    writeFileSync(file, 'process.on("message", () => process.send({ type: "failed", code: "compiled", message: "" }, () => process.exit()));');
    process.env[LAB_PROGRAM_VARIABLE] = file;
    await assert.rejects(startLab({ cases: small.slice(0, 1) }).then((lab) => lab.stop()), (error) => error instanceof LabError && error.code === "compiled");
  } finally {
    process.env[LAB_PROGRAM_VARIABLE] = before ?? "";
    rmSync(folder, { recursive: true });
  }
});
