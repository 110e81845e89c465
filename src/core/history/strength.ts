import type { Assessment, Grade, InterceptionAssessment, Severity } from "../assessment.ts";
import { alarmOf, readBy } from "../interception/alarm.ts";
import type { HostMemory } from "../interception/host-memory.ts";
import type { Seen, SeenAuthority, Trust } from "../interception/seen.ts";

/**
 * What is last known of how strong the connection to a host and port was: a row of the report. JSON; times in milliseconds
 * since the epoch; null: not known, or never judged.
 */
export interface HostStrength {
  host: string;
  port: number;
  firstSeen: number;
  lastSeen: number;
  /** When the rest was judged. */
  judged: number | null;
  grade: Grade | null;
  /** 0 to 100. */
  score: number | null;
  /** "TLS 1.3". */
  version: string | null;
  /** IANA name. */
  suite: string | null;
  /** IANA name; "none": there was no such group (RSA key exchange). */
  group: string | null;
  postQuantum: boolean | null;
  /** Of the leaf. */
  notAfter: number | null;
  /** SHA-256 (hex) of the leaf's public key. */
  key: string | null;
  /** Who signed the leaf, and the end of the chain: hostile text. */
  issuer: Authority | null;
  anchor: Authority | null;
  trust: Trust;
  /** "expected": whoever reads it is one whom the person expects, and nothing else was seen. */
  interception: InterceptionAssessment["verdict"] | "expected";
  /** How many findings there are; null: nobody looked. */
  findings: number | null;
  worst: WorstFinding | null;
}

export interface Authority {
  /** Common name, else the whole name. */
  name: string;
  organization: string | null;
}

/** Parameters of the rule's message: hostile text. */
export interface WorstFinding {
  rule: string;
  severity: Severity;
  params: string[];
}

export const NO_GROUP = "none";

const MAX_TEXT = 120;
const SEVERITIES: readonly Severity[] = ["error", "warning", "notice"];
const COMMON_NAME = /(?:^|[,+])CN=((?:\\.|[^,+\\])*)/;

/** What a judgement says. `firstSeen` and `lastSeen`: of the connection. `seen` undefined: no certificate is known. */
export function strengthOf(assessment: Assessment, seen: Seen | undefined, times: Pick<HostStrength, "firstSeen" | "lastSeen"> & { port: number }): HostStrength {
  const { host, connection: { version, cipherSuite, group, unavailable }, rating, interception, findings } = assessment;
  const noGroup = unavailable?.["keyExchangeGroup"] === "none";
  return {
    host, ...times,
    judged: Date.parse(assessment.time),
    grade: rating.grade, score: rating.score,
    version: version ?? null, suite: cipherSuite?.name ?? null,
    group: group?.name ?? (noGroup ? NO_GROUP : null),
    postQuantum: group?.postQuantum ?? (noGroup ? false : null),
    interception: interception.expected !== undefined && readBy(interception) !== undefined && alarmOf(interception) === null ? "expected" : interception.verdict,
    findings: findings.length, worst: worstOf(assessment),
    ...(seen === undefined ? UNSEEN : ofCertificates(seen)),
  };
}

/** What is remembered of a host that nobody has judged. */
export function unjudged({ host, port, firstSeen, lastSeen, keys }: HostMemory): HostStrength {
  const last = keys.at(-1);
  return {
    host, port, firstSeen, lastSeen,
    judged: null, grade: null, score: null, version: null, suite: null, group: null, postQuantum: null, interception: "unknown", findings: null, worst: null,
    ...(last === undefined ? UNSEEN : ofCertificates(last)),
  };
}

/** Whether it says anything of the connection: what says nothing takes no better knowledge's place. */
export function saysSomething({ version, suite, key }: HostStrength): boolean {
  return version !== null || suite !== null || key !== null;
}

type OfCertificates = Pick<HostStrength, "notAfter" | "key" | "issuer" | "anchor" | "trust">;

const UNSEEN: OfCertificates = { notAfter: null, key: null, issuer: null, anchor: null, trust: "unknown" };

function ofCertificates({ notAfter, key, issuer, root, trust }: Pick<Seen, "notAfter" | "key" | "issuer" | "root" | "trust">): OfCertificates {
  return { notAfter, key, issuer: authority(issuer), anchor: trust === "unknown" ? null : authority(root), trust };
}

function authority({ name, organization }: SeenAuthority): Authority {
  const common = COMMON_NAME.exec(name)?.[1]?.replace(/\\([^0-9A-Fa-f])/g, "$1");
  return { name: (common ?? name).slice(0, MAX_TEXT), organization: organization?.slice(0, MAX_TEXT) ?? null };
}

/** By severity, those that bound the grade first, then as they came. */
function worstOf({ findings, rating: { caps } }: Assessment): WorstFinding | null {
  const capping = new Set(caps.map(({ rule }) => rule));
  const weight = ({ rule, severity }: { rule: string; severity: Severity }): number => SEVERITIES.indexOf(severity) * 2 + (capping.has(rule) ? 0 : 1);
  const [worst] = [...findings].sort((one, other) => weight(one) - weight(other));
  return worst === undefined ? null : { rule: worst.rule, severity: worst.severity, params: worst.params.slice(0, 9).map((param) => param.slice(0, MAX_TEXT)) };
}
