// The tests in Firefox with the oldest one that the add-on supports, from the distribution's archive: npm run test:oldest-firefox
import { oldestFirefox } from "../browsers/setup/oldest-firefox.ts";
import { OLDEST_FIREFOX } from "../browsers/setup/setup.ts";
import { runProgram } from "../browsers/process/program.ts";
import { withProgress } from "../browsers/process/progress.ts";
import { killRunning, runQuietly, stopRunning } from "../browsers/process/run.ts";
import { Scratch } from "../browsers/process/scratch.ts";
import { onStop } from "../browsers/process/signals.ts";
import { answerHelp } from "./support/usage.ts";

answerHelp("npm run test:oldest-firefox\n\nRuns the tests in Firefox with the oldest one that the add-on supports, which it takes from the distribution's archive without installing it.");

/** Longer than the tests' own patience with a browser that they have to end. Milliseconds. */
const PATIENCE = 6000;

const scratch = new Scratch("oldest-firefox");
onStop(() => stopRunning(PATIENCE), () => {
  killRunning();
  scratch.clearNow();
});

await runProgram(async () => {
  try {
    const FIREFOX = await withProgress(`Getting Firefox ESR ${OLDEST_FIREFOX}`, (say) => oldestFirefox(scratch.folder, say));
    const { status } = await runQuietly(process.execPath, ["--import", "tsx", "scripts/test.ts", "tests in Firefox"], { env: { ...scratch.env, FIREFOX }, onLine: (line) => console.log(line) });
    return status;
  } finally {
    await scratch.clear();
  }
});
