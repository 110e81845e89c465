import type { StoredCertificate } from "../../../x509/certificate-store.ts";
import type { RuleContext } from "../../context.ts";
import type { Rule, RuleHit } from "../../rule.ts";
import { CERTIFICATE_LINTS } from "../index.ts";
import type { CertificateRule } from "./rule.ts";
import { lintCertificate } from "./run.ts";

/** The rules about certificates as rules about a connection: each looks at every certificate that was shown. */
export const CERTIFICATE_RULES_OVER_CHAIN: readonly Rule<RuleContext>[] = CERTIFICATE_LINTS.map(overChain);

function overChain(rule: CertificateRule): Rule<RuleContext> {
  const { id, severity, cap, citation, effective, binds, sameAs, weighs } = rule;
  return {
    id,
    severity,
    ...(cap !== undefined && { cap }),
    citation,
    ...(effective !== undefined && { effective }),
    ...(binds !== undefined && { binds }),
    ...(sameAs !== undefined && { sameAs }),
    ...(weighs !== true && { form: true }),
    check: (context) => {
      let hits: RuleHit[] = NONE;
      for (const stored of context.presented) {
        if (rule.roots !== true && isAnchor(stored, context)) continue;
        const own = hitsOf(rule, stored);
        if (own.length > 0) hits = [...hits, ...own];
      }
      return hits;
    },
  };
}

/** Trust anchors are trusted as they are; a self-signed certificate that is no leaf could be nothing else. */
function isAnchor(stored: StoredCertificate, { anchor, leaf }: RuleContext): boolean {
  if (stored === leaf) return false;
  return stored === anchor || isSelfIssued(stored);
}

const SELF_ISSUED = new WeakMap<StoredCertificate, boolean>();

/** Whether issuer and subject read alike; asked by every rule, found out once. */
function isSelfIssued(stored: StoredCertificate): boolean {
  let known = SELF_ISSUED.get(stored);
  if (known === undefined) {
    known = stored.read(({ issuer, subject }) => issuer.toString() === subject.toString()) === true;
    SELF_ISSUED.set(stored, known);
  }
  return known;
}

const NONE: RuleHit[] = [];
const BY_RULE = new WeakMap<StoredCertificate, ReadonlyMap<CertificateRule, RuleHit[]>>();

/** What a rule found in a certificate; asked by every rule, sorted once. */
function hitsOf(rule: CertificateRule, stored: StoredCertificate): RuleHit[] {
  let byRule = BY_RULE.get(stored);
  if (byRule === undefined) {
    const sorted = new Map<CertificateRule, RuleHit[]>();
    for (const { rule: found, hit } of stored.certificate === undefined ? [] : lintCertificate(stored.certificate)) {
      const hits = sorted.get(found);
      const own = { certificate: stored.sha256, ...hit };
      if (hits === undefined) sorted.set(found, [own]);
      else hits.push(own);
    }
    byRule = sorted;
    BY_RULE.set(stored, byRule);
  }
  return byRule.get(rule) ?? NONE;
}
