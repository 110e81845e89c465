import type { Certificate } from "../../../x509/certificate.ts";
import type { RuleHit } from "../../rule.ts";
import { CERTIFICATE_LINTS } from "../../lists.ts";
import { isServerAuth } from "../lint/applies.ts";
import { readFacts } from "../lint/facts.ts";
import { datesOf, type CertificateRule } from "../lint/rule.ts";

/** One hit of one rule on one certificate. */
export interface Lint {
  readonly rule: CertificateRule;
  readonly hit: RuleHit;
  /** The same rules elsewhere, of this hit. */
  readonly sameAs: readonly string[];
}

/** The rules, each with when it is in effect (milliseconds since the epoch). */
const LINTS = CERTIFICATE_LINTS.map((rule) => ({ rule, isForServers: rule.scope === "tls-server", ...datesOf(rule) }));

/** Those that are about roots, too. */
const ROOT_LINTS = LINTS.filter(({ rule }) => rule.roots === true);

const KEPT = new WeakMap<Certificate, readonly Lint[]>();
const KEPT_OF_ROOTS = new WeakMap<Certificate, readonly Lint[]>();

/** All hits of all rules on a certificate; computed once, however many connections show it. Throws nothing that comes from its bytes. */
export function lintCertificate(certificate: Certificate): readonly Lint[] {
  return kept(certificate, LINTS, KEPT);
}

/** The same of those rules alone that are about trust anchors, too. */
export function lintAnchor(certificate: Certificate): readonly Lint[] {
  return kept(certificate, ROOT_LINTS, KEPT_OF_ROOTS);
}

function kept(certificate: Certificate, rules: typeof LINTS, store: WeakMap<Certificate, readonly Lint[]>): readonly Lint[] {
  let lints = store.get(certificate);
  if (lints === undefined) {
    lints = lint(certificate, rules);
    store.set(certificate, lints);
  }
  return lints;
}

function lint(certificate: Certificate, rules: typeof LINTS): Lint[] {
  const facts = readFacts(certificate);
  const isServer = isServerAuth(facts);
  const { notBefore } = facts;
  const lints: Lint[] = [];
  for (const { rule, isForServers, from, until } of rules) {
    if (isForServers && !isServer) continue;
    // Where the time of issue is not known, rules with dates are not in effect.
    if (notBefore === undefined ? rule.effective !== undefined : notBefore < from || notBefore >= until) continue;
    for (const hit of rule.check(facts)) lints.push({ rule, hit, sameAs: hit.sameAs ?? rule.sameAs ?? [] });
  }
  return lints;
}
