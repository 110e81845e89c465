import type { Assessment } from "../../core/assessment.ts";
import type { Judge } from "../judge.ts";
import type { Seen } from "../../core/interception/seen.ts";
import type { Observation } from "../../core/observation.ts";
import { certificateHash } from "../../core/telemetry/certificate-hash.ts";
import { CompanionClient, type ClientOptions, type NativeRuntime } from "./client.ts";
import { CompanionError } from "./companion-error.ts";
import type { Offering, Question, Sighting } from "./protocol.ts";
import type { CertificateSummary } from "../../core/x509/summary.ts";
import type { PageConnection } from "../../messages/page.ts";
import type { CompanionOutcome, CompanionSight } from "../../messages/companion.ts";

/** What is taken of the judge. */
export type LookJudge = Pick<Judge, "assess" | "anchor" | "seen">;

/** Asks the companion about connections of the browser, and holds the two against each other. */
export class SecondLook {
  readonly #client: CompanionClient;
  readonly #summarize: (der: Uint8Array) => CertificateSummary;
  /** What the last look was shown, by SHA-256. */
  #shown: ReadonlyMap<string, Uint8Array> = new Map();

  constructor(runtime: NativeRuntime, summarize: (der: Uint8Array) => CertificateSummary, options: ClientOptions = {}) {
    this.#client = new CompanionClient(runtime, options);
    this.#summarize = summarize;
  }

  /** `seen`: the browser's connection; the companion connects to the same address. `onMet`: told whom that connection was with. */
  async look(judge: LookJudge, seen: Observation, onMet?: (met: Seen) => Promise<void>): Promise<CompanionOutcome> {
    const { host, port = 443, ip } = seen;
    if (ip === undefined) return { failure: "no-address", detail: "" };
    try {
      const sighting = await this.#ask({ host, port, address: ip }, offeringOf(seen));
      const { failure, observation, time } = sighting;
      // The companion leaves off the dot of a fully qualified name.
      if (observation.host !== host.replace(/\.$/, "") || observation.port !== port) throw new CompanionError("bad-answer", "This is the answer for another host.");
      if (observation.tlsInfo.sentChain === undefined) throw new CompanionError("no-certificate", failure === undefined ? "" : `${failure.code}: ${failure.message}`);
      const own = { ...observation, host, ip, time };
      const met = await judge.seen(own);
      if (met !== undefined) await onMet?.(met);
      return { sight: await this.#compare(judge, seen, { ...sighting, observation: own }, observation.tlsInfo.sentChain) };
    } catch (error) {
      if (!(error instanceof CompanionError)) throw error;
      return { failure: error.code, detail: error.message };
    }
  }

  /** The bytes of a certificate that the companion was shown at the last look. */
  certificate(sha256: string): Uint8Array | undefined {
    return this.#shown.get(sha256);
  }

  /** An older companion refuses a question with a member that it does not know. */
  async #ask(question: Question, as: Offering | undefined): Promise<Sighting> {
    if (as === undefined) return await this.#client.ask(question);
    try {
      return await this.#client.ask({ ...question, as });
    } catch (error) {
      if (error instanceof CompanionError && error.code === "rejected" && error.message.startsWith("bad-request")) return await this.#client.ask(question);
      throw error;
    }
  }

  async #compare(judge: LookJudge, seen: Observation, { time, observation, certificateMessageBytes, ocspStapled, failure, as }: Sighting, sentChain: readonly Uint8Array[]): Promise<CompanionSight> {
    const built = seen.tlsInfo.builtChain ?? [];
    const own = await judge.assess(observation);
    this.#shown = new Map(sentChain.map((der) => [certificateHash(der), der]));
    const sentLeaf = own.chain.sent.find(({ role }) => role === "leaf")?.sha256;
    const certificates = new Map([...built, ...sentChain].map((der) => [certificateHash(der), this.#summarize(der)]));
    const leaf = this.#compareLeaves(seen, certificates.get(sentLeaf ?? ""));
    // What was sent is held against what the browser built where both are of the same certificate.
    const same = leaf === "same" && built.length > 0;
    const held = same ? (await judge.assess(withSentChain(seen, sentChain))).chain : own.chain;
    for (const sha256 of [...held.path ?? held.partialPath ?? [], ...own.chain.path ?? []]) {
      const der = judge.anchor(sha256);
      if (der !== undefined && !certificates.has(sha256)) certificates.set(sha256, this.#summarize(der));
    }
    const connection: PageConnection = {
      host: observation.host, port: observation.port ?? 443, scheme: "https:", requests: 1, types: {}, firstSeen: time, lastSeen: time, main: true,
      certificates: same ? built.map(certificateHash) : [],
      assessment: { ...own, chain: held },
      ...(observation.ip === undefined ? {} : { ip: observation.ip }),
    };
    return {
      connection, certificates: Object.fromEntries(certificates), leaf,
      anchor: await compareAnchors(judge, built, observation, own),
      ...(seen.time === undefined ? {} : { browserTime: seen.time }),
      ...(certificateMessageBytes === undefined ? {} : { certificateMessageBytes }),
      ...(ocspStapled === undefined ? {} : { ocspStapled }),
      ...(failure === undefined ? {} : { handshakeFailure: `${failure.code}: ${failure.message}` }),
      ...(as === undefined ? {} : { as }),
    };
  }

  #compareLeaves({ tlsInfo: { builtChain, extra } }: Observation, sent: CertificateSummary | undefined): CompanionSight["leaf"] {
    const der = builtChain?.[0] ?? extra?.serverCertificate;
    if (der === undefined || sent === undefined) return "unknown";
    const here = this.#summarize(der);
    if (here.sha256 === sent.sha256) return "same";
    if (here.error !== undefined || sent.error !== undefined) return "unknown";
    return here.spkiSha256 === sent.spkiSha256 ? "same-key" : "other-key";
  }
}

/** Whose offer the browser of a connection makes; the companion knows two. */
function offeringOf({ tlsInfo: { extra } }: Observation): Offering | undefined {
  switch (extra?.source) {
    case "chromium":
      return "chromium";
    case "firefox":
    case "experiment":
      return "firefox";
    default:
      return undefined;
  }
}

/** Whether what was sent leads to the anchor at the end of the browser's chain. */
async function compareAnchors(judge: LookJudge, built: readonly Uint8Array[], observation: Observation, own: Assessment): Promise<CompanionSight["anchor"]> {
  const anchor = built.length > 1 ? built.at(-1) : undefined;
  if (anchor === undefined) return "unknown";
  const { chain } = await judge.assess({ ...observation, trustAnchors: [anchor] });
  if (chain.path !== null) return "same";
  return own.chain.path === null ? "unknown" : "other";
}

/** The browser's connection with what the companion was sent. */
function withSentChain(seen: Observation, sentChain: readonly Uint8Array[]): Observation {
  const { extra, ...info } = seen.tlsInfo;
  const unavailable = { ...extra?.unavailable };
  delete unavailable.sentChain;
  return { ...seen, tlsInfo: { ...info, sentChain: [...sentChain], ...(extra === undefined ? {} : { extra: { ...extra, unavailable } }) } };
}
