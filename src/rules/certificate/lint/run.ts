import type { Certificate } from "../../../x509/certificate.ts";
import type { RuleHit } from "../../rule.ts";
import { CERTIFICATE_RULES } from "../index.ts";
import { readFacts } from "./facts.ts";
import { binds, type CertificateRule } from "./rule.ts";

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
  const lints = CERTIFICATE_RULES.filter((rule) => binds(rule, facts)).flatMap((rule) =>
    Array.from(rule.check(facts), (hit): Lint => ({ rule, hit, sameAs: hit.sameAs ?? rule.sameAs ?? [] })));
  KEPT.set(certificate, lints);
  return lints;
}
