import type { Seen } from "./seen.ts";

const DAY = 86_400_000;
/** So long a connection may be under way, and two clocks apart. */
const SLACK = 10 * 60_000;
/** Programs date their certificates back by as much as this. */
const MAX_DAYS = 31;

/** How long before a certificate was first seen it had begun. */
export interface MadeFor {
  /** Whole days; 0: just now. */
  days: number;
  /** And milliseconds. */
  rest: number;
}

/** Whole days between a certificate's beginning and the time at which it was seen, where it is whole days to a few minutes; 0 just now. undefined: it is not. */
export function madeFor({ notBefore, time }: Pick<Seen, "notBefore" | "time">): MadeFor | undefined {
  if (notBefore === null) return undefined;
  const age = time - notBefore;
  const days = Math.floor((age + SLACK / 10) / DAY);
  const rest = age - days * DAY;
  return days >= 0 && days <= MAX_DAYS && rest < SLACK ? { days, rest } : undefined;
}

/** From when to when, around a time, the answer is that it was made for nobody; `until` is not in it any more. undefined: at this time it was made for somebody. */
export function madeForSpan(notBefore: number, time: number): { from: number; until: number } | undefined {
  if (madeFor({ notBefore, time }) !== undefined) return undefined;
  const day = Math.floor((time - notBefore + SLACK / 10) / DAY);
  // Behind the window of this day, before that of the next; none before the first and behind the last.
  const from = day < 0 ? -Infinity : notBefore + Math.min(day, MAX_DAYS) * DAY + SLACK;
  const until = day < 0 ? notBefore - SLACK / 10 : day >= MAX_DAYS ? Infinity : notBefore + (day + 1) * DAY - SLACK / 10;
  return { from, until };
}
