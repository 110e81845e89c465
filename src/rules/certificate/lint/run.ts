import type { Certificate } from "../../../x509/certificate.ts";
import type { RuleHit } from "../../rule.ts";
import { CERTIFICATE_LINTS } from "../index.ts";
import { isServerAuth } from "./applies.ts";
import { readFacts } from "./facts.ts";
import { isEffective, type CertificateRule } from "./rule.ts";

/** One hit of one rule on one certificate. */
export interface Lint {
  readonly rule: CertificateRule;
  readonly hit: RuleHit;
  /** The same rules elsewhere, of this hit. */
  readonly sameAs: readonly string[];
}

const KEPT = new WeakMap<Certificate, readonly Lint[]>();

/** All hits of all rules on a certificate; computed once, however many connections show it. Throws nothing that comes from its bytes. */
export function lintCertificate(certificate: Certificate): readonly Lint[] {
  const kept = KEPT.get(certificate);
  if (kept !== undefined) return kept;
  const facts = readFacts(certificate);
  const isServer = isServerAuth(facts);
  const lints: Lint[] = [];
  for (const rule of CERTIFICATE_LINTS) {
    if ((rule.scope === "tls-server" && !isServer) || !isEffective(rule, facts.notBefore)) continue;
    for (const hit of rule.check(facts)) lints.push({ rule, hit, sameAs: hit.sameAs ?? rule.sameAs ?? [] });
  }
  KEPT.set(certificate, lints);
  return lints;
}
