import type { Assessment, InterceptionAssessment } from "../core/assessment.ts";
import { assess, failedAssessment, interceptionIn, seenIn, type AssessContext } from "../core/assess.ts";
import { AnchorList, AnchorUnion } from "../core/chain/anchor-set.ts";
import { BundledAnchors } from "../core/chain/bundled-anchors.ts";
import { PathCache } from "../core/chain/path-cache.ts";
import { AlikeMemory } from "../core/rules/alike.ts";
import { RatingMemory } from "../core/rating/rating-memory.ts";
import { SignatureVerifier } from "../core/chain/signature.ts";
import { lastGoodTime } from "../core/interception/past.ts";
import { siteReader } from "../core/interception/assess-interception.ts";
import { exportedInterception } from "../core/interception/exported-evidence.ts";
import type { HostMemory, ReadBy } from "../core/interception/host-memory.ts";
import type { Seen } from "../core/interception/seen.ts";
import { SessionMemory } from "../core/interception/session.ts";
import type { Surroundings } from "../core/interception/surroundings.ts";
import type { Observation } from "../core/observation.ts";
import type { InterceptionSettings, TrustSettings } from "../settings/settings.ts";
import type { Text } from "../core/text/message-text.ts";
import { SctVerifier } from "../core/transparency/sct-verifier.ts";
import { addedAnchors } from "../settings/decisions/added-anchors.ts";
import { elsewhereId, type Elsewhere } from "../core/interception/elsewhere.ts";
import { CertificateStore } from "../core/x509/certificate-store.ts";

/** What judgements share, whomever they trust: certificates are parsed and signatures verified once. */
export class JudgeMemory {
  readonly certificates = new CertificateStore();
  readonly verifier = new SignatureVerifier();
  readonly timestamps = new SctVerifier();
  readonly bundled = new BundledAnchors();
  /** What the session has shown across hosts. */
  readonly session = new SessionMemory();
  /** Done once the session knows what is remembered from before it. */
  recalling: Promise<void> | undefined;
  /** Who hosts were, by host and port, as far as other hosts bear on what is said of them. */
  readonly last = new Map<string, Seen>();
}

/** What a judgement looks at beside the connection. */
export interface Beside {
  interception: InterceptionSettings;
  /** What was seen of a host and port before a time (milliseconds since the epoch); null: nothing, undefined: nobody remembers. */
  recall: (host: string, port: number, time: number) => Promise<HostMemory | null | undefined>;
  /** The hosts that were seen last, before this session too, the one seen longest ago first. */
  recent?: () => Promise<readonly HostMemory[]>;
  /** Ports at which a host had a good certificate. */
  goodPorts?: (host: string) => Promise<number[]>;
  elsewhere: Elsewhere | undefined;
  /** Of this browser, of whose version its own row then is. */
  userAgent?: string;
  /** What the companion saw, by "<host> <port>". */
  companion?: Elsewhere["hosts"];
}

/** Hosts whose state across the session is looked up. */
const MAX_LAST = 5000;

/** Kinds of connection that are remembered as long as the settings stay the same. */
const ALIKE_BESIDE = 200;

/** Judges with one choice of trust. */
export class Judge {
  readonly #context: Omit<AssessContext, "time">;
  readonly #memory: JudgeMemory;
  readonly #added: ReadonlyMap<string, Uint8Array>;
  readonly #beside: Beside | undefined;
  readonly #expected: ReadonlySet<string>;

  /** Without `beside` a connection is judged by itself, as exports are: the same, whoever judges, and by no yardstick. */
  constructor(trust: TrustSettings, text: Text, memory: JudgeMemory, beside?: Beside) {
    const own = addedAnchors(trust.added);
    const added = new AnchorList(own, "added");
    this.#memory = memory;
    this.#beside = beside;
    this.#expected = new Set(beside?.interception.expected.map(({ hash }) => hash));
    this.#added = new Map(own.map(({ sha256, der }) => [sha256, der]));
    this.#context = {
      text, certificates: memory.certificates, verifier: memory.verifier, timestamps: memory.timestamps, restrictions: trust.restrictions, clientRows: true,
      // An export has each host once: no path would be looked up again, and many hosts are alike but for their names.
      ...(beside === undefined ? { withoutProfiles: true, alike: new AlikeMemory(), ratings: new RatingMemory() } : { paths: new PathCache(), alike: new AlikeMemory(ALIKE_BESIDE) }),
      ...(beside?.userAgent === undefined ? {} : { userAgent: beside.userAgent }),
      ...(trust.base === "mozilla" ? { anchors: new AnchorUnion(memory.bundled, added), overBrowser: true } : { anchors: memory.bundled, ...(own.length > 0 ? { added } : {}) }),
    };
  }

  /** Judges for the time of the observation. `told`: what somebody said of it who knew more. */
  async assess(observation: Observation, told?: InterceptionAssessment): Promise<Assessment> {
    const around = await this.#around(observation);
    const context = this.#contextOf(observation);
    const assessment = await assess(observation, { ...context, around: told === undefined ? around : { ...around, told } });
    if (this.#beside === undefined) {
      const exported = exportedInterception(assessment.interception);
      // Findings quote the evidence: they are made of what is left of it.
      return exported === assessment.interception ? assessment : await assess(observation, { ...context, around: { ...around, told: exported } });
    }
    if (assessment.chain.verdict !== "invalid" || this.#beside.goodPorts === undefined) return assessment;
    const goodPorts = (await this.#beside.goodPorts(observation.host)).filter((port) => port !== (observation.port ?? 443));
    return goodPorts.length === 0 ? assessment : { ...assessment, past: { ...assessment.past, goodPorts } };
  }

  /** What `assess` says of somebody in the middle, for less. */
  async interception(observation: Observation): Promise<InterceptionAssessment> {
    return await interceptionIn(observation, { ...this.#contextOf(observation), around: await this.#around(observation) });
  }

  /** What is said of a connection for which `assess` could not even be asked. `time`: milliseconds since the epoch. */
  failed(host: string, time: number, thrown: unknown): Assessment {
    return failedAssessment(host, { time, text: this.#context.text }, thrown);
  }

  /** Who a connection was with, without a judgement; the session then knows of it. */
  async see(observation: Observation): Promise<Seen | undefined> {
    const seen = await this.seen(observation);
    if (seen === undefined) return undefined;
    await this.#recallOthers();
    this.#memory.session.see(seen, (await siteReader())(seen.host));
    const id = elsewhereId(seen.host, seen.port);
    this.#memory.last.delete(id);
    this.#memory.last.set(id, seen);
    for (const oldest of this.#memory.last.keys()) {
      if (this.#memory.last.size <= MAX_LAST) break;
      this.#memory.last.delete(oldest);
    }
    return seen;
  }

  /** When a host was last reached with a good certificate (ISO 8601), before a time (milliseconds since the epoch); undefined: never, as far as is remembered. */
  async lastGood(host: string, port: number, time: number): Promise<string | undefined> {
    return lastGoodTime(await this.#beside?.recall(host, port, time));
  }

  /** The session knows from now on that a CA reads what passes. */
  noteReader({ root }: Pick<Seen, "root">, { label }: Pick<ReadBy, "label">): void {
    this.#memory.session.noteReader(root.id, label);
  }

  /** The CA at the end of a chain, where it was judged to read other connections; undefined: none that is known. */
  async readerOf(observation: Observation): Promise<Pick<ReadBy, "label"> | undefined> {
    const { session } = this.#memory;
    const seen = await this.seen(observation);
    await this.#recallOthers();
    return seen === undefined || seen.trust === "public" || !session.isReader(seen.root.id) ? undefined : { label: session.readerLabel(seen.root.id) };
  }

  /** Who a connection was with, and nobody takes note. */
  seen(observation: Observation): Promise<Seen | undefined> {
    return seenIn(observation, this.#contextOf(observation));
  }

  /**
   * A text that changes when what other hosts showed, or what is remembered, changes what is said of this one. `time`: of the
   * connection, milliseconds since the epoch.
   */
  stateOf(host: string, port: number, time: number): string {
    const seen = this.#beside === undefined ? undefined : this.#memory.last.get(elsewhereId(host, port));
    if (seen === undefined) return "";
    const others = this.#memory.session.stateOf(seen);
    // A device is new at its first visit alone.
    return seen.place === "public" ? others : `${others} ${String(time)}`;
  }

  /** The certificate of an anchor that a path ended at, whoever showed it or nobody. */
  anchor(sha256: string): Uint8Array | undefined {
    return this.#added.get(sha256) ?? this.#memory.bundled.found(sha256)?.der;
  }

  #contextOf(observation: Observation): AssessContext {
    return { ...this.#context, time: Date.parse(observation.time ?? "") };
  }

  /** Once: what a session shows across hosts begins with what is remembered from before it. */
  #recallOthers(): Promise<void> {
    const { recent } = this.#beside ?? {};
    if (recent === undefined) return Promise.resolve();
    const { session } = this.#memory;
    return this.#memory.recalling ??= Promise.all([recent(), siteReader()]).then(([all, siteOf]) => {
      for (const each of all) session.recall(each, siteOf(each.host));
    });
  }

  async #around({ host, port = 443, scheme, time = "" }: Observation): Promise<Surroundings> {
    if (this.#beside === undefined || scheme === "http:") return {};
    const { interception: { pins, exceptions }, recall, elsewhere, companion } = this.#beside;
    const [memory] = await Promise.all([recall(host, port, Date.parse(time)), this.#recallOthers()]);
    const id = elsewhereId(host, port);
    const there = elsewhere?.hosts[id];
    const sight = companion?.[id];
    return {
      session: this.#memory.session, expected: this.#expected, pins, exceptions,
      ...(memory === undefined ? {} : { memory }), ...(there === undefined ? {} : { elsewhere: there }), ...(sight === undefined ? {} : { companion: sight }),
    };
  }
}
