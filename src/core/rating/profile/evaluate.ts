import type { Grade, ProfileReason, ProfileRequirement, ProfileResult, Rating } from "../../assessment.ts";
import { olderThan } from "../../registry/tls-versions.ts";
import type { Text } from "../../text/message-text.ts";
import type { RatedCertificate, RatedConnection } from "../rated.ts";
import type { RatingProfile } from "./profile.ts";

/** What one requirement came to: the end of its message key ("profile_<of>_<end>"), and the substitutions. */
interface Judged {
  verdict: ProfileReason["verdict"];
  /** Default: the verdict. */
  end?: string;
  params?: string[];
}

/**
 * Holds one connection against a profile. A requirement that the connection cannot have (a group where the suite has none,
 * Strict-Transport-Security for an IP address) is left out; one whose fact is not known is unknown, never failed.
 */
export function evaluateProfile(profile: RatingProfile, context: RatedConnection, rating: Rating, text: Text): ProfileResult {
  const reasons: ProfileReason[] = [];
  for (const [of, judge] of REQUIREMENTS) {
    const judged = judge(profile, context, rating);
    if (judged === undefined) continue;
    const { verdict, end = verdict, params = [] } = judged;
    const key = `profile_${of}_${end}`;
    reasons.push({ of, verdict, key, params, message: text(key, params) });
  }
  const some = (verdict: ProfileReason["verdict"]): boolean => reasons.some((reason) => reason.verdict === verdict);
  return {
    profile: profile.id,
    verdict: some("fail") ? "fail" : some("unknown") ? "unknown" : "pass",
    reasons,
    unseen: profile.unseen.map((what) => `profile_unseen_${what}`),
  };
}

/** undefined: the profile does not ask, or the connection cannot have it. */
type Judge = (profile: RatingProfile, context: RatedConnection, rating: Rating) => Judged | undefined;

const UNKNOWN: Judged = { verdict: "unknown" };

const REQUIREMENTS: readonly (readonly [ProfileRequirement, Judge])[] = [
  ["grade", judgeGrade],
  ["trust", judgeTrust],
  ["version", judgeVersion],
  ["suite", judgeSuite],
  ["group", judgeGroup],
  ["key", judgeKey],
  ["signature", judgeSignature],
  ["lifespan", judgeLifespan],
  ["hsts", judgeHsts],
];

function judgeGrade({ grades }: RatingProfile, _: RatedConnection, { grade, caps }: Rating): Judged | undefined {
  if (grades === undefined) return undefined;
  if (grade === null) return UNKNOWN;
  if (grades.includes(grade)) return { verdict: "pass", params: [grade] };
  const rules = caps.filter((cap) => cap.grade === grade).map(({ rule }) => rule).join(", ");
  return rules === "" ? { verdict: "fail", end: "score", params: [grade, range(grades)] } : { verdict: "fail", params: [grade, range(grades), rules] };
}

function range(grades: readonly Grade[]): string {
  return grades.join(", ");
}

function judgeTrust({ trusted }: RatingProfile, _: RatedConnection, { certificate }: Rating): Judged | undefined {
  if (trusted === undefined) return undefined;
  return certificate === null ? UNKNOWN : { verdict: certificate > 0 ? "pass" : "fail" };
}

function judgeVersion({ versions, mustKnow }: RatingProfile, { version, daysCome }: RatedConnection): Judged | undefined {
  if (versions === undefined) return undefined;
  if (version === undefined) return UNKNOWN;
  if (!versions.includes(version)) return { verdict: "fail", params: [version, versions.join(", ")] };
  if (mustKnow !== undefined && daysCome.includes(mustKnow.from) && olderThan(version, mustKnow.version)) {
    return { verdict: "fail", end: "lacking", params: [version, mustKnow.version, mustKnow.from] };
  }
  return { verdict: "pass", params: [version] };
}

function judgeSuite({ suites }: RatingProfile, { suite }: RatedConnection): Judged | undefined {
  if (suites === undefined) return undefined;
  return suite === undefined ? UNKNOWN : { verdict: suites.has(suite.name) ? "pass" : "fail", params: [suite.name] };
}

// Suites with a key exchange that has a group, by the name of the exchange.
const WITH_GROUP: ReadonlySet<string> = new Set(["TLS13", "ECDHE", "DHE"]);

function judgeGroup({ groups }: RatingProfile, { suite, group }: RatedConnection): Judged | undefined {
  if (groups === undefined || (suite !== undefined && !WITH_GROUP.has(suite.keyExchange))) return undefined;
  if (group === undefined) return UNKNOWN;
  const params = [group.name];
  if (groups.allowed.has(group.name)) return { verdict: "pass", params };
  return groups.unsettled?.has(group.name) === true ? { verdict: "unknown", end: "unsettled", params } : { verdict: "fail", params: [...params, [...groups.allowed].join(", ")] };
}

function judgeKey({ keys }: RatingProfile, { certificate: { key } }: RatedConnection): Judged | undefined {
  if (keys === undefined) return undefined;
  if (key === undefined) return UNKNOWN;
  const kind = keys.find(({ type }) => type === key.type);
  const allowed = keys.map(({ type, leastBits, curves }) => curves === undefined ? `${type} ≥ ${String(leastBits ?? 0)}` : `${type} ${curves.join(" / ")}`).join(", ");
  const known = key.bits !== undefined || key.curve !== undefined;
  if (kind !== undefined && !known) return UNKNOWN;
  const fits = kind !== undefined && (kind.curves === undefined || kind.curves.includes(key.curve ?? "")) && (key.bits ?? 0) >= (kind.leastBits ?? 0);
  if (!fits) return { verdict: "fail", params: [keyName(key), allowed] };
  const recommended = kind.recommendedCurves;
  if (recommended !== undefined && !recommended.includes(key.curve ?? "")) return { verdict: "advice", params: [keyName(key), recommended.join(", ")] };
  return { verdict: "pass", params: [keyName(key)] };
}

function keyName({ type, bits, curve }: NonNullable<RatedCertificate["key"]>): string {
  return curve !== undefined ? `${type} ${curve}` : bits !== undefined ? `${type} ${String(bits)}` : type;
}

function judgeSignature({ signatures }: RatingProfile, { certificate: { signature, pathSignatures, pathIsWhole } }: RatedConnection): Judged | undefined {
  if (signatures === undefined) return undefined;
  const names = signatures.of === "leaf" ? [signature] : pathSignatures;
  const wrong = names.find((name) => name !== null && !signatures.algorithms.has(name));
  if (wrong !== undefined && wrong !== null) return { verdict: "fail", params: [wrong] };
  // Without the end of the path nobody knows what else is on it.
  if (names.includes(null) || (signatures.of === "path" && !pathIsWhole)) return UNKNOWN;
  return { verdict: "pass", params: [[...new Set(names)].join(", ")] };
}

function judgeLifespan({ lifespan }: RatingProfile, { certificate: { days } }: RatedConnection): Judged | undefined {
  if (lifespan === undefined) return undefined;
  if (days === undefined) return UNKNOWN;
  if (lifespan.most !== undefined && days > lifespan.most) return { verdict: "fail", params: [String(days), String(lifespan.most)] };
  if (lifespan.recommended !== undefined && days > lifespan.recommended) return { verdict: "advice", params: [String(days), String(lifespan.recommended)] };
  return { verdict: "pass", params: [String(days)] };
}

function judgeHsts({ hstsSeconds }: RatingProfile, { hsts, certificate: { hostIsAddress } }: RatedConnection): Judged | undefined {
  if (hstsSeconds === undefined || hostIsAddress) return undefined;
  if (hsts === undefined) return UNKNOWN;
  if (hsts === null) return { verdict: "fail", end: "missing", params: [String(hstsSeconds)] };
  return hsts.maxAge >= hstsSeconds ? { verdict: "pass", params: [String(hsts.maxAge)] } : { verdict: "fail", params: [String(hsts.maxAge), String(hstsSeconds)] };
}
