// Everything that must hold: `npm test`. With names of steps as arguments, those alone (and what they need).
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { KEY_FOLDER_VARIABLE } from "../lab/pki/kept-keys.ts";
import { COMPILED_CODE_VARIABLE } from "../browsers/compiled-code.ts";
import { FRAMES_VARIABLE } from "../browsers/firefox.ts";
import { killRunning, stopRunning } from "../browsers/process/run.ts";
import { Scratch } from "../browsers/process/scratch.ts";
import { onStop } from "../browsers/process/signals.ts";
import { runSteps } from "./testing/schedule.ts";
import type { Result } from "./testing/schedule.ts";
import { compiledEnv, endShared, steps } from "./testing/steps.ts";
import type { Step } from "./testing/steps.ts";
import { answerHelp } from "./support/usage.ts";

answerHelp("npm test [-- STEP...]\n\nRuns everything that must hold, or the steps named and what they need; the output of each is kept in out/test/.\n\nThe steps:\n" + steps().map(({ name }) => `  ${name}`).join("\n"));

const MOST_LINES = 400;
/** Of Firefox in a second: enough for all that waits for one. */
const FRAMES = 20;

function chosen(all: readonly Step[], names: readonly string[]): Step[] {
  const unknown = names.filter((name) => !all.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(`There is no step ${unknown.join(", ")}. The steps are: ${all.map((step) => step.name).join(", ")}.`);
    process.exit(2);
  }
  if (names.length === 0) return [...all];
  const wanted = new Set(names);
  for (let size = 0; size !== wanted.size;) {
    size = wanted.size;
    for (const step of all) if (wanted.has(step.name)) step.needs.forEach((name) => wanted.add(name));
  }
  return all.filter((step) => wanted.has(step.name));
}

function report({ step, ok, summary, output, milliseconds }: Result): void {
  const lines = output.trimEnd().split("\n");
  writeFileSync(join("out", "test", `${step.name.replaceAll(" ", "-")}.log`), `${output}\n`);
  console.log(`${ok ? "✔" : "✘"} ${step.name.padEnd(18)} ${(milliseconds / 1000).toFixed(1).padStart(6)} s  ${summary ?? ""}`.trimEnd());
  if (!ok) console.log(lines.slice(-MOST_LINES).map((line) => `    ${line}`).join("\n"));
}

const scratch = new Scratch("test", { passable: true });
const env = { ...scratch.env, ...compiledEnv, [KEY_FOLDER_VARIABLE]: join(scratch.folder, "lab-keys"), [COMPILED_CODE_VARIABLE]: join(scratch.folder, "firefox-code"), [FRAMES_VARIABLE]: String(FRAMES) };
onStop(() => stopRunning(3000), () => {
  killRunning();
  scratch.clearNow();
});

rmSync("out/test", { recursive: true, force: true });
mkdirSync("out/test", { recursive: true });
const selected = chosen(steps(), process.argv.slice(2));
const began = performance.now();
const heartbeat = setInterval(() => console.log(`  still at work (${Math.round((performance.now() - began) / 1000)} s)`), 30_000);
const results = await runSteps(selected, Math.min(2, availableParallelism()), (step) => step.run(env), report);
clearInterval(heartbeat);
await endShared();
await scratch.clear();

const failed = results.filter((result) => !result.ok);
console.log(`${results.length} steps in ${Math.round((performance.now() - began) / 1000)} s; logs are in out/test/.`);
if (failed.length > 0) console.log(`Failed: ${failed.map(({ step }) => step.name).join(", ")}.`);
// A step that failed without a failed test is a failure of its own.
const passed = results.reduce((sum, { counts }) => sum + (counts?.passed ?? 0), 0);
const failures = failed.reduce((sum, { counts }) => sum + Math.max(1, counts?.failed ?? 0), 0);
console.log(`${passed} passed, ${failures} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
