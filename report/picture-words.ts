import type { Text } from "../src/core/text/message-text.ts";
import { visibleText } from "../src/core/text/visible-text.ts";
import { NO_GROUP_ID } from "./ids.ts";
import { EXPIRY_BOUNDS, OTHER_NAMES, type BarsPicture, type Picture, type SharesPicture } from "./pictures.ts";
import type { PictureWords } from "./plot/draw.ts";
import { UNKNOWN_CHOICE } from "./query.ts";
import type { TimeLine } from "./time-line.ts";
import { formats } from "./words.ts";

/** What a picture shows as a table: a head, and rows whose first cell names them. */
export interface PictureTable {
  head: string[];
  rows: string[][];
}

export type PictureSubject = "versions" | "suites" | "groups" | "grades" | "issuers" | "expiries";

/** Characters of a key's hash that tell it from others at a glance. */
const HASH_SHOWN = 12;

export function pictureWords(text: Text, subject: PictureSubject, title: string): PictureWords {
  return {
    label: title,
    name: (id) => partName(text, subject, id),
    ...common(text),
  };
}

function common(text: Text): Omit<PictureWords, "label" | "name"> {
  const { number, percent, shortDate } = formats(text);
  return { number, percent, date: shortDate, line: text("report_post_quantum") };
}

function partName(text: Text, subject: PictureSubject, id: string): string {
  if (id === UNKNOWN_CHOICE) return text("report_unknown");
  if (id === OTHER_NAMES) return text("report_other");
  if (subject === "groups" && id === NO_GROUP_ID) return text("report_no_group");
  if (subject === "expiries") return expiryName(text, Number(id));
  return visibleText(id);
}

/** "8–14 d". */
function expiryName(text: Text, place: number): string {
  const { number } = formats(text);
  const [from, to] = [EXPIRY_BOUNDS[place - 1], EXPIRY_BOUNDS[place]];
  if (from === undefined) return text("report_expired");
  return to === undefined ? text("report_more_days", [number(from)]) : text("report_span_days", [number(from), number(to)]);
}

export function pictureTable(text: Text, subject: PictureSubject, picture: Picture): PictureTable {
  return picture.kind === "shares" ? sharesTable(text, subject, picture) : barsTable(text, subject, picture);
}

function sharesTable(text: Text, subject: PictureSubject, { names, stretches, step, line }: SharesPicture): PictureTable {
  const { number, percent, date } = formats(text);
  return {
    head: [text(step === "day" ? "report_day" : "report_week"), ...names.map((name) => partName(text, subject, name)), ...line ? [text("report_post_quantum")] : [], text("report_hosts")],
    rows: stretches.map(({ start, total, counts, postQuantum }) => [
      date(start), ...counts.map((count) => percent(count / total)), ...line ? [postQuantum === null ? text("report_unknown") : percent(postQuantum)] : [], number(total),
    ]),
  };
}

function barsTable(text: Text, subject: PictureSubject, { bars }: BarsPicture): PictureTable {
  const { number } = formats(text);
  return { head: [text(`report_of_${subject}`), text("report_hosts")], rows: bars.map(({ name, value }) => [partName(text, subject, name), number(value)]) };
}

/** Words for a host's time line. */
export function timeLineWords(text: Text, label: string): PictureWords {
  const { date } = formats(text);
  return {
    label, ...common(text), date,
    name: (id) => id === "key" ? text("report_time_key") : id === "issuer" ? text("report_column_issuer") : id === "anchor" ? text("report_column_anchor") : shortName(id),
  };
}

export function timeLineTable(text: Text, { stretches }: TimeLine): PictureTable {
  const { date } = formats(text);
  const time = (value: number | null): string => value === null ? "–" : date(value);
  return {
    head: [text("report_what"), text("report_kind"), text("report_first_seen"), text("report_last_seen"), text("report_valid_from"), text("report_valid_to")],
    rows: stretches.map(({ kind, name, firstSeen, lastSeen, notBefore, notAfter }) => [
      shortName(name), text(kind === "key" ? "report_time_key" : `report_column_${kind}`), date(firstSeen), date(lastSeen), time(notBefore), time(notAfter),
    ]),
  };
}

/** A key by the beginning of its hash, anything else whole. */
function shortName(name: string): string {
  return /^[0-9a-f]{64}$/.test(name) ? `${name.slice(0, HASH_SHOWN)}…` : visibleText(name);
}
