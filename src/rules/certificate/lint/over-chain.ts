import type { StoredCertificate } from "../../../x509/certificate-store.ts";
import type { RuleContext } from "../../context.ts";
import type { Rule, RuleHit } from "../../rule.ts";
import { CERTIFICATE_RULES } from "../index.ts";
import type { CertificateRule } from "./rule.ts";
import { lintCertificate } from "./run.ts";

/** The rules about certificates as rules about a connection: each looks at every certificate that was shown. */
export const CERTIFICATE_RULES_OVER_CHAIN: readonly Rule<RuleContext>[] = CERTIFICATE_RULES.map(overChain);

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
    check: (context) => context.presented.flatMap((stored) => rule.roots === true || !isAnchor(stored, context) ? hitsOf(rule, stored) : []),
  };
}

/** Trust anchors are trusted as they are; a self-signed certificate that is no leaf could be nothing else. */
function isAnchor(stored: StoredCertificate, { anchor, leaf }: RuleContext): boolean {
  if (stored === leaf) return false;
  return stored === anchor || stored.read(({ issuer, subject }) => issuer.toString() === subject.toString()) === true;
}

function hitsOf(rule: CertificateRule, { certificate, sha256 }: StoredCertificate): RuleHit[] {
  if (certificate === undefined) return [];
  return lintCertificate(certificate).filter((lint) => lint.rule === rule).map(({ hit }) => ({ certificate: sha256, ...hit }));
}
