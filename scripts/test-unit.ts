// Runs the unit tests (or the files given) with Node's test runner, which before Node 21 takes no globs.
import { spawnSync } from "node:child_process";
import { testFiles } from "./testing/files.ts";
import { answerHelp } from "./support/usage.ts";

answerHelp("npm run test:unit [-- FILE...]\n\nRuns the unit tests, or the files given.");

const given = process.argv.slice(2);
const files = given.length > 0 ? given : testFiles("test/unit");
if (files.length === 0) {
  console.error("No test files found in test/unit.");
  process.exit(1);
}
const { status } = spawnSync(process.execPath, ["--import", "tsx", "--test", ...files], { stdio: "inherit" });
process.exit(status ?? 1);
