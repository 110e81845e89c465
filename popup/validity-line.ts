import type { CertificateSummary } from "../src/core/x509/summary.ts";

/** A stretch of the line, in percent of its length from its beginning. */
export interface ValidityBar {
  from: number;
  to: number;
  /** The time of the observation lies within it. */
  current: boolean;
}

export interface ValidityLine {
  /** One for each certificate; undefined where its dates cannot be read. */
  bars: (ValidityBar | undefined)[];
  /** Where the time of the observation is, in percent. */
  now: number;
  /** Marks on the line: so many years (or months, where below one) before (negative) or after the observation. */
  ticks: { at: number; count: number; unit: "month" | "year" }[];
}

const DAY = 86_400_000;
const MONTH = 30.44 * DAY;
const YEAR = 365.25 * DAY;
/** Beyond this the line breaks off: a certificate may say the year 9999. */
const FARTHEST = 60 * YEAR;
/** Near the observation the line is even, farther away ever denser: a leaf's weeks and a root's decades are both seen. */
const EVEN = MONTH;
/** What marks stand apart from each other, and from the ends, in percent. */
const APART = 17;
const TICKS = [{ count: 1, unit: "year" }, { count: 10, unit: "year" }, { count: 1, unit: "month" }, { count: 3, unit: "year" }, { count: 25, unit: "year" }, { count: 6, unit: "month" }] as const;

/**
 * The validity of certificates on one line around the time of the observation (ISO 8601). undefined: no certificate has
 * dates that can be read, or the time is none.
 */
export function validityLine(certificates: readonly (Pick<CertificateSummary, "notBefore" | "notAfter"> | undefined)[], time: string): ValidityLine | undefined {
  const now = Date.parse(time);
  const spans = certificates.map((certificate) => spanOf(certificate, now));
  const known = spans.filter((span) => span !== undefined);
  if (known.length === 0 || Number.isNaN(now)) return undefined;
  const first = Math.min(0, ...known.map(({ from }) => place(from)));
  const last = Math.max(0, ...known.map(({ to }) => place(to)));
  const percent = (distance: number): number => last === first ? 50 : ((place(distance) - first) / (last - first)) * 100;
  return {
    bars: spans.map((span) => span && { from: percent(span.from), to: percent(span.to), current: span.from <= 0 && span.to >= 0 }),
    now: percent(0),
    ticks: ticks(percent),
  };
}

/** The same from right to left. */
export function mirrored({ bars, now, ticks: marks }: ValidityLine): ValidityLine {
  return {
    bars: bars.map((bar) => bar && { ...bar, from: 100 - bar.to, to: 100 - bar.from }),
    now: 100 - now,
    ticks: marks.map((mark) => ({ ...mark, at: 100 - mark.at })),
  };
}

/** Milliseconds from the observation to the beginning and the end. */
function spanOf(certificate: Pick<CertificateSummary, "notBefore" | "notAfter"> | undefined, now: number): { from: number; to: number } | undefined {
  if (certificate === undefined) return undefined;
  const from = Date.parse(certificate.notBefore) - now;
  const to = Date.parse(certificate.notAfter) - now;
  return Number.isNaN(from) || Number.isNaN(to) || to < from ? undefined : { from, to };
}

function place(distance: number): number {
  return Math.sign(distance) * Math.log1p(Math.min(Math.abs(distance), FARTHEST) / EVEN);
}

/** The more telling ones first, as far as there is room beside those before and the observation itself. */
function ticks(percent: (distance: number) => number): ValidityLine["ticks"] {
  const taken = [percent(0)];
  const chosen: ValidityLine["ticks"] = [];
  for (const { count, unit } of TICKS) {
    for (const sign of [-1, 1]) {
      const at = percent(sign * count * (unit === "year" ? YEAR : MONTH));
      if (at < APART / 2 || at > 100 - APART / 2 || taken.some((other) => Math.abs(other - at) < APART)) continue;
      taken.push(at);
      chosen.push({ at, count: sign * count, unit });
    }
  }
  return chosen.sort((one, other) => one.at - other.at);
}
