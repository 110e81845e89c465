import type { Grade, Rating, RatingCap, RatingReason } from "../assessment.ts";
import { LONG_MAX_AGE } from "../rules/host/long-max-age.ts";
import type { Text } from "../text/message-text.ts";
import { scoreCipher, scoreKeyExchange, scoreProtocol } from "./categories.ts";
import { letterOfScore, worseThan, worstOf } from "./letters.ts";
import type { RatedConnection, RatedHit } from "./rated.ts";

/** What could not be rated at all: no letter, no number. */
export function unrated(rule: string, text: Text): Rating {
  const params = [rule, "A+"];
  return {
    grade: null, score: null, categories: { protocol: null, keyExchange: null, cipher: null }, certificate: null, caps: [], gradeByScore: null,
    reasons: [{ of: "grade", key: "rating_grade_leftOut", params, message: text("rating_grade_leftOut", params) }],
  };
}

/**
 * The rating of one connection by the SSL Server Rating Guide 2009r: three numbers, a score of 0 to 100, and a letter that
 * follows from the score and the caps of the rules that fired. What is not known takes no points: see docs/rating.md.
 */
export function rate(context: RatedConnection, hits: readonly RatedHit[], text: Text): Rating {
  const protocol = scoreProtocol(context, text);
  const keyExchange = scoreKeyExchange(context, text);
  const cipher = scoreCipher(context, text);
  const values = { protocol: protocol.value, keyExchange: keyExchange.value, cipher: cipher.value };
  const score = scoreOf(values);
  const caps = capsOf(hits);
  const gradeByScore = score === null ? null : letterOfScore(score);
  const certificate = certificatePoints(context, caps);

  const say = (of: RatingReason["of"], key: string, ...params: string[]): RatingReason => ({ of, key, params, message: text(key, params) });
  const reasons = [
    protocol.reason, keyExchange.reason, cipher.reason,
    say("certificate", certificateKey(certificate, context)),
    scoreReason(values, score, say),
  ];
  const grade = gradeOf(context, hits, { score, gradeByScore, caps, certificate }, say, reasons);
  const withoutRule = (rule: string): Grade | null => {
    const rest = caps.filter((cap) => cap.rule !== rule);
    // The last label gone, the certificate would be one that is trusted for this host.
    const vouched = certificate === 0 && !rest.some((cap) => isLabel(cap.grade)) ? 100 : certificate;
    return gradeOf(context, hits.filter((hit) => hit.rule !== rule), { score, gradeByScore, caps: rest, certificate: vouched }, say, []);
  };
  return {
    grade, score, categories: values, certificate,
    caps: caps.map((cap) => ({ ...cap, without: withoutRule(cap.rule) })),
    gradeByScore, reasons,
  };
}

type Say = (of: RatingReason["of"], key: string, ...params: string[]) => RatingReason;
type Cap = Omit<RatingCap, "without">;

/** 0.30 · protocol + 0.30 · key exchange + 0.40 · cipher; a zero anywhere makes it 0. */
function scoreOf({ protocol, keyExchange, cipher }: Rating["categories"]): number | null {
  if (protocol === null || keyExchange === null || cipher === null) return null;
  if (protocol === 0 || keyExchange === 0 || cipher === 0) return 0;
  // In hundredths, so that no rounding of binary fractions shows.
  return (30 * protocol + 30 * keyExchange + 40 * cipher) / 100;
}

function scoreReason({ protocol, keyExchange, cipher }: Rating["categories"], score: number | null, say: Say): RatingReason {
  if (score === null) return say("score", "rating_score_unknown");
  if (score === 0) return say("score", "rating_score_zero");
  return say("score", "rating_score", String(protocol), String(keyExchange), String(cipher), String(score));
}

/** The caps of the rules that fired, each rule once, worst first. */
function capsOf(hits: readonly RatedHit[]): Cap[] {
  const byRule = new Map<string, Grade>();
  for (const { rule, cap } of hits) {
    if (cap !== undefined) byRule.set(rule, cap);
  }
  return Array.from(byRule, ([rule, grade]) => ({ rule, grade }))
    .sort((a, b) => a.grade === b.grade ? 0 : worseThan(a.grade, b.grade) ? -1 : 1);
}

const isLabel = (grade: Grade): boolean => grade === "T" || grade === "M";

/** What the browser said counts; where none spoke, whether our own path building reaches a trust anchor. */
function certificatePoints({ certificate: { chainValid, verdict: own } }: RatedConnection, caps: readonly Cap[]): number | null {
  const verdict = chainValid === undefined ? own : chainValid ? "valid" : "invalid";
  if (verdict === "invalid" || caps.some(({ grade }) => isLabel(grade))) return 0;
  return verdict === "valid" ? 100 : null;
}

function certificateKey(points: number | null, { certificate: { chainValid } }: RatedConnection): string {
  if (points === null) return "rating_certificate_unknown";
  if (points === 0) return "rating_certificate_untrusted";
  return chainValid === undefined ? "rating_certificate_validated" : "rating_certificate_trusted";
}

interface Sum { score: number | null; gradeByScore: Grade | null; caps: readonly Cap[]; certificate: number | null }

/** Decides the letter, and adds the lines that say how. Where what gave no answer could have made it worse there is none. */
function gradeOf(context: RatedConnection, hits: readonly RatedHit[], sum: Sum, say: Say, reasons: RatingReason[]): Grade | null {
  const how: RatingReason[] = [];
  const grade = judgedGrade(context, hits, sum, say, how);
  const worst = worstOf(hits.flatMap(({ couldCap = [] }) => couldCap));
  if (grade === null || worst === undefined || !worseThan(worst, grade)) {
    reasons.push(...how);
    return grade;
  }
  const unjudged = new Set(hits.flatMap(({ rule, couldCap, unanswered = rule }) => couldCap?.some((cap) => worseThan(cap, grade)) === true ? unanswered : []));
  reasons.push(say("grade", "rating_grade_leftOut", [...unjudged].join(", "), grade));
  return null;
}

/** The letter by what was judged alone. */
function judgedGrade(context: RatedConnection, hits: readonly RatedHit[], sum: Sum, say: Say, reasons: RatingReason[]): Grade | null {
  const { score, gradeByScore, caps, certificate } = sum;
  const cap = worstOf(caps.map(({ grade }) => grade));
  const rules = caps.filter(({ grade }) => grade === cap).map(({ rule }) => rule).join(", ");
  if (score === null || gradeByScore === null) {
    // A better cap than F only says what the letter cannot exceed, and the letter itself is not known.
    if (cap !== undefined && (isLabel(cap) || cap === "F")) {
      reasons.push(say("grade", "rating_grade_capAlone", cap, rules));
      return cap;
    }
    reasons.push(say("grade", "rating_grade_unknown"));
    return null;
  }
  if (cap !== undefined && worseThan(cap, gradeByScore)) {
    reasons.push(say("grade", isLabel(cap) ? "rating_grade_label" : "rating_grade_capped", String(score), gradeByScore, cap, rules));
    return cap;
  }
  reasons.push(say("grade", "rating_grade", String(score), gradeByScore));
  if (gradeByScore !== "A") return gradeByScore;
  const missing = missingForPlus(context, hits, certificate, say);
  if (missing !== undefined) {
    reasons.push(missing);
    return "A";
  }
  reasons.push(say("grade", "rating_grade_plus", String(context.hsts?.maxAge)));
  return "A+";
}

/** What keeps an A from being an A+: trust that nobody told, a warning, HSTS for less than six months or not told. */
function missingForPlus({ hsts, certificate: { hostIsAddress } }: RatedConnection, hits: readonly RatedHit[], certificate: number | null, say: Say): RatingReason | undefined {
  if (certificate !== 100) return say("grade", "rating_grade_noPlus_trust");
  const warning = hits.find(({ warns }) => warns);
  if (warning !== undefined) return say("grade", "rating_grade_noPlus_warning", warning.rule);
  if (hostIsAddress) return say("grade", "rating_grade_noPlus_address");
  if (hsts === undefined || hsts === null || hsts.maxAge < LONG_MAX_AGE) return say("grade", "rating_grade_noPlus_hsts");
  return undefined;
}
