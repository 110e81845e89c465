import type { Outcome, Step } from "./steps.ts";

export type Result = Outcome & { step: Step; milliseconds: number };

/**
 * Runs the steps, `lanes` at a time, each as soon as what it needs has succeeded, the first that can begin first; never two that
 * fill the cores. A step whose needs failed fails with that reason. Gives the results in the order of the steps.
 */
export async function runSteps(all: readonly Step[], lanes: number, run: (step: Step) => Promise<Outcome>, onResult: (result: Result) => void): Promise<Result[]> {
  const results = new Map<string, Result>();
  const waiting = [...all];
  const running = new Map<Step, Promise<void>>();

  const finish = (step: Step, outcome: Outcome, milliseconds: number) => {
    const result = { ...outcome, step, milliseconds };
    results.set(step.name, result);
    onResult(result);
  };
  const start = (step: Step) => {
    const began = performance.now();
    const ended = run(step)
      .catch((error: unknown): Outcome => ({ ok: false, output: error instanceof Error ? (error.stack ?? error.message) : String(error) }))
      .then((outcome) => {
        running.delete(step);
        finish(step, outcome, performance.now() - began);
      });
    running.set(step, ended);
  };

  while (waiting.length > 0 || running.size > 0) {
    for (const step of [...waiting]) {
      const needs = step.needs.map((name) => results.get(name));
      const failed = step.needs.filter((_, index) => needs[index]?.ok === false);
      if (failed.length > 0) {
        waiting.splice(waiting.indexOf(step), 1);
        finish(step, { ok: false, output: `Not run: ${failed.join(" and ")} failed.`, summary: `not run: ${failed.join(" and ")} failed` }, 0);
        continue;
      }
      if (needs.includes(undefined) || running.size >= lanes) continue;
      if (step.fillsCores === true && [...running.keys()].some((other) => other.fillsCores === true)) continue;
      waiting.splice(waiting.indexOf(step), 1);
      start(step);
    }
    if (running.size > 0) await Promise.race(running.values());
    else if (waiting.length > 0 && waiting.every((step) => step.needs.some((name) => !all.some((other) => other.name === name)))) {
      throw new Error(`These steps need a step that does not exist: ${waiting.map((step) => step.name).join(", ")}.`);
    }
  }
  return all.flatMap((step) => results.get(step.name) ?? []);
}
