import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { runQuietly } from "../../browsers/process/run.ts";
import { compiledTest } from "./compile.ts";

export interface TestCounts {
  passed: number;
  failed: number;
  skipped: number;
}

interface TestRun {
  /** Names the report in out/test/. */
  name: string;
  env: NodeJS.ProcessEnv;
  /** Milliseconds for one call of the runner. */
  timeout: number;
  /** Files at a time; the default is Node's. */
  concurrency?: number;
  /** Folder in which compileTests has put the files; without it they are compiled as they are loaded. */
  compiled?: string;
  /** The tests say themselves what they lack on this machine, and may all be skipped. */
  maySkip?: boolean;
}

interface TestOutcome {
  ok: boolean;
  output: string;
  summary: string;
  counts: TestCounts;
  /** Names of the tests that failed, without the suites that they stand in. */
  failed: string[];
}

/** So many files that fail are no accident. */
const MOST_AGAIN = 4;

/** Runs test files with Node's test runner and counts. A run that ends without a count is one failure. */
export async function runTests(files: readonly string[], { name, env, timeout, concurrency, compiled, maySkip = false }: TestRun): Promise<TestOutcome> {
  // Without a file the runner would look for tests by itself, everywhere.
  if (files.length === 0) return { ok: false, output: "There are no test files.", summary: "no test files", counts: { passed: 0, failed: 1, skipped: 0 }, failed: [] };
  const report = join("out", "test", `${name}.tap`);
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const { status, output } = await runQuietly(process.execPath, [
    ...(compiled === undefined ? ["--import", "tsx"] : ["--enable-source-maps"]), "--test", ...(concurrency === undefined ? [] : [`--test-concurrency=${concurrency}`]),
    "--test-reporter=spec", "--test-reporter-destination=stdout",
    "--test-reporter=tap", `--test-reporter-destination=${report}`,
    ...files.map((file) => (compiled === undefined ? file : compiledTest(file, compiled))),
  ], { env, timeout });
  const tap = existsSync(report) ? readFileSync(report, "utf8") : "";
  const counts = countTests(tap) ?? { passed: 0, failed: 1, skipped: 0 };
  const skipped = skippedTests(tap);
  return {
    ok: status === 0 && counts.failed === 0 && (counts.passed > 0 || (maySkip && skipped.length > 0)),
    output,
    summary: summaryOf(counts, skipped.map((line) => `skipped: ${line}`)),
    counts,
    failed: failedTests(tap),
  };
}

/**
 * The same for tests that drive a browser, which loses patience on a busy machine: a file that failed is run once more when all
 * others are done, by itself, and that counts. What failed at first stands in the summary whatever comes of it: it is to be looked into.
 */
export async function runBrowserTests(files: readonly string[], { name, concurrency = 1, ...run }: TestRun): Promise<TestOutcome> {
  const runFile = async (file: string, suffix = ""): Promise<TestOutcome> => await runTests([file], { ...run, name: join(name, `${basename(file, ".test.ts")}${suffix}`), maySkip: true });
  const outcomes = new Map<string, TestOutcome>();
  const waiting = [...files];
  await Promise.all(Array.from({ length: concurrency }, async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) outcomes.set(file, await runFile(file));
  }));
  const failed = files.filter((file) => outcomes.get(file)?.ok !== true);
  const outputs = [...outcomes.values()].filter(({ ok }) => ok).map(({ output }) => output);
  const notes: string[] = [];
  for (const file of failed) {
    const first = outcomes.get(file);
    outputs.push(`${file}:\n${first?.output ?? ""}`);
    if (failed.length > MOST_AGAIN) continue;
    const second = await runFile(file, "-again");
    outcomes.set(file, second);
    outputs.push(`${file}, once more, alone:\n${second.output}`);
    notes.push(`${second.ok ? "failed at first, passed alone" : "failed twice"}: ${file}: ${first?.failed.join("; ") ?? ""}`);
  }
  const all = [...outcomes.values()];
  const counts = all.reduce((sum, { counts: { passed, failed: bad, skipped } }) => ({ passed: sum.passed + passed, failed: sum.failed + bad, skipped: sum.skipped + skipped }), { passed: 0, failed: 0, skipped: 0 });
  return {
    ok: all.every(({ ok }) => ok) && counts.passed > 0,
    output: outputs.join("\n"),
    summary: summaryOf(counts, [...all.flatMap(({ summary }) => summary.split("\n").slice(1).map((line) => line.trim())), ...notes]),
    counts,
    failed: all.flatMap(({ failed: names }) => names),
  };
}

function summaryOf({ passed, failed, skipped }: TestCounts, notes: readonly string[]): string {
  return [`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`, ...notes].join("\n    ");
}

/** The totals at the end of a TAP report; undefined where the run did not come so far. */
export function countTests(tap: string): TestCounts | undefined {
  const total = (name: string) => {
    const text = new RegExp(`^# ${name} (\\d+)$`, "m").exec(tap)?.[1];
    return text === undefined ? undefined : Number(text);
  };
  const passed = total("pass");
  const failed = total("fail");
  if (passed === undefined || failed === undefined) return undefined;
  return { passed, failed: failed + (total("cancelled") ?? 0), skipped: (total("skipped") ?? 0) + (total("todo") ?? 0) };
}

/** The name of each test that failed; that of a suite stands for nothing but its tests. */
export function failedTests(tap: string): string[] {
  return [...tap.matchAll(/^\s*not ok \d+ - (.*)\n(?:.*\n)*?\s*(?:failureType: '(\w+)'|\.\.\.)$/gm)].filter(([, , type]) => type !== "subtestsFailed").map(([, name = ""]) => name);
}

/** Name and reason of each skipped test. */
export function skippedTests(tap: string): string[] {
  return [...tap.matchAll(/^\s*ok \d+ - (.*?) # SKIP ?(.*)$/gm)].map(([, name = "", why = ""]) => (why === "" ? name : `${name} (${why})`));
}
