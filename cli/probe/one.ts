import { handshakeToJson } from "../../companion/connect/handshake-json.ts";
import type { ProbeFailure } from "../../companion/connect/failure.ts";
import { askHttp, type HttpAnswer } from "../../companion/connect/http.ts";
import type { ProbeOptions } from "../../companion/connect/options.ts";
import { probe, type Probe } from "../../companion/connect/probe.ts";
import type { Target } from "../../companion/connect/target.ts";
import { matchesReference, type ReferenceName } from "../../companion/verdict/reference-names.ts";
import { conclude, type ProbeVerdict } from "../../companion/verdict/verdict.ts";
import type { Assessment } from "../../src/core/assessment.ts";
import { assess } from "../../src/core/assess.ts";
import { AnchorList } from "../../src/core/chain/anchor-set.ts";
import type { TrustAnchors } from "../../src/core/chain/anchors.ts";
import { PathCache } from "../../src/core/chain/path-cache.ts";
import { vettedRoots } from "../../src/core/chain/bundled-anchors.ts";
import type { Observation } from "../../src/core/observation.ts";
import { observationToJson } from "../../src/core/telemetry/observation-json.ts";
import type { CertificateStore, StoredCertificate } from "../../src/core/x509/certificate-store.ts";
import { hstsOf } from "../../src/tlsinfo/hsts.ts";
import { assessContextFor } from "../context.ts";
import { EXIT, type ExitStatus } from "../errors.ts";
import type { Lookup } from "../chain-drawing.ts";
import { Certificate } from "../../src/core/x509/certificate.ts";
import { scan, type Scan } from "../../companion/scan/scan.ts";
import type { GivenChecks } from "./checks.ts";
import { scanToJson } from "./scan-json.ts";
import { rateScan, type ScanRating } from "./scan-rating.ts";

/** One server, probed and judged. */
export interface Judged {
  probe: Probe;
  assessment: Assessment;
  verdict: ProbeVerdict;
  scan?: Scan & { rating: ScanRating };
  http?: HttpAnswer | ProbeFailure;
}

export interface ProbeJudging {
  /** Ask for all that the server takes. */
  scan: boolean;
  /** Send one request. */
  http: boolean;
  options: ProbeOptions;
  /** undefined: nobody. */
  anchors: TrustAnchors | undefined;
  checks: GivenChecks;
  /** Finds certificates of paths, anchors included. */
  lookup: Lookup;
  certificates: CertificateStore;
}

/** Probes and judges one server. */
export async function probeAndJudge(target: Target, { options, anchors, checks, lookup, certificates, scan: asksAll, http: asksHttp }: ProbeJudging): Promise<Judged> {
  const asked = checks.of(target);
  const seen = await probe(target, options);
  const sent = (seen.observation.tlsInfo.sentChain ?? []).map((der) => certificates.intern(der));
  const http = asksHttp && seen.address !== undefined ? await askHttp(target, options) : undefined;
  const observation: Observation = {
    ...seen.observation, host: hostOf(target, asked.names, sent[0]),
    ...(http === undefined || !("headers" in http) ? {} : { hsts: hstsOf(http.headers) }),
  };
  const assessWith = (trusted: TrustAnchors | undefined): Promise<Assessment> => judge(observation, trusted, certificates);
  const paths = new PathCache();
  const assessment = await assessWith(anchors);
  const verdict = await conclude({
    chain: assessment.chain, sent,
    path: (assessment.chain.path ?? []).flatMap((sha256) => {
      const found = lookup(sha256);
      return found === undefined ? [] : [found instanceof Certificate ? certificates.intern(found.der) : found];
    }),
    anchoredAt: async (anchor: StoredCertificate) => {
      const trusted = new AnchorList(anchor.certificate === undefined ? [] : [anchor.certificate], "added", await vettedRoots());
      return (await assessWith(trusted)).chain;
    },
  }, asked);
  const judged: Judged = { probe: { ...seen, observation }, assessment, verdict, ...(http === undefined ? {} : { http }) };
  if (asksAll && seen.address !== undefined) {
    const scanned = await scan(target, options);
    judged.scan = { ...scanned, rating: await rateScan(scanned, observation, (each) => judge(each, anchors, certificates, paths)) };
  }
  return judged;
}

/** The name that the certificate is judged for: of several the one that it has. */
function hostOf({ host }: Target, names: readonly ReferenceName[], leaf: StoredCertificate | undefined): string {
  if (names.length === 0) return host;
  const matching = leaf && names.find((name) => matchesReference(leaf, name));
  return (matching ?? names[0])?.name ?? host;
}

/** `paths`: of judgements with the same anchors. */
function judge(observation: Observation, anchors: TrustAnchors | undefined, certificates: CertificateStore, paths?: PathCache): Promise<Assessment> {
  const context = assessContextFor(Date.parse(observation.time ?? ""), certificates);
  if (anchors === undefined) delete context.anchors;
  else context.anchors = anchors;
  if (paths !== undefined) context.paths = paths;
  return assess(observation, context);
}

function httpToJson(http: HttpAnswer | ProbeFailure): object {
  return "headers" in http ? { status: http.status, strictTransportSecurity: headerOf(http) } : { failure: http };
}

/** The Strict-Transport-Security header as it came; null: there is none. Hostile text. */
export function headerOf({ headers }: HttpAnswer): string | null {
  return headers.find(({ name }) => name.toLowerCase() === "strict-transport-security")?.value ?? null;
}

/** A server that showed no certificate cannot be judged. */
export function statusOf({ probe: { observation }, verdict }: Judged): ExitStatus {
  if ((observation.tlsInfo.sentChain ?? []).length === 0) return EXIT.failed;
  return verdict.verdict === "invalid" ? EXIT.invalid : EXIT.valid;
}

/** The assessment, and beside it the observation, what came over the wire, and the verdict with all that was asked. */
export function judgedToJson({ probe: seen, assessment, verdict, scan: scanned, http }: Judged): object {
  const { target, address, serverName, handshake, failure, ownHello, as, milliseconds, resumption } = seen;
  return {
    ...assessment,
    port: target.port,
    observation: observationToJson(seen.observation),
    probe: {
      target: target.host,
      serverName,
      ...(address === undefined ? {} : { address, port: seen.connectedPort }),
      milliseconds,
      ...(failure === undefined ? {} : { failure }),
      ...(ownHello === undefined ? {} : { ownHello }),
      ...(as === undefined ? {} : { as }),
      ...(handshake === undefined ? {} : { handshake: handshakeToJson(handshake) }),
      ...(resumption === undefined ? {} : { resumption }),
      ...verdict,
      ...(http === undefined ? {} : { http: httpToJson(http) }),
      ...(scanned === undefined ? {} : { scan: scanToJson(scanned) }),
    },
  };
}
