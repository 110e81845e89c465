// The tests that need more than a test should: whole servers, large downloads, a million rows. `npm run test:real [-- FILE ...]`.
import { spawnSync } from "node:child_process";
import { testFiles } from "./testing/files.ts";

const given = process.argv.slice(2);
const files = given.length > 0 ? given : testFiles("test/real");
if (files.length === 0) {
  console.error("No test files found in test/real.");
  process.exit(1);
}
const { status } = spawnSync(process.execPath, ["--import", "tsx", "--test", "--test-concurrency=1", ...files], { stdio: "inherit" });
process.exit(status ?? 1);
