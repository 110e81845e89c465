// `npm start` as a person runs it: what it prints and leaves, and that it leaves nothing when it is stopped.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { assertValidTelemetry } from "../support/telemetry-schema.ts";

/** Of the program, and where its files go. */
let temporary: string;
let out: string;

before(() => {
  temporary = mkdtempSync(join(tmpdir(), "tlscope-start-test-"));
  out = mkdtempSync(join(tmpdir(), "tlscope-start-out-"));
});

after(() => {
  for (const folder of [temporary, out]) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

/** Those of a test that failed half-way still run. */
const started: Started[] = [];

afterEach(async () => {
  for (const { child, end } of started.splice(0)) {
    child.kill("SIGTERM");
    await end;
  }
  // What one test has left is its own failure and not the next one's too; tsx keeps what it has compiled, for the next time.
  for (const name of leftFiles()) rmSync(join(temporary, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

function leftFiles(): string[] {
  return readdirSync(temporary).filter((name) => !name.startsWith("tsx-"));
}

interface Started {
  child: ChildProcess;
  output: () => string;
  errors: () => string;
  /** Exit status and signal. */
  end: Promise<[number | null, NodeJS.Signals | null]>;
  /** Processes that it has started, wherever they are by now, itself included. */
  alive: () => number[];
}

/** Starts it in a process group of its own, as a terminal does, with nothing to read from. */
function start(...args: string[]): Started {
  const mark = randomUUID();
  const child = spawn(process.execPath, ["scripts/bootstrap.mjs", "scripts/start.ts", "--out", out, ...args], {
    detached: true, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, CI: "true", DISPLAY: "", WAYLAND_DISPLAY: "", TMPDIR: temporary, TLSCOPE_TEST_MARK: mark },
  });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const end = new Promise<[number | null, NodeJS.Signals | null]>((resolve) => child.once("exit", (code, signal) => resolve([code, signal])));
  const run = { child, output: () => output, errors: () => errors, end, alive: () => processesWith(mark) };
  started.push(run);
  return run;
}

function processesWith(mark: string): number[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).filter((pid) => read(`/proc/${pid}/environ`)?.includes(mark) === true).map(Number);
}

/** Undefined where the process is gone in the meantime, or somebody else's. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, "latin1");
  } catch (error) {
    assert.ok(error instanceof Error && "code" in error);
    return undefined;
  }
}

async function assertNothingLeft({ alive }: Started): Promise<void> {
  for (let waited = 0; waited < 3000 && alive().length > 0; waited += 100) await sleep(100);
  assert.deepEqual(alive().map(commandOf), [], "processes are left");
  assert.deepEqual(leftFiles(), [], "files are left");
}

/** "" of a process that has ended. */
function commandOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`)?.replaceAll("\0", " ") ?? "";
}

async function until(what: string, condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 20) {
    assert.ok(waited < 120_000, `waited in vain: ${what}`);
    await sleep(20);
  }
}

const onLinux = { skip: process.platform !== "linux" && "reads /proc" };

describe("npm start without a display", onLinux, () => {
  test("prints a row for each page, leaves the export and a picture of each popup, and nothing else", async () => {
    const run = start("lab.test", "expired.test");
    const [status] = await run.end;
    assert.equal(status, 0, run.errors());
    const [head, rule, ...rows] = run.output().split("\n");
    assert.match(head ?? "", /^host +version +suite +group +grade +worst finding$/);
    assert.match(rule ?? "", /^─+/);
    assert.match(rows[0] ?? "", /^lab\.test +TLS 1\.3 +TLS_AES_256_GCM_SHA384 +x25519 +A\+ /);
    assert.match(rows[1] ?? "", /^expired\.test +– +– +– +failed +\S/);
    const hosts = assertValidTelemetry(JSON.parse(readFileSync(join(out, "telemetry.json"), "utf8")) as object).map(({ host }) => host);
    assert.deepEqual(hosts, ["lab.test"]);
    for (const host of ["lab.test", "expired.test"]) assert.ok(statSync(join(out, `${host}.png`)).size > 2000);
    await assertNothingLeft(run);
  });

  test("an option that does not exist is told, with status 2", async () => {
    const run = start("--nonsense");
    assert.deepEqual(await run.end, [2, null]);
    assert.match(run.errors(), /--nonsense/);
  });

  for (const [moment, ready] of [
    ["while it builds", (run) => run.errors().includes("Building the add-on")],
    ["while the lab starts", (run) => run.errors().includes("Starting the lab")],
    ["while Firefox starts", (run) => run.errors().includes("Starting Firefox") && run.alive().map(commandOf).some((command) => command.includes("--profile"))],
    ["while pages are visited", (run) => run.errors().includes("Visiting")],
  ] as const satisfies readonly (readonly [string, (run: Started) => boolean])[]) {
    test(`Ctrl-C ${moment} leaves no process and no profile`, async () => {
      const run = start();
      await until(moment, () => ready(run));
      assert.ok(run.child.pid !== undefined);
      // A terminal sends it to the whole foreground group.
      process.kill(-run.child.pid, "SIGINT");
      const [status, signal] = await run.end;
      assert.ok(status === 128 + constants.signals.SIGINT || signal === "SIGINT", `status ${status ?? signal}\n${run.errors()}`);
      await assertNothingLeft(run);
    });
  }

  test("SIGTERM while it waits leaves no process and no profile", async () => {
    const run = start("--keep", "lab.test");
    await until("it waits", () => run.output().includes("until Ctrl-C"));
    assert.ok(run.alive().length > 3, "Firefox and the lab should still run.");
    run.child.kill("SIGTERM");
    const [status] = await run.end;
    assert.equal(status, 128 + constants.signals.SIGTERM);
    await assertNothingLeft(run);
  });

  test("a Firefox that dies is told, and nothing is left", async () => {
    const run = start("--keep", "--headless");
    await until("pages are visited", () => run.errors().includes("Visiting"));
    const firefox = run.alive().find((pid) => commandOf(pid).includes("--profile") && !commandOf(pid).includes("contentproc"));
    assert.ok(firefox !== undefined);
    process.kill(firefox, "SIGKILL");
    const [status] = await run.end;
    assert.equal(status, 1);
    assert.match(run.errors(), /Firefox ended before all pages were visited/);
    await assertNothingLeft(run);
  });
});
