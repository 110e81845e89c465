import type { Assessment, Grade } from "../../src/core/assessment.ts";
import type { Observation } from "../../src/core/observation.ts";
import { keyExchangePoints } from "../../src/core/rating/categories.ts";
import { letterOfScore, worseThan, worstOf } from "../../src/core/rating/letters.ts";
import { cipherSuiteById } from "../../src/core/registry/cipher-suites.ts";
import { groupById } from "../../src/core/registry/groups.ts";
import { signatureSchemeById } from "../../src/core/registry/signature-schemes.ts";
import type { ScannedChain } from "../../companion/scan/chains.ts";
import type { Scan } from "../../companion/scan/scan.ts";
import type { ScannedSuite, ScannedVersion } from "../../companion/scan/question.ts";

/** The rating of all that a server takes (SSL Server Rating Guide 2009r), as far as versions, suites and groups go. */
export interface ScanRating {
  grade: Grade | null;
  score: number | null;
  categories: { protocol: number; keyExchange: number; cipher: number } | null;
  caps: { rule: string; grade: Grade }[];
  /** Of single connections that a client could end up with. */
  best: Rated | null;
  worst: Rated | null;
}

export interface Rated {
  version: string;
  cipherSuite: string;
  group?: string;
  grade: Grade | null;
  score: number | null;
}

/** Rules about what is missing: they speak of the server only where every connection has them. */
const LACKS: ReadonlySet<string> = new Set(["connection/no-tls13", "connection/no-tls12", "connection/no-aead", "connection/no-forward-secrecy", "connection/ssl"]);
/** SSL 3.0 beside something better: B, and C with CBC, which is POODLE (Qualys, "SSL Labs End of Year 2014 Updates"). */
const SSL_3: Grade = "B";
const POODLE: Grade = "C";
/** RC4 where there is nothing else (the guide's rule behind `rc4Only` of the scanner's API). */
const RC4_ALONE: Grade = "F";
/** Where nothing is encrypted there is nothing that trust could make better or worse: F whoever vouches for the server. */
const UNENCRYPTED: Grade = "F";
const NULL_CIPHER = "connection/export-or-null";
/** A cap for a cipher that a client gets which offers better ones: one that stands behind those does no harm. */
const WEAK_CIPHER = "connection/weak-cipher";
const WEAK_PRIME = 2048;
const INSECURE_PRIME = 1024;

interface Candidate {
  observation: Observation;
  version: string;
  suite: ScannedSuite;
  group: number | undefined;
}

/**
 * Judges every connection that a client could have, with the certificate that came with it, and puts them together as the
 * guide does: protocol and cipher are the mean of best and worst, key exchange is the weakest. Where no certificate was
 * seen there is no grade, unless nothing is encrypted: F.
 */
export async function rateScan({ versions, chains }: Pick<Scan, "versions" | "chains">, shown: Observation, judge: (observation: Observation) => Promise<Assessment>): Promise<ScanRating> {
  const rated: { candidate: Candidate; assessment: Assessment }[] = [];
  for (const candidate of candidatesOf(versions, chains, shown)) rated.push({ candidate, assessment: await judge(candidate.observation) });
  const scored = rated.map((each) => ({ ...each, points: withPrime(each.assessment, each.candidate.suite.primeBits) }));
  const known = scored.flatMap(({ points }) => points === null ? [] : [points]);
  const bare = isBare(versions);
  if (known.length === 0) return { grade: bare ? UNENCRYPTED : null, score: null, categories: null, caps: bare ? [{ rule: NULL_CIPHER, grade: UNENCRYPTED }] : [], best: null, worst: null };
  const range = (pick: (each: Points) => number): [low: number, high: number] => [Math.min(...known.map(pick)), Math.max(...known.map(pick))];
  const [protocolLow, protocolHigh] = range(({ protocol }) => protocol);
  const [cipherLow, cipherHigh] = range(({ cipher }) => cipher);
  const [keyExchange] = range((each) => each.keyExchange);
  const categories = { protocol: (protocolLow + protocolHigh) / 2, keyExchange, cipher: (cipherLow + cipherHigh) / 2 };
  const score = totalOf(categories);
  const caps = capsOf(rated, versions);
  const cap = worstOf(caps.map(({ grade }) => grade));
  const letter = letterOfScore(score);
  const sorted = rated.map(({ candidate, assessment }) => summary(candidate, assessment)).sort((a, b) => (b.score ?? -1) - (a.score ?? -1) || compareGrades(a.grade, b.grade));
  return { grade: bare ? UNENCRYPTED : cap !== undefined && worseThan(cap, letter) ? cap : letter, score, categories, caps, best: sorted[0] ?? null, worst: sorted.at(-1) ?? null };
}

function* candidatesOf(versions: readonly ScannedVersion[], chains: readonly ScannedChain[], shown: Observation): Generator<Candidate> {
  for (const { version, suites, groups } of versions) {
    for (const [index, suite] of suites.entries()) {
      const offered = groups.length > 0 && (version === "TLS 1.3" || cipherSuiteById(suite.id)?.keyExchange === "ECDHE");
      // The groups do not depend on the suite: all with the first, one with the others; and so the chains of TLS 1.3.
      const own = offered ? index === 0 ? unlike(groups) : groups.slice(0, 1) : [suite.group];
      const sent = chainsOf(version, suite, chains, shown);
      for (const sentChain of index === 0 ? sent : sent.slice(0, 1)) {
        for (const group of own) yield { version, suite, group, observation: observationFor(shown, sentChain, version, suite, group) };
      }
    }
  }
}

/** One of those that count the same. */
function unlike(groups: readonly number[]): number[] {
  const kinds = new Map<string, number>();
  for (const id of groups) {
    const group = groupById(id);
    const kind = group === undefined ? String(id) : `${group.rsaEquivalentBits} ${group.postQuantum}`;
    if (!kinds.has(kind)) kinds.set(kind, id);
  }
  return [...kinds.values()];
}

/** The chain that came with the suite; where none was read, those of its version, else what was shown at all. */
function chainsOf(version: string, { chain }: ScannedSuite, chains: readonly ScannedChain[], { tlsInfo: { sentChain = [] } }: Observation): readonly (readonly Uint8Array[])[] {
  const own = chain === undefined ? undefined : chains[chain];
  if (own !== undefined) return [own.certificates];
  const ofVersion = chains.filter(({ versions }) => versions.includes(version));
  const found = ofVersion.length > 0 ? ofVersion : chains.slice(0, 1);
  return sentChain.length > 0 && ofVersion.length === 0 ? [sentChain] : found.map(({ certificates }) => certificates);
}

function observationFor(shown: Observation, sentChain: readonly Uint8Array[], version: string, { id, signatureScheme }: ScannedSuite, group: number | undefined): Observation {
  const groupName = group === undefined ? undefined : groupById(group)?.name;
  const scheme = signatureScheme === undefined ? undefined : signatureSchemeById(signatureScheme)?.name;
  return {
    ...shown,
    tlsInfo: {
      sentChain: [...sentChain],
      protocol: "TLS", tlsVersion: version, cipherSuite: id,
      ...(groupName === undefined ? {} : { keyExchangeGroup: groupName }),
      extra: { source: "companion", ...(scheme === undefined ? {} : { signatureScheme: scheme }) },
    },
  };
}

type Points = Record<"protocol" | "keyExchange" | "cipher", number>;

/** An exchange with a prime of its own has no group by name; its bits count as they are. */
function withPrime({ rating: { categories } }: Assessment, primeBits: number | undefined): Points | null {
  const { protocol, keyExchange, cipher } = categories;
  const prime = primeBits === undefined ? undefined : keyExchangePoints(primeBits);
  const exchange = prime === undefined ? keyExchange : Math.min(prime, keyExchange ?? 100);
  return protocol === null || exchange === null || cipher === null ? null : { protocol, keyExchange: exchange, cipher };
}

function totalOf({ protocol, keyExchange, cipher }: Points): number {
  return protocol === 0 || keyExchange === 0 || cipher === 0 ? 0 : (30 * protocol + 30 * keyExchange + 40 * cipher) / 100;
}

function capsOf(rated: readonly { candidate: Candidate; assessment: Assessment }[], versions: readonly ScannedVersion[]): ScanRating["caps"] {
  const caps = new Map<string, Grade>();
  const assessments = rated.map(({ assessment }) => assessment);
  for (const { candidate, assessment: { rating } } of rated) {
    for (const { rule, grade } of rating.caps) {
      if (rule === WEAK_CIPHER && !isReached(candidate, versions)) continue;
      if (!LACKS.has(rule) || assessments.every((each) => each.rating.caps.some((cap) => cap.rule === rule))) caps.set(rule, worstOf([grade, caps.get(rule) ?? grade]) ?? grade);
    }
  }
  const better = versions.some(({ version, offered }) => offered && version !== "SSL 3.0");
  const cbc = versions.some(({ version, suites }) => version === "SSL 3.0" && suites.some(({ id }) => cipherSuiteById(id)?.mode === "CBC"));
  if (better && versions.some(({ version, offered }) => offered && version === "SSL 3.0")) caps.set("connection/ssl", cbc ? POODLE : SSL_3);
  const suites = versions.flatMap(({ suites: each }) => each);
  if (suites.length > 0 && suites.every(({ id }) => cipherOf(id).startsWith("RC4_"))) caps.set("connection/rc4", RC4_ALONE);
  const primes = versions.flatMap(({ suites }) => suites.flatMap(({ primeBits }) => primeBits ?? []));
  if (primes.some((bits) => bits < INSECURE_PRIME)) caps.set("connection/weak-dh", "F");
  else if (primes.some((bits) => bits < WEAK_PRIME)) caps.set("connection/weak-dh", "B");
  return Array.from(caps, ([rule, grade]) => ({ rule, grade })).sort((a, b) => compareGrades(b.grade, a.grade));
}

/** Whether a client with better suites in that version would get this one. */
function isReached({ version, suite }: Candidate, versions: readonly ScannedVersion[]): boolean {
  const { suites, order } = versions.find((each) => each.version === version) ?? { suites: [], order: undefined };
  const isBetter = ({ id }: ScannedSuite): boolean => !/^(?:RC4_|3DES|IDEA)/.test(cipherOf(id));
  return !(order === "server" ? suites.slice(0, suites.findIndex(({ id }) => id === suite.id)) : suites).some(isBetter);
}

/** Whether the server takes suites without encryption alone. */
function isBare(versions: readonly ScannedVersion[]): boolean {
  const suites = versions.flatMap(({ suites: each }) => each);
  return suites.length > 0 && suites.every(({ id }) => cipherOf(id) === "NULL");
}

function cipherOf(id: number): string {
  return cipherSuiteById(id)?.cipher ?? "";
}

function summary({ version, suite, group }: Candidate, { rating }: Assessment): Rated {
  const name = group === undefined ? undefined : groupById(group)?.name;
  return { version, cipherSuite: cipherSuiteById(suite.id)?.name ?? String(suite.id), ...(name === undefined ? {} : { group: name }), grade: rating.grade, score: rating.score };
}

/** Negative where `a` is the better. */
function compareGrades(a: Grade | null, b: Grade | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return worseThan(a, b) ? 1 : -1;
}
