import type { Text } from "../src/core/text/message-text.ts";
import { language, plural } from "../ui/text.ts";

/** Numbers, dates and shares in the language of the texts. */
export interface Formats {
  number: (value: number) => string;
  percent: (share: number) => string;
  /** "22 Nov 2026", of a day in UTC. */
  date: (time: number) => string;
  /** Without the year. */
  shortDate: (time: number) => string;
}

const made = new Map<string, Formats>();

export function formats(text: Text): Formats {
  const tag = language(text);
  let found = made.get(tag);
  if (found === undefined) {
    const number = new Intl.NumberFormat(tag);
    const percent = new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 0 });
    const date = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeZone: "UTC" });
    const shortDate = new Intl.DateTimeFormat(tag, { day: "numeric", month: "short", timeZone: "UTC" });
    found = { number: (value) => number.format(value), percent: (share) => percent.format(share), date: (time) => date.format(time), shortDate: (time) => shortDate.format(time) };
    made.set(tag, found);
  }
  return found;
}

/** The text of a number of things, where $2 is the number as people write it. */
export function counted(text: Text, key: string, count: number, params: readonly string[] = []): string {
  return plural(text, key, count, [formats(text).number(count), ...params]);
}

/** Whole days from `now` until a time; negative: since. Both in milliseconds since the epoch. */
export function daysLeft(time: number, now: number): number {
  return Math.floor((time - now) / 86_400_000);
}
