import { rmSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join, resolve } from "node:path";
import { LAB_PROGRAM_VARIABLE, startLab } from "../../lab/index.ts";
import type { Lab } from "../../lab/lab.ts";
import { aboutFirefox, firefoxVersion, OLDEST_FIREFOX, setUp } from "../../browsers/setup/setup.ts";
import { checkAddonLint } from "../checks/addon-lint.ts";
import { BACKGROUND_LIMIT } from "../checks/bundle-limit.ts";
import { EXPOSURE_FOLDER } from "../exposure/record.ts";
import { runQuietly } from "../../browsers/process/run.ts";
import { compiledTest, compileTests } from "./compile.ts";
import { testFiles } from "./files.ts";
import { groupTests, writeGroups } from "./groups.ts";
import { runBrowserTests, runTests } from "./node-tests.ts";
import type { TestCounts } from "./node-tests.ts";
import { describeLab, SHARED_LAB_VARIABLE } from "./shared-lab.ts";

/** What a step found. */
export interface Outcome {
  ok: boolean;
  /** Shown after the step's name in one line. */
  summary?: string;
  /** Shown in full where the step failed, and kept in out/test/. */
  output: string;
  /** Of a step that runs tests. */
  counts?: TestCounts;
}

export interface Step {
  name: string;
  /** Names of steps that must have succeeded before. */
  needs: readonly string[];
  /** It has several processes of its own at work: another step runs beside it, but none of these. */
  fillsCores?: boolean;
  run(env: NodeJS.ProcessEnv): Promise<Outcome>;
}

const MINUTE = 60_000;

function program(file: string, ...args: string[]): (env: NodeJS.ProcessEnv) => Promise<Outcome> {
  return async (env) => {
    const { status, output } = await runQuietly(process.execPath, [file, ...args], { env, timeout: 10 * MINUTE });
    return { ok: status === 0, output };
  };
}

function script(file: string, ...args: string[]): (env: NodeJS.ProcessEnv) => Promise<Outcome> {
  return async (env) => {
    const { status, output } = await runQuietly(process.execPath, ["--import", "tsx", file, ...args], { env, timeout: 10 * MINUTE });
    return { ok: status === 0, output, summary: output.trim().split("\n").at(-1) ?? "" };
  };
}

function browserTestsIn(folder: string, name: string): (env: NodeJS.ProcessEnv) => Promise<Outcome> {
  return async (env) => runBrowserTests(longestFirst(testFiles(folder)), { name, env: await withLab(env), timeout: 15 * MINUTE, concurrency: BROWSERS, compiled: COMPILED });
}

function testsIn(folder: string, name: string, options: { concurrency?: number; maySkip?: boolean } = {}): (env: NodeJS.ProcessEnv) => Promise<Outcome> {
  return async (env) => runTests(longestFirst(testFiles(folder)), { name, env: await withLab(env), timeout: 15 * MINUTE, compiled: COMPILED, ...options });
}

/** Groups of a core: what one of them still has to do when the others are done is little. */
const GROUPS_OF_CORE = 2;

async function unitTests(env: NodeJS.ProcessEnv): Promise<Outcome> {
  const cores = availableParallelism();
  const { alone, groups } = groupTests(testFiles("test/unit"), GROUPS_OF_CORE * cores, (file) => LONG.includes(basename(file)));
  const files = [...longestFirst(alone.filter((file) => LONG.includes(basename(file)))), ...writeGroups(groups, COMPILED), ...alone.filter((file) => !LONG.includes(basename(file)))];
  return await runTests(files, { name: "unit", env: await withLab(env), timeout: 45 * MINUTE, concurrency: cores, compiled: COMPILED });
}

const COMPILED = join("out", "test", "compiled");
const LAB_PROGRAM = "lab/servers/main.ts";
/** For processes that tests start. */
export const compiledEnv = { [LAB_PROGRAM_VARIABLE]: resolve(compiledTest(LAB_PROGRAM, COMPILED)) };

let lab: Promise<Lab> | undefined;

/** The environment with the lab that all steps share, which is started for the first of them. */
async function withLab(env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  lab ??= startLab({}, env);
  const file = resolve("out", "test", "lab.json");
  describeLab(await lab, file);
  return { ...env, [SHARED_LAB_VARIABLE]: file };
}

/** Ends what steps have shared. */
export async function endShared(): Promise<void> {
  await (await lab)?.stop();
}

async function compileStep(): Promise<Outcome> {
  const files = testFiles("test");
  await compileTests([...files, LAB_PROGRAM], COMPILED);
  return { ok: true, output: "", summary: `${files.length} files` };
}

/** A test in a browser waits about as long as it computes: one more of them than cores keeps the cores at work. */
const BROWSERS = availableParallelism() + 1;

/** Files that take so long that nothing should wait for them at the end. */
const LONG = ["assess.test.ts", "simulation.test.ts", "chains.test.ts", "popup.test.ts", "inspection.test.ts", "experiment.test.ts", "start.test.ts", "lab.test.ts"];

function longestFirst(files: readonly string[]): string[] {
  const place = (file: string): number => (LONG.includes(basename(file)) ? LONG.indexOf(basename(file)) : LONG.length);
  return [...files].sort((one, other) => place(one) - place(other));
}

async function setUpStep(): Promise<Outcome> {
  const wanted = ["firefox", "chromium", "certutil", "caddy"] as const;
  try {
    const paths = await setUp(wanted);
    // What earlier runs saw does not count for this one.
    rmSync(EXPOSURE_FOLDER, { recursive: true, force: true });
    return { ok: true, output: "", summary: [await aboutFirefox(paths.firefox), paths.chromium, paths.certutil, paths.caddy, await trustModule()].join("; ") };
  } catch (error) {
    return { ok: false, output: error instanceof Error ? error.message : String(error) };
  }
}

async function exposureStep(env: NodeJS.ProcessEnv): Promise<Outcome> {
  const outcome = await script("scripts/exposure-matrix.ts", "--check")(env);
  const { firefox } = await setUp(["firefox"]);
  // The columns of Firefox are of the current one.
  const apart = (await firefoxVersion(firefox)) === OLDEST_FIREFOX ? `; Firefox itself was not held against the tables, which are of a later one than ${OLDEST_FIREFOX}` : "";
  return { ...outcome, summary: `${(outcome.summary ?? "").replace(/\.$/, "")}${apart}` };
}

/** The tests that need it skip, saying so, where it cannot be had. */
async function trustModule(): Promise<string> {
  try {
    return (await setUp(["trustModule"])).trustModule;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function bundleLimit(): Promise<Outcome> {
  const size = (file: string) => statSync(join("dist/firefox", file)).size;
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;
  const background = size("background.js");
  const summary = `background.js ${kilobytes(background)} of ${kilobytes(BACKGROUND_LIMIT)}; judgement.js, loaded when first needed, ${kilobytes(size("judgement.js"))}`;
  return Promise.resolve({ ok: background <= BACKGROUND_LIMIT, output: summary, summary });
}

/**
 * Everything that `npm test` does. What stands first begins first. The unit tests and those in each browser have the cores to themselves but
 * for one step: beside a browser's tests the unit tests took eight times as long.
 */
export function steps(): Step[] {
  return [
    { name: "set-up", needs: [], run: setUpStep },
    { name: "build", needs: [], run: script("scripts/build.ts", "--event-page", "--pseudo") },
    { name: "compile tests", needs: [], run: compileStep },
    { name: "unit tests", needs: ["build", "compile tests"], fillsCores: true, run: unitTests },
    { name: "tests in Chromium", needs: ["set-up", "build", "compile tests"], fillsCores: true, run: browserTestsIn("test/chromium", "chromium") },
    { name: "type check", needs: [], run: program("node_modules/typescript-7/bin/tsc", "--noEmit") },
    { name: "lint", needs: [], run: program("node_modules/oxlint/bin/oxlint") },
    { name: "rooms", needs: [], run: script("scripts/check-imports.ts") },
    { name: "messages", needs: [], run: script("scripts/check-locales.ts") },
    { name: "add-on lint", needs: ["build"], run: checkAddonLint },
    { name: "bundle limit", needs: ["build"], run: bundleLimit },
    // They skip, saying so, where the other program is not installed.
    { name: "tests with peers", needs: ["compile tests"], fillsCores: true, run: testsIn("test/peers", "peers", { concurrency: availableParallelism(), maySkip: true }) },
    { name: "tests in Firefox", needs: ["set-up", "build", "compile tests"], fillsCores: true, run: browserTestsIn("test/firefox", "firefox") },
    { name: "what browsers expose", needs: ["tests in Firefox", "tests in Chromium"], run: exposureStep },
  ];
}
