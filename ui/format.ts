import { utcText } from "../src/core/text/utc-text.ts";

const DAY = 86_400_000;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** "2026-11-21 12:00:00 UTC", in every language the same; the text itself where it is no ISO 8601 time. */
export function utcTime(iso: string): string {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return iso;
  return utcText(time);
}

/** "12:00:00" by the person's own clock; the text itself where it is no ISO 8601 time. */
export function localClock(iso: string, language: string): string {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return iso;
  let clock = clocks.get(language);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat(language, { timeStyle: "medium", hourCycle: "h23" });
    clocks.set(language, clock);
  }
  return clock.format(time);
}

/** Whole days that have passed at `end` since `now` (both ISO 8601); negative where `end` is the earlier, undefined where one is no time. */
export function daysUntil(end: string, now: string): number | undefined {
  const days = Math.floor((Date.parse(end) - Date.parse(now)) / DAY);
  return Number.isNaN(days) ? undefined : days;
}

/** Hex digits in groups of eight, to be read aloud and compared; any other text in one piece. */
export function hexGroups(text: string): string[] {
  if (!/^[0-9a-f]{9,}$/i.test(text)) return [text];
  return text.match(/.{1,8}/g) ?? [text];
}

/** 4865 gives "0x1301", as IANA's registry and packet captures write it. */
export function codePoint(id: number): string {
  return `0x${id.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** The host with its port where that is not the scheme's own; IPv6 addresses in brackets. */
export function hostWithPort(host: string, port: number, scheme: string): string {
  const name = host.includes(":") ? `[${host}]` : host;
  const usual = scheme === "https:" || scheme === "wss:" ? 443 : 80;
  return port === usual ? name : `${name}:${port}`;
}
