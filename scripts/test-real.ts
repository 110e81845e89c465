// Tests with real programs that read TLS, in both browsers, which take longer than `npm test` may: npm run test:real. What a program
// needs is downloaded once, into out/interceptors; one that cannot be had is skipped, and the summary says so.
import { killRunning, runQuietly, stopRunning } from "../browsers/process/run.ts";
import { runProgram } from "../browsers/process/program.ts";
import { Scratch } from "../browsers/process/scratch.ts";
import { onStop } from "../browsers/process/signals.ts";
import { withProgress } from "../browsers/process/progress.ts";
import { aboutFirefox, SetupError, setUp } from "../browsers/setup/setup.ts";
import { testFiles } from "./testing/files.ts";
import { runTests } from "./testing/node-tests.ts";

/** For all programs in one browser, downloads included. Milliseconds. */
const TIMEOUT = 30 * 60_000;
/** Longer than the tests' own patience with a browser that they have to end. Milliseconds. */
const PATIENCE = 6000;

const scratch = new Scratch("test-real", { passable: true });
onStop(() => stopRunning(PATIENCE), () => {
  killRunning();
  scratch.clearNow();
});

await runProgram(async () => {
  try {
    const paths = await setUp(["firefox", "chromium", "certutil"]);
    console.log([await aboutFirefox(paths.firefox), paths.chromium, await trustModule()].join("; "));
    await withProgress("Building the add-on", async (say) => {
      const { status, output } = await runQuietly(process.execPath, ["--import", "tsx", "scripts/build.ts", "--event-page"], { onLine: say });
      if (status !== 0) throw new Error(`The build failed:\n${output}`);
    });
    const began = performance.now();
    const { ok, output, summary } = await withProgress("Trying real programs in both browsers", () => runTests(testFiles("test/real"), { name: "real", env: { ...process.env, ...scratch.env }, timeout: TIMEOUT, concurrency: 1, maySkip: true }));
    if (!ok) console.log(output);
    console.log(`${summary}\n${Math.round((performance.now() - began) / 1000)} s`);
    return ok ? 0 : 1;
  } finally {
    await scratch.clear();
  }
});

/** Without it the tests in Firefox are skipped, and say so. */
async function trustModule(): Promise<string> {
  try {
    return (await setUp(["trustModule"])).trustModule;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return error.message;
  }
}
