import type { Assessment, ChainAssessment, ChainComparison, ConnectionFacts, InterceptionAssessment } from "./assessment.ts";
import { AnchorList } from "./chain/anchor-set.ts";
import type { TrustAnchors } from "./chain/anchors.ts";
import { assessChain } from "./chain/assess-chain.ts";
import { vettedRoots } from "./chain/bundled-anchors.ts";
import type { AnchorRestriction } from "./chain/restriction.ts";
import type { ChainResult } from "./chain/result.ts";
import type { SignatureVerifier } from "./chain/signature.ts";
import type { Observation } from "./observation.ts";
import { evaluateProfile } from "./rating/profiles/evaluate.ts";
import { PROFILES } from "./rating/profiles/index.ts";
import { rate } from "./rating/rate.ts";
import { ruleContext, type RuleContext } from "./rules/context.ts";
import { RULES } from "./rules/index.ts";
import { runRules } from "./rules/run.ts";
import type { Text } from "./text.ts";
import { CertificateStore, type StoredCertificate } from "./x509/certificate-store.ts";

/** All that a judgement needs beside the observation. */
export interface AssessContext {
  /** The time that the judgement is made for, in milliseconds since the epoch. */
  time: number;
  /** English: what is stored and exported stays comparable. Faces translate from rule ids, keys and parameters. */
  text: Text;
  /** Keeps certificates parsed between calls. Without it each call parses anew. */
  certificates?: CertificateStore;
  /** Whom to trust where the observation does not say. Absent: nobody, so that only the browser's verdict counts. */
  anchors?: TrustAnchors;
  /** Anchors that a host's path must end at. */
  restrictions?: readonly AnchorRestriction[];
  /** Intermediates seen elsewhere (DER), which a browser would remember. */
  knownIntermediates?: readonly Uint8Array[];
  /** Remembers verified signatures between calls. */
  verifier?: SignatureVerifier;
}

/**
 * Says what we say about an observation. Pure: the same arguments give the same assessment. Bytes that are no
 * certificates become findings, whatever they are.
 */
export async function assess(observation: Observation, context: AssessContext): Promise<Assessment> {
  const certificates = context.certificates ?? new CertificateStore();
  const chain = await judgeChain(observation, context, certificates);
  const facts = ruleContext(observation, context.time, certificates, chain);
  const hits = runRules(RULES, facts, context.text);
  const rating = rate(facts, hits, context.text);
  return {
    host: observation.host,
    time: new Date(context.time).toISOString(),
    connection: connectionFacts(observation, facts),
    chain: chain ? chainAssessment(chain, context.text) : PLAIN,
    rating,
    interception: NOT_LOOKED_FOR,
    findings: hits.map(({ finding }) => finding),
    profiles: facts.plain ? [] : PROFILES.map((profile) => evaluateProfile(profile, facts, rating, context.text)),
  };
}

const NOT_LOOKED_FOR: InterceptionAssessment = { verdict: "unknown", label: null, evidence: [] };

/** Without TLS there is no chain. */
const PLAIN: ChainAssessment = { verdict: "unknown", path: null, errors: [], sent: [], missing: [], ordered: null };

/** Path building, and the sent chain held against the path; undefined where there was no TLS. */
async function judgeChain({ host, scheme, tlsInfo, trustAnchors }: Observation, context: AssessContext, certificates: CertificateStore): Promise<ChainResult | undefined> {
  if (scheme === "http:") return undefined;
  const { sentChain, builtChain, chainValid, extra } = tlsInfo;
  const interned = (chain: readonly Uint8Array[]): StoredCertificate[] => chain.map((der) => certificates.intern(der));
  // A browser that did not tell its verdict has anchors of its own: ours would give another one.
  const untold = chainValid === undefined && extra !== undefined && extra.source !== "import";
  const anchors = trustAnchors ? await givenAnchors(interned(trustAnchors)) : untold ? undefined : context.anchors;
  return assessChain({
    host, time: context.time,
    ...(sentChain === undefined ? {} : { sent: interned(sentChain) }),
    ...(builtChain === undefined ? {} : { built: interned(builtChain) }),
    ...(extra?.serverCertificate === undefined ? {} : { leaf: certificates.intern(extra.serverCertificate) }),
    ...(context.knownIntermediates === undefined ? {} : { known: interned(context.knownIntermediates) }),
    ...(chainValid === undefined ? {} : { browserVerdict: chainValid }),
    ...(extra?.rootIsBuiltIn === undefined ? {} : { rootIsBuiltIn: extra.rootIsBuiltIn }),
    ...(anchors === undefined ? {} : { anchors }),
    ...(context.restrictions === undefined ? {} : { restrictions: context.restrictions }),
    ...(context.verifier === undefined ? {} : { verifier: context.verifier }),
  });
}

/** Anchors that came with the observation instead of the bundled ones. What is no certificate is no anchor. */
async function givenAnchors(stored: readonly StoredCertificate[]): Promise<TrustAnchors> {
  return new AnchorList(stored.flatMap(({ certificate }) => certificate ?? []), "added", await vettedRoots());
}

function chainAssessment(result: ChainResult, text: Text): ChainAssessment {
  const { verdict, path, errors, sent, missing, ordered, decidedBy, partialPath, anchor } = result;
  const comparison = chainComparison(result);
  return {
    verdict, path, sent, missing, ordered, decidedBy, partialPath, anchor,
    ...(comparison === undefined ? {} : { comparison }),
    errors: errors.map(({ rule, key, params, certificate, offset }) => ({
      rule, message: text(key, params),
      ...(certificate === undefined ? {} : { certificate }),
      ...(offset === undefined ? {} : { offset }),
    })),
  };
}

/** undefined: it is not known what was sent. */
function chainComparison({ cost, leafFirst, sentSuffices, whereToGet, builtNeverSent, expiredCrossSigns }: ChainResult): ChainComparison | undefined {
  if (cost === null) return undefined;
  return {
    leafFirst, sufficient: sentSuffices, whereToGet, builtNeverSent, cost,
    expiredCrossSigns: expiredCrossSigns.map(({ notAfter, ...rest }) => ({ ...rest, notAfter: new Date(notAfter).toISOString() })),
  };
}

function connectionFacts({ tlsInfo }: Observation, facts: RuleContext): ConnectionFacts {
  const { extra } = tlsInfo;
  const { version, suite, group, signatureScheme, fromCache } = facts;
  const key = facts.leaf?.read(({ publicKey }) => publicKey);
  return defined({
    protocol: tlsInfo.protocol,
    version,
    cipherSuite: suite && { id: suite.id, name: suite.name },
    group: group && { name: group.name, postQuantum: group.postQuantum },
    signatureScheme: signatureScheme?.name ?? extra?.signatureScheme,
    key: key?.bits === undefined ? undefined : defined({ type: key.type, bits: key.bits, curve: key.curve }),
    encryptedClientHello: extra?.encryptedClientHello,
    resumed: extra?.resumed,
    alpn: extra?.alpn,
    fromCache: fromCache ? true : extra?.fromCache,
    certificateTransparency: extra?.certificateTransparency,
    rootIsBuiltIn: extra?.rootIsBuiltIn,
    unavailable: extra?.unavailable === undefined ? undefined : { ...extra.unavailable },
  });
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };

/** The object without the members that are undefined. */
function defined<T extends object>(object: T): Defined<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>;
}
