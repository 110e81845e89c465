import { createHash, randomBytes, randomUUID } from "node:crypto";
import { assess, judgeNegotiation, judgeStanding, rateConnection, type AssessContext, type Standing } from "../../src/core/assess.ts";
import type { Assessment, Finding } from "../../src/core/assessment.ts";
import type { ClientName } from "../../src/core/chain/clients/index.ts";
import { placeOf } from "../../src/core/interception/place.ts";
import { isRecord } from "../../src/core/is-record.ts";
import { LruMap } from "../../src/core/lru.ts";
import type { Observation } from "../../src/core/observation.ts";
import { daysCome, ratedHit, type RatedCertificate, type RatedHit } from "../../src/core/rating/rated.ts";
import { RatingMemory } from "../../src/core/rating/rating-memory.ts";
import { negotiationContext, withoutNegotiation } from "../../src/core/rules/context.ts";
import type { JudgedHit } from "../../src/core/rules/run.ts";
import { standingSpan } from "../../src/core/standing-span.ts";
import { ObjectReader, readString } from "../../src/core/telemetry/json-reader.ts";
import { MAX_BASE64, readBase64, readObservation } from "../../src/core/telemetry/observation-json.ts";
import { utcText } from "../../src/core/text/utc-text.ts";
import { CertificateStore, StoredCertificate } from "../../src/core/x509/certificate-store.ts";

import { assessContextFor, bundledAnchors } from "../context.ts";
import { jsonLine, withoutOtherEnds } from "../json-line.ts";
import { english } from "../messages.ts";
import { TextPool } from "./text-pool.ts";
import { onceFor } from "../../src/core/once-for.ts";

/** Bytes of DER that are kept parsed: intermediates and anchors come again, leaves seldom do. */
const MAX_KEPT = 1024 * 1024;
/** Characters of base64 of CAs' certificates that are kept read. */
const MAX_READ = 1024 * 1024;
/** Where leaves stand, which seldom come again. */
const LEAF_PATH = /Chain\[0\]$/;
/** What an entry takes beside its texts, in bytes, about. */
const ENTRY_WEIGHT = 1_000;
/** Negotiations that are remembered, each for one kind of host and leaf; one takes about 1 KB. */
const MAX_ANSWERS = 16_384;
/** Kinds of hosts and leaves that are told apart. */
const MAX_KINDS = 4_096;
/** Of one host and chain: spans of time that are remembered. */
const MAX_SPANS = 4;
/** In the place of the host and of the leaf's hash in what is remembered, so that it is one for many hosts: nothing in an observation is like them. */
const [HOST, LEAF] = [`host-${randomUUID()}`, randomBytes(32).toString("hex")];

/** What is said of a negotiation, as text: the values of members, findings without brackets. */
interface Answer {
  readonly connection: string;
  readonly hits: string;
  readonly rating: string;
  readonly profiles: string;
}

/** What is remembered of a host and its certificates. */
interface Remembered {
  /** Milliseconds since the epoch; `until` is not in it any more. */
  readonly from: number;
  readonly until: number;
  readonly invalid: boolean;
  /** The leaf's SHA-256, and in which of the chains it stands; absent: there is none. */
  readonly leaf: { readonly sha256: string; readonly list: "builtChain" | "sentChain" | "serverCertificate"; readonly index: number } | undefined;
  /** Members of the assessment, as text: before the rating, behind it; findings before those about the negotiation, and behind them. */
  readonly told: string;
  readonly beside: string;
  readonly first: string;
  readonly rest: string;
  readonly rated: RatedCertificate;
  readonly ratedFirst: readonly RatedHit[];
  readonly ratedRest: readonly RatedHit[];
  /** Hosts of one kind have the same said of the same negotiation, but for their name and the leaf's hash. */
  readonly kind: number;
}

/**
 * Judges observations as JSON, one after the other. What hangs on the host and its certificates alone is judged once, for the span
 * of time in which it stays the same; so is each rating. The text is, byte for byte, that of assess().
 */
export class LineJudge {
  readonly #client: ClientName;
  readonly #certificates = new CertificateStore(MAX_KEPT);
  readonly #ratings = new RatingMemory();
  readonly #texts = new TextPool();
  readonly #kept: LruMap<string, readonly Remembered[]>;
  readonly #write = onceFor(json);
  readonly #kinds = new LruMap<string, number>(MAX_KINDS);
  #lastKind = 0;
  readonly #answers = new LruMap<string, Answer>(MAX_ANSWERS);
  readonly #read = new LruMap<string, Uint8Array>(MAX_READ, { weigh: (_, text) => text.length });

  constructor(memory: number, client: ClientName = "browsers") {
    this.#client = client;
    this.#kept = new LruMap(memory, { weigh: (entries) => entries.reduce((sum, { told, beside }) => sum + ENTRY_WEIGHT + told.length + beside.length, 0) });
  }

  /** The bytes of base64; the same ones again for a CA's, which then need not be hashed to be known. */
  readonly #readCertificate = (value: unknown, path: string): Uint8Array => {
    if (typeof value !== "string" || LEAF_PATH.test(path)) return readBase64(value, path);
    let der = this.#read.get(value);
    if (der === undefined) {
      der = readBase64(value, path);
      this.#read.set(value, der);
    }
    return der;
  };

  /** The assessment as a line. @throws TelemetryError where the value is no observation */
  async judge(value: unknown): Promise<{ text: string; invalid: boolean }> {
    const key = keyOf(value);
    const entries = key === undefined ? undefined : this.#kept.get(key);
    if (entries !== undefined) {
      // The same certificates were read before.
      const observation = readObservation(new ObjectReader(value), readUnread);
      const time = timeOf(observation);
      const remembered = entries.find(({ from, until }) => from <= time && time < until);
      const text = remembered && this.#compose(value, observation, time, remembered);
      if (remembered !== undefined && text !== undefined) return { text, invalid: remembered.invalid };
    }
    const observation = readObservation(new ObjectReader(value), this.#readCertificate);
    const time = timeOf(observation);
    const context: AssessContext = { ...assessContextFor(time, this.#certificates, this.#client), ratings: this.#ratings };
    const remembered = await this.#standing(observation, context);
    if (remembered !== undefined) {
      const text = this.#compose(value, observation, time, remembered);
      if (text !== undefined) {
        if (key !== undefined && remembered.from <= time) this.#kept.set(key, [remembered, ...entries ?? []].slice(0, MAX_SPANS));
        return { text, invalid: remembered.invalid };
      }
    }
    const assessment = await assess(observation, context);
    return { text: jsonLine(assessment), invalid: assessment.chain.verdict === "invalid" };
  }

  /** undefined: a part threw or gave no answer, or looked at what was negotiated. */
  async #standing(observation: Observation, context: AssessContext): Promise<Remembered | undefined> {
    let standing: Standing;
    try {
      standing = await judgeStanding(withoutNegotiation(observation), context);
    } catch {
      // assess() makes a finding of it.
      return undefined;
    }
    const { facts, told, interception, beside, first, rest, rated, unjudged, looked } = standing;
    if (looked || rated === undefined || unjudged.first.length > 0 || unjudged.rest.length > 0) return undefined;
    const { leaf } = facts;
    const place = leaf === undefined ? undefined : placeOfLeaf(observation, leaf.der);
    if (leaf !== undefined && place === undefined) return undefined;
    // Where it tells the time or rows of clients, whose stores are many, or without a span, it holds for this line alone.
    const span = "clients" in told || json([told, interception, beside]).includes(utcText(context.time)) ? undefined : standingSpan(facts, [...this.#anchorsOf(observation)], context.time);
    const { from, until } = span ?? { from: Infinity, until: Infinity };
    const keep = (text: string): string => this.#texts.keep(withPlaces(text, observation.host, leaf?.sha256));
    const [ratedFirst, ratedRest] = [first.map(ratedHit), rest.map(ratedHit)];
    return {
      from, until, invalid: told.chain.verdict === "invalid",
      leaf: leaf && place && { sha256: leaf.sha256, ...place },
      told: keep(members(told)), beside: keep(members({ interception, ...beside })), first: keep(listed(first)), rest: keep(listed(rest)),
      rated: this.#texts.one(rated), ratedFirst: this.#texts.one(ratedFirst), ratedRest: this.#texts.one(ratedRest),
      kind: this.#kindOf([rated, ratedFirst, ratedRest, leaf && leafUse(leaf)]),
    };
  }

  #kindOf(looked: readonly unknown[]): number {
    const text = JSON.stringify(looked);
    let kind = this.#kinds.get(text);
    if (kind === undefined) {
      kind = ++this.#lastKind;
      this.#kinds.set(text, kind);
    }
    return kind;
  }

  *#anchorsOf({ trustAnchors }: Observation) {
    yield* bundledAnchors.decoded();
    for (const der of trustAnchors ?? []) {
      const { certificate } = this.#certificates.intern(der);
      if (certificate !== undefined) yield certificate;
    }
  }

  /** undefined: a rule asked for more than is remembered, or threw. */
  #compose(value: unknown, observation: Observation, time: number, remembered: Remembered): string | undefined {
    const key = `${remembered.kind} ${negotiationKey(observation, time)}`;
    const answer = this.#answers.get(key) ?? this.#answerOf(value, observation, time, remembered, key);
    if (answer === undefined) return undefined;
    const { host } = observation;
    const { told, beside, first, rest, leaf } = remembered;
    const here = (text: string): string => filled(text, host, leaf?.sha256);
    const findings = [first, answer.hits, rest].filter((text) => text !== "").join(",");
    const head = members({ host, time: new Date(time).toISOString() });
    return `{${head},${here(`${answer.connection},${told}`)},"rating":${answer.rating},${here(`${beside},"findings":[${findings}]`)},"profiles":${answer.profiles}}\n`;
  }

  /** What is said of a negotiation with a host of this kind. */
  #answerOf(value: unknown, observation: Observation, time: number, { leaf, rated, ratedFirst, ratedRest }: Remembered, key: string): Answer | undefined {
    const looked = { atTime: false };
    const ofAny = { ...observation, host: HOST };
    const facts = negotiationContext(ofAny, {
      time, hostIsAddress: rated.hostIsAddress, leafOf: () => leaf && new StoredCertificate(LEAF, leafOf(value, leaf)), timed: () => looked.atTime = true,
    });
    const { connection, hits, unjudged } = judgeNegotiation(ofAny, facts, rated.key, english);
    if (unjudged.length > 0) return undefined;
    const ofTheMoment = looked.atTime;
    const late: never[] = [];
    const { rating, profiles } = rateConnection(facts, rated, [...ratedFirst, ...hits.map(ratedHit), ...ratedRest], { text: english, ratings: this.#ratings }, late);
    if (late.length > 0) return undefined;
    const answer = { connection: this.#texts.keep(members({ connection })), hits: this.#texts.keep(listed(hits)), rating: this.#write(rating), profiles: this.#write(profiles) };
    // The rating looks at the days that have come, which the key has.
    if (!ofTheMoment) this.#answers.set(key, answer);
    return answer;
  }
}

/** All that the judgement of a negotiation looks at, beside the host and its certificates. */
function negotiationKey({ tlsInfo: { protocol, cipherSuite, tlsVersion, keyExchangeGroup, extra }, hsts, scheme }: Observation, time: number): string {
  // As members: in a list a header that was not there, null, would read as one that nobody told of.
  return JSON.stringify({ protocol, cipherSuite, tlsVersion, keyExchangeGroup, hsts, scheme, days: daysCome(time).length, extra: extra && { ...extra, serverCertificate: undefined } });
}

function timeOf({ time }: Observation): number {
  return time === undefined ? Date.now() : Date.parse(time);
}

function json(value: unknown): string {
  return withoutOtherEnds(JSON.stringify(value));
}

/** The members of an object as JSON, without its braces. */
function members(value: Partial<Assessment>): string {
  return json(value).slice(1, -1);
}

/** Findings as JSON, without brackets. */
function listed(hits: readonly JudgedHit[]): string {
  return hits.length === 0 ? "" : json(hits.map(({ finding }): Finding => finding)).slice(1, -1);
}

function withPlaces(text: string, host: string, leaf: string | undefined): string {
  const placed = leaf === undefined ? text : text.replaceAll(leaf, LEAF);
  return placed.replaceAll(hostIn(host), HOST);
}

/** The host first: its letters may stand in what LEAF was put for. */
function filled(text: string, host: string, leaf: string | undefined): string {
  const placed = text.replaceAll(HOST, () => hostIn(host));
  return leaf === undefined ? placed : placed.replaceAll(LEAF, leaf);
}

/** All of a leaf that rules about the negotiation look at. */
function leafUse(leaf: StoredCertificate): unknown {
  return { keyUsage: leaf.read(({ keyUsage }) => keyUsage && [...keyUsage]), tlsFeatures: leaf.read(({ tlsFeatures }) => tlsFeatures) };
}

function hostIn(host: string): string {
  return json(host).slice(1, -1);
}

function placeOfLeaf({ tlsInfo: { builtChain = [], sentChain = [], extra } }: Observation, der: Uint8Array): Pick<NonNullable<Remembered["leaf"]>, "list" | "index"> | undefined {
  const same = (other: Uint8Array): boolean => other === der || Buffer.compare(other, der) === 0;
  for (const [list, chain] of [["builtChain", builtChain], ["sentChain", sentChain]] as const) {
    const index = chain.findIndex(same);
    if (index >= 0) return { list, index };
  }
  return extra?.serverCertificate !== undefined && same(extra.serverCertificate) ? { list: "serverCertificate", index: 0 } : undefined;
}

function leafOf(value: unknown, { list, index }: NonNullable<Remembered["leaf"]>): Uint8Array {
  const tlsInfo = recordIn(value, "tlsInfo");
  if (list === "serverCertificate") return readBase64(recordIn(tlsInfo, "extra")[list], list);
  const chain = tlsInfo[list];
  return readBase64(Array.isArray(chain) ? chain[index] : undefined, list);
}

function recordIn(value: unknown, member: string): Record<string, unknown> {
  const found = isRecord(value) ? value[member] : undefined;
  return isRecord(found) ? found : {};
}

const UNREAD = new Uint8Array();

/** In the place of a certificate whose bytes nobody looks at. */
function readUnread(value: unknown, path: string): Uint8Array {
  readString(value, path, MAX_BASE64);
  return UNREAD;
}

/**
 * All of an observation that the judgement of its host and its certificates looks at, as a hash; what withoutNegotiation() leaves, and
 * of the address what it is for. undefined: it is none.
 */
function keyOf(value: unknown): string | undefined {
  if (!isRecord(value) || !isRecord(value["tlsInfo"])) return undefined;
  const { host, port, ip, scheme, trustAnchors } = value;
  const { builtChain, sentChain, chainValid, protocol, extra } = value["tlsInfo"];
  if (typeof host !== "string") return undefined;
  const told = isRecord(extra)
    ? [extra["source"], extra["browser"], extra["fromCache"], extra["fromBackForwardCache"], extra["certificateTransparency"], extra["rootIsBuiltIn"], extra["exception"], extra["serverCertificate"], extra["ocspStapled"], extra["error"]]
    : extra;
  const place = typeof ip === "string" ? placeOf(host.toLowerCase(), ip) : undefined;
  const text = JSON.stringify([host, port, place, scheme, trustAnchors, builtChain, sentChain, chainValid, protocol, told]);
  return createHash("sha256").update(text).digest("base64");
}
