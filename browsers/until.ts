/** Waiting for what a browser does in its own time: asked again and again, never slept for. */
import { availableParallelism, loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "puppeteer-core";

export interface UntilOptions {
  /** What is waited for, told where it never comes. */
  what?: string;
  /** Milliseconds on a machine that does nothing else; see patience(). */
  patience?: number;
  /** Milliseconds between two questions. */
  pause?: number;
}

/** It was waited for in vain. */
export class WaitedInVain extends Error {
  readonly code = "waited-in-vain";
}

const PATIENCE = 15_000;
const PAUSE = 50;
/** The most by which the machine's load lengthens a wait. */
const MOST_TIMES = 6;

/** As long as `milliseconds` of a machine that does nothing else: longer by as much as there is more to do than there are cores. */
export function patience(milliseconds: number): number {
  const [busy = 0] = loadavg();
  return milliseconds * Math.min(MOST_TIMES, Math.max(1, busy / availableParallelism()));
}

/** Asks again until the answer will do, and gives it. Throws WaitedInVain, with the last answer, where it never does, and what `ask` throws. */
export async function until<Value>(ask: () => Promise<Value> | Value, good: (value: Value) => boolean, { what = "", patience: least = PATIENCE, pause = PAUSE }: UntilOptions = {}): Promise<Value> {
  const limit = patience(least);
  for (const began = performance.now(); ; await sleep(pause)) {
    const value = await ask();
    if (good(value)) return value;
    if (performance.now() - began > limit) {
      throw new WaitedInVain(`Waited ${Math.round(limit / 1000)} s in vain${what === "" ? "" : `: ${what}`}; the last answer was ${(JSON.stringify(value) as string | undefined)?.slice(0, 2000) ?? "undefined"}.`);
    }
  }
}

/** Waits until the condition, evaluated in the page, gives something, and gives that. Throws WaitedInVain. */
export async function untilShown<Value>(page: Page, what: string, condition: (argument: string) => Value | undefined | null | false, argument = ""): Promise<Value> {
  let found: Value | undefined;
  await until(async () => {
    // While a page is still being replaced by the next, nothing can be evaluated in it.
    const value = await page.evaluate(condition, argument).catch(() => undefined);
    if (value === undefined || value === null || value === false) return false;
    found = value;
    return true;
  }, (shown) => shown, { what });
  return found as Value;
}
