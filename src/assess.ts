import type { Assessment, ChainAssessment, ConnectionFacts, InterceptionAssessment } from "./assessment.ts";
import type { Observation } from "./observation.ts";
import { rate } from "./rating/rate.ts";
import { ruleContext, type RuleContext } from "./rules/context.ts";
import { RULES } from "./rules/index.ts";
import { runRules, type JudgedHit } from "./rules/run.ts";
import type { Text } from "./text.ts";
import { CertificateStore } from "./x509/certificate-store.ts";

/** All that a judgement needs beside the observation. */
export interface AssessContext {
  /** The time that the judgement is made for, in milliseconds since the epoch. */
  time: number;
  /** English: what is stored and exported stays comparable. Faces translate from rule ids, keys and parameters. */
  text: Text;
  /** Keeps certificates parsed between calls. Without it each call parses anew. */
  certificates?: CertificateStore;
}

/**
 * Says what we say about an observation. Pure: the same arguments give the same assessment. Bytes that are no
 * certificates become findings, whatever they are.
 */
export async function assess(observation: Observation, context: AssessContext): Promise<Assessment> {
  const facts = ruleContext(observation, context.time, context.certificates ?? new CertificateStore());
  const hits = runRules(RULES, facts, context.text);
  return {
    host: observation.host,
    time: new Date(context.time).toISOString(),
    connection: connectionFacts(observation, facts),
    chain: await assessChain(observation, facts, hits),
    rating: rate(facts, hits, context.text),
    interception: NOT_LOOKED_FOR,
    findings: hits.map(({ finding }) => finding),
  };
}

const NOT_LOOKED_FOR: InterceptionAssessment = { verdict: "unknown", label: null, evidence: [] };

/** Faults for which a chain does not hold; each of them stands for a certificate of the path. */
const CHAIN_RULES: ReadonlySet<string> = new Set([
  "certificate/untrusted", "certificate/self-signed", "certificate/name-mismatch", "certificate/expired", "certificate/not-yet-valid",
  "certificate/weak-signature", "certificate/broken-signature", "certificate/unreadable",
]);

/**
 * The chain as the browser judged it, with the reasons that we see ourselves. Roles are given where nothing needs to be
 * built to know them: what the server sent is exactly the path that the browser found, the anchor aside.
 */
// eslint-disable-next-line @typescript-eslint/require-await -- checking signatures (WebCrypto) is asynchronous, and belongs here
async function assessChain({ tlsInfo }: Observation, facts: RuleContext, hits: readonly JudgedHit[]): Promise<ChainAssessment> {
  const { chainValid, path, anchor } = facts;
  const onPath = new Set([...path, ...(anchor === undefined ? [] : [anchor])].map(({ sha256 }) => sha256));
  const found = chainValid === true && (tlsInfo.builtChain ?? []).length > 0;
  return {
    verdict: chainValid === undefined ? "unknown" : chainValid ? "valid" : "invalid",
    path: found ? [...onPath] : null,
    errors: hits
      .filter(({ finding }) => CHAIN_RULES.has(finding.rule) && (finding.certificate === undefined || onPath.has(finding.certificate)))
      .map(({ finding: { rule, certificate, message }, offset }) => ({
        rule,
        ...(certificate === undefined ? {} : { certificate }),
        message,
        ...(offset === undefined ? {} : { offset }),
      })),
    ...(found ? sentAgainstBuilt(facts) : NOT_COMPARED),
  };
}

const NOT_COMPARED: Pick<ChainAssessment, "sent" | "missing" | "ordered"> = { sent: [], missing: [], ordered: null };

function sentAgainstBuilt({ path, anchor, sent: sentChain }: RuleContext): typeof NOT_COMPARED {
  if (sentChain === undefined) return NOT_COMPARED;
  const order = path.map(({ sha256 }) => sha256);
  const sent = sentChain.map(({ sha256 }) => sha256);
  const missing = order.filter((sha256) => !sent.includes(sha256));
  // What a certificate beside the path is for shows only when other paths are looked for.
  if (sent.some((sha256) => !order.includes(sha256) && sha256 !== anchor?.sha256)) return { sent: [], missing, ordered: null };
  const places = [...order, ...(anchor === undefined ? [] : [anchor.sha256])];
  return {
    sent: sent.map((sha256, index) => {
      if (sent.indexOf(sha256) < index) return { sha256, role: "duplicate", needed: false };
      if (sha256 === places[0]) return { sha256, role: "leaf", needed: true };
      const isAnchor = sha256 === anchor?.sha256;
      return { sha256, role: isAnchor ? "anchor" : "intermediate", needed: !isAnchor };
    }),
    missing,
    ordered: sent.every((sha256, index) => index === 0 ? sha256 === places[0] : places.indexOf(sha256) >= places.indexOf(sent[index - 1] ?? "")),
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
