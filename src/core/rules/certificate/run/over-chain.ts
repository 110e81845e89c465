import type { StoredCertificate } from "../../../x509/certificate-store.ts";
import type { RuleContext } from "../../context.ts";
import type { Rule, RuleHit } from "../../rule.ts";
import { CERTIFICATE_LINTS } from "../../lists.ts";
import type { CertificateRule } from "../lint/rule.ts";
import { examine } from "./lint.ts";
import { onceFor } from "../../../once-for.ts";

/** The rules about certificates as rules about a connection: each looks at every certificate that was shown. */
export const CERTIFICATE_RULES_OVER_CHAIN: readonly Rule<RuleContext>[] = CERTIFICATE_LINTS.map(overChain);

function overChain(rule: CertificateRule, index: number): Rule<RuleContext> {
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
    check: (context) => hitsIn(context)[index] ?? NONE,
  };
}

/** Of these, those that have something to say of a connection: the others need not be asked. */
export function rulesThatHit(context: RuleContext): readonly Rule<RuleContext>[] {
  const byRule = hitsIn(context);
  return CERTIFICATE_RULES_OVER_CHAIN.filter((_, index) => byRule[index] !== undefined);
}

/** Trust anchors are trusted as they are; a self-signed certificate that is no leaf could be nothing else. */
function isAnchor(stored: StoredCertificate, { anchor, leaf }: RuleContext): boolean {
  if (stored === leaf) return false;
  return stored === anchor || namesReadAlike(stored);
}

/** Whether issuer and subject read alike; found out once, however many connections show it. */
const namesReadAlike = onceFor((stored: StoredCertificate) => stored.read(({ issuer, subject }) => issuer.toString() === subject.toString()) === true);

const NONE: RuleHit[] = [];
const INDEXES = new Map(CERTIFICATE_LINTS.map((rule, index) => [rule, index]));
const BY_RULE = new WeakMap<RuleContext, readonly (RuleHit[] | undefined)[]>();

/** What was found in the certificates of a connection, by the index of the rule; asked by every rule, sorted once. */
function hitsIn(context: RuleContext): readonly (RuleHit[] | undefined)[] {
  const known = BY_RULE.get(context);
  if (known !== undefined) return known;
  const byRule = CERTIFICATE_LINTS.map((): RuleHit[] | undefined => undefined);
  const add = (rule: CertificateRule, hit: RuleHit): void => {
    const index = INDEXES.get(rule);
    if (index !== undefined) (byRule[index] ??= []).push(hit);
  };
  for (const stored of context.presented) {
    if (stored.certificate === undefined) continue;
    const { lints, unjudged } = examine(stored.certificate, isAnchor(stored, context));
    for (const { rule, hit } of lints) add(rule, { certificate: stored.sha256, ...hit });
    for (const { rule, message } of unjudged) add(rule, { certificate: stored.sha256, unjudged: message === undefined ? {} : { message } });
  }
  BY_RULE.set(context, byRule);
  return byRule;
}
