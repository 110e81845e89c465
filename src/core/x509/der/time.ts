import { DerError } from "./error.ts";
import type { DerReader } from "./reader.ts";
import { latin1 } from "./string.ts";
import { GENERALIZED_TIME, UTC_TIME, tagName } from "./tags.ts";

/** A time as it stands in a certificate, and what it means. */
export interface Time {
  /** UTCTime (0x17) or GeneralizedTime (0x18). */
  readonly tag: number;
  /** Its characters, unchanged: hostile text. */
  readonly text: string;
  /**
   * Since 1970-01-01T00:00:00Z, without leap seconds. Where `conforms` is false, what X.680 (46, 47) makes of the text
   * (no seconds, a fraction, a zone other than Z); undefined where it makes nothing of it or leaves the zone open.
   */
  readonly milliseconds: number | undefined;
  /** In the form that RFC 5280 4.1.2.5 demands: YYMMDDHHMMSSZ, YYYYMMDDHHMMSSZ. */
  readonly conforms: boolean;
  /** Bytes from the start of the input to its content. */
  readonly offset: number;
}

// Two digits to a number: TENS[first] + ONES[second]; 1000 and more where there is no digit, which is no month, day, hour,
// minute or second, and no century.
const NO_DIGIT = 1000;
const ONES = new Uint16Array(256).fill(NO_DIGIT);
const TENS = new Uint16Array(256).fill(NO_DIGIT);
for (let digit = 0; digit < 10; digit++) {
  ONES[0x30 + digit] = digit;
  TENS[0x30 + digit] = digit * 10;
}

const MONTH_STARTS = Uint16Array.of(0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334);
const MONTH_LENGTHS = Uint8Array.of(0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);
const DAYS_TO_1970 = 719_162;
const DAY = 86_400_000;

/** Milliseconds since the epoch of a date in the Gregorian calendar; undefined where there is no such date or time of day. */
export function utc(year: number, month: number, day: number, hour: number, minute: number, second: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59 || year > 9999) return undefined;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (day > (MONTH_LENGTHS[month] ?? 0) + (leap && month === 2 ? 1 : 0)) return undefined;
  const before = year - 1;
  const days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400)
    + (MONTH_STARTS[month] ?? 0) + (leap && month > 2 ? 1 : 0) + day - 1 - DAYS_TO_1970;
  return days * DAY + ((hour * 60 + minute) * 60 + second) * 1000;
}

/** Milliseconds of a time in RFC 5280's form; undefined where it is in another, or no time. */
export function conformingTime(bytes: Uint8Array, tag: number, start: number, end: number): number | undefined {
  let at = start;
  let year: number;
  if (tag === UTC_TIME) {
    if (end - start !== 13) return undefined;
    const years = pair(bytes, at);
    if (years >= NO_DIGIT) return undefined;
    year = years + (years < 50 ? 2000 : 1900);
    at += 2;
  } else {
    if (end - start !== 15) return undefined;
    const years = pair(bytes, at + 2);
    if (years >= NO_DIGIT) return undefined;
    year = pair(bytes, at) * 100 + years;
    at += 4;
  }
  if (bytes[end - 1] !== 0x5a) return undefined;
  return utc(year, pair(bytes, at), pair(bytes, at + 2), pair(bytes, at + 4), pair(bytes, at + 6), pair(bytes, at + 8));
}

function pair(bytes: Uint8Array, at: number): number {
  return (TENS[bytes[at] ?? 0] ?? NO_DIGIT) + (ONES[bytes[at + 1] ?? 0] ?? NO_DIGIT);
}

/** The Time that the reader stands at. Throws DerError where it is no time by its tag; other faults are reported. */
export function readTime(reader: DerReader, what: string): Time {
  const tag = reader.next(what);
  if (tag !== UTC_TIME && tag !== GENERALIZED_TIME) {
    throw new DerError("unexpected-tag", reader.start, `${what} must be UTCTime or GeneralizedTime and is ${tagName(tag)}`);
  }
  const { bytes, content, contentEnd } = reader;
  const text = latin1(bytes, content, contentEnd);
  const milliseconds = conformingTime(bytes, tag, content, contentEnd);
  if (milliseconds !== undefined) return { tag, text, milliseconds, conforms: true, offset: content };
  const meaning = looseTime(text, tag);
  reader.fault(meaning === undefined ? "time-value" : "time-format", content, `${what} is not in the form of RFC 5280 4.1.2.5`, meaning === undefined);
  return { tag, text, milliseconds: meaning, conforms: false, offset: content };
}

const LOOSE = /^(\d\d)?(\d\d)(\d\d)(\d\d)(\d\d)(?:(\d\d)(?:(\d\d)(?:[.,](\d{1,9}))?)?)?(?:(Z)|([+-])(\d\d)(\d\d)?)$/;

/** X.680 46 and 47: minutes (GeneralizedTime) and seconds may be absent, seconds may have a fraction, the zone may be an offset. */
function looseTime(text: string, tag: number): number | undefined {
  const generalized = tag === GENERALIZED_TIME;
  // YYMMDDHHMM and YYYYMMDDHH have the same number of digits: the tag says where to begin.
  const match = text.length > 40 ? null : LOOSE.exec(generalized ? text : `00${text}`);
  if (match === null || match[1] === undefined) return undefined;
  const number = (index: number): number => Number(match[index] ?? "0");
  if (!generalized && (match[6] === undefined || match[8] !== undefined)) return undefined;
  const years = number(2);
  const year = generalized ? number(1) * 100 + years : years + (years < 50 ? 2000 : 1900);
  const base = utc(year, number(3), number(4), number(5), number(6), number(7));
  if (base === undefined || number(11) > 23 || number(12) > 59) return undefined;
  const fraction = match[8] === undefined ? 0 : Math.floor(Number(`0.${match[8]}`) * 1000);
  const zone = (number(11) * 60 + number(12)) * 60_000;
  return base + fraction + (match[10] === "+" ? -zone : zone);
}
