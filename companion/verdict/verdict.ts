import type { ChainAssessment } from "../../src/core/assessment.ts";
import type { StoredCertificate } from "../../src/core/x509/certificate-store.ts";
import { pinned } from "./pins.ts";
import { matchesReference, referenceText, type ReferenceName } from "./reference-names.ts";
import { matchesTlsa, tlsaText, type TlsaRecord } from "./tlsa.ts";

/** What the caller asks beside a valid chain, or in its place. */
export interface Checks {
  /** SHA-256 (hex) of public keys, one of which must be in the chain. */
  pins: readonly string[];
  /** SHA-256 (hex) of server certificates that need no trust anchor. */
  accepted: readonly string[];
  /** Names by which the server may go instead of the host's. */
  names: readonly ReferenceName[];
  /** DANE; undefined: none were given. */
  tlsa: readonly TlsaRecord[] | undefined;
}

/** The chain's verdict once all that was asked is counted in. */
export interface ProbeVerdict {
  verdict: ChainAssessment["verdict"];
  /** How each check came out. */
  checks: CheckResult[];
}

export interface CheckResult {
  check: "pin" | "accepted" | "name" | "dane";
  passed: boolean;
  /** In English; hostile text possible. */
  message: string;
}

/** What is known of the connection when its verdict is made. */
export interface AssessedConnection {
  chain: ChainAssessment;
  /** As sent; the first is the server's own. */
  sent: readonly StoredCertificate[];
  /** Leaf to anchor; empty where there is none. */
  path: readonly StoredCertificate[];
  /** Judges the same with this one certificate for an anchor. */
  anchoredAt: (anchor: StoredCertificate) => Promise<ChainAssessment>;
}

const TRUST: ReadonlySet<string> = new Set(["chain/untrusted", "chain/self-signed", "chain/issuer-missing", "chain/issuer-nameless", "chain/issuer-other-key", "chain/distrusted-anchor", "chain/restricted-anchor"]);
const NAME = "chain/name-mismatch";

/** Counts pins, accepted certificates, names and DANE in with the chain's own verdict. */
export async function conclude(shown: AssessedConnection, checks: Checks): Promise<ProbeVerdict> {
  const results: CheckResult[] = [];
  const [leaf] = shown.sent;
  if (leaf === undefined) return { verdict: shown.chain.verdict, checks: results };
  const pardoned = new Set<string>();
  if (checks.names.length > 0) {
    const matching = checks.names.find((name) => matchesReference(leaf, name));
    if (matching !== undefined) pardoned.add(NAME);
    const all = checks.names.map(referenceText).join(", ");
    results.push({ check: "name", passed: matching !== undefined, message: matching === undefined ? `The certificate is for none of ${all}.` : `The certificate is for ${referenceText(matching)}.` });
  }
  if (checks.accepted.length > 0) {
    const passed = checks.accepted.includes(leaf.sha256);
    if (passed) for (const rule of TRUST) pardoned.add(rule);
    results.push({ check: "accepted", passed, message: passed ? "The server's certificate is one that was accepted in spite of missing trust." : "The server's certificate is none of those that were accepted." });
  }
  let verdict = pardon(shown.chain, pardoned);
  if (checks.names.length > 0 && !pardoned.has(NAME) && verdict === "valid") verdict = "invalid";
  if (checks.tlsa !== undefined) {
    const dane = await judgeDane(shown, checks.tlsa, verdict, pardoned);
    verdict = dane.verdict;
    results.push(dane.result);
  }
  if (checks.pins.length > 0) {
    // Where no path is known the sent chain stands for it: a pin on a key that nobody vouches for is still a pin.
    const [match] = pinned(shown.path.length > 0 ? shown.path : shown.sent, checks.pins);
    if (match === undefined) verdict = "invalid";
    results.push({ check: "pin", passed: match !== undefined, message: match === undefined ? "No key in the chain is pinned." : `The key of ${match.sha256.slice(0, 16)}… is pinned.` });
  }
  return { verdict, checks: results };
}

/** Valid where nothing but what is pardoned is wrong. What is not known stays so: its errors are not known either. */
function pardon({ verdict, errors }: ChainAssessment, pardoned: ReadonlySet<string>): ChainAssessment["verdict"] {
  return verdict === "invalid" && errors.length > 0 && errors.every(({ rule }) => pardoned.has(rule)) ? "valid" : verdict;
}

/** RFC 6698 section 2.1.1, RFC 7671 section 5. A record's own bytes as an anchor that was not sent are not taken. */
async function judgeDane(
  shown: AssessedConnection, records: readonly TlsaRecord[], verdict: ChainAssessment["verdict"], pardoned: ReadonlySet<string>,
): Promise<{ verdict: ChainAssessment["verdict"]; result: CheckResult }> {
  const dane = (next: ChainAssessment["verdict"], passed: boolean, message: string) => ({ verdict: next, result: { check: "dane" as const, passed, message } });
  const [leaf] = shown.sent;
  if (records.length === 0) return dane(verdict, true, "No TLSA record is for this server and usable: DANE says nothing.");
  for (const record of records) {
    const { usage } = record;
    // RFC 7671 section 5.1: the record stands for name and dates too.
    if (usage === 3 && leaf !== undefined && matchesTlsa(record, leaf)) return dane("valid", true, `The TLSA record ${tlsaText(record)} is the server's own (DANE-EE): nothing else counts.`);
    if (usage === 2) {
      for (const anchor of shown.sent.filter((each) => matchesTlsa(record, each))) {
        const chain = await shown.anchoredAt(anchor);
        if (pardon(chain, pardoned) === "valid") return dane("valid", true, `The chain ends at the anchor of the TLSA record ${tlsaText(record)} (DANE-TA).`);
      }
    }
    const constrained = usage === 1 ? shown.path.slice(0, 1) : usage === 0 ? shown.path.slice(1) : [];
    if (verdict === "valid" && constrained.some((each) => matchesTlsa(record, each))) return dane("valid", true, `The valid chain holds what the TLSA record ${tlsaText(record)} asks for (${usage === 1 ? "PKIX-EE" : "PKIX-TA"}).`);
  }
  return dane("invalid", false, "No TLSA record fits what the server showed.");
}
