import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runQuietly } from "../support/run.ts";

export interface TestCounts {
  passed: number;
  failed: number;
  skipped: number;
}

interface TestRun {
  /** Names the report in out/test/. */
  name: string;
  env: NodeJS.ProcessEnv;
  /** Milliseconds for the whole run. */
  timeout: number;
  /** Files at a time; the default is Node's. */
  concurrency?: number;
  /** The tests say themselves what they lack on this machine, and may all be skipped. */
  maySkip?: boolean;
}

/** Runs test files with Node's test runner and counts. A run that ends without a count is one failure. */
export async function runTests(files: readonly string[], { name, env, timeout, concurrency, maySkip = false }: TestRun): Promise<{ ok: boolean; output: string; summary: string; counts: TestCounts }> {
  // Without a file the runner would look for tests by itself, everywhere.
  if (files.length === 0) return { ok: false, output: "There are no test files.", summary: "no test files", counts: { passed: 0, failed: 1, skipped: 0 } };
  mkdirSync("out/test", { recursive: true });
  const report = join("out", "test", `${name}.tap`);
  rmSync(report, { force: true });
  const { status, output } = await runQuietly(process.execPath, [
    "--import", "tsx", "--test", ...(concurrency === undefined ? [] : [`--test-concurrency=${concurrency}`]),
    "--test-reporter=spec", "--test-reporter-destination=stdout",
    "--test-reporter=tap", `--test-reporter-destination=${report}`,
    ...files,
  ], { env, timeout });
  const tap = existsSync(report) ? readFileSync(report, "utf8") : "";
  const counts = countTests(tap) ?? { passed: 0, failed: 1, skipped: 0 };
  const skipped = skippedTests(tap).map((line) => `skipped: ${line}`);
  return {
    ok: status === 0 && counts.failed === 0 && (counts.passed > 0 || (maySkip && skippedTests(tap).length > 0)),
    output,
    summary: [`${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ""}`, ...skipped].join("\n    "),
    counts,
  };
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

/** Name and reason of each skipped test. */
export function skippedTests(tap: string): string[] {
  return [...tap.matchAll(/^\s*ok \d+ - (.*?) # SKIP ?(.*)$/gm)].map(([, name = "", why = ""]) => (why === "" ? name : `${name} (${why})`));
}
