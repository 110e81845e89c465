import type { Certificate } from "../../../x509/certificate.ts";
import type { RuleHit } from "../../rule.ts";
import { thrownText } from "../../../text/thrown-text.ts";
import { CERTIFICATE_LINTS } from "../index.ts";
import { isServerAuth } from "../lint/applies.ts";
import { readFacts, type CertificateFacts } from "../lint/facts.ts";
import { datesOf, type CertificateRule } from "../lint/rule.ts";
import { OverBudgetError, STEPS_OF_A_HIT, WorkBudget } from "./work-budget.ts";

/** One hit of one rule on one certificate. */
export interface Lint {
  readonly rule: CertificateRule;
  readonly hit: RuleHit;
  /** The same rules elsewhere, of this hit. */
  readonly sameAs: readonly string[];
}

/** A rule that gave no answer about a certificate. `message`: what it threw; absent: the budget did not last for it. */
export interface UnjudgedLint {
  readonly rule: CertificateRule;
  readonly message?: string;
}

/** What came of all rules on one certificate. */
export interface Examination {
  /** In the order of the rules. */
  readonly lints: readonly Lint[];
  readonly unjudged: readonly UnjudgedLint[];
}

/** A rule, its place among all, and when it is in effect (milliseconds since the epoch). */
interface Placed {
  readonly rule: CertificateRule;
  readonly place: number;
  readonly isForServers: boolean;
  readonly from: number;
  readonly until: number;
}

const LINTS = placed(CERTIFICATE_LINTS);

/** Those that are about roots, too. */
const ROOT_LINTS = LINTS.filter(({ rule }) => rule.roots === true);

const KEPT = new WeakMap<Certificate, Examination>();
const KEPT_OF_ROOTS = new WeakMap<Certificate, Examination>();

/** Those that bear on the letter come first: what the budget does not last for is about form. */
function placed(rules: readonly CertificateRule[]): readonly Placed[] {
  return rules
    .map((rule, place) => ({ rule, place, isForServers: rule.scope === "tls-server", ...datesOf(rule) }))
    .sort((one, other) => Number(bearsOnLetter(other.rule)) - Number(bearsOnLetter(one.rule)));
}

function bearsOnLetter({ cap, weighs }: CertificateRule): boolean {
  return cap !== undefined || weighs === true;
}

/**
 * All rules on a certificate, or those alone that are about trust anchors, too; run once, however many connections show it.
 * Throws nothing, whatever the certificate and the rules are: what threw, and what its budget of work did not last for, is told.
 */
export function examine(certificate: Certificate, isAnchor: boolean): Examination {
  return isAnchor ? kept(certificate, ROOT_LINTS, KEPT_OF_ROOTS) : kept(certificate, LINTS, KEPT);
}

/** All hits of all rules on a certificate. */
export function lintCertificate(certificate: Certificate): readonly Lint[] {
  return examine(certificate, false).lints;
}

function kept(certificate: Certificate, rules: readonly Placed[], store: WeakMap<Certificate, Examination>): Examination {
  let examination = store.get(certificate);
  if (examination === undefined) {
    examination = runLints(certificate, rules, new WorkBudget());
    store.set(certificate, examination);
  }
  return examination;
}

/** The same with rules and a budget of the caller's; nothing is kept. */
export function examineWith(certificate: Certificate, rules: readonly CertificateRule[], budget: WorkBudget): Examination {
  return runLints(certificate, placed(rules), budget);
}

function runLints(certificate: Certificate, rules: readonly Placed[], budget: WorkBudget): Examination {
  const found: { place: number; lint: Lint }[] = [];
  const unjudged: UnjudgedLint[] = [];
  let facts: CertificateFacts;
  let isServer: boolean;
  try {
    budget.spend(certificate.der.length);
    facts = readFacts(certificate);
    isServer = isServerAuth(facts);
  } catch (thrown) {
    return { lints: [], unjudged: rules.map(({ rule }) => unjudgedBy(rule, thrown)) };
  }
  const { notBefore } = facts;
  for (const { rule, place, isForServers, from, until } of rules) {
    if (isForServers && !isServer) continue;
    // Where the time of issue is not known, rules with dates are not in effect.
    if (notBefore === undefined ? rule.effective !== undefined : notBefore < from || notBefore >= until) continue;
    try {
      budget.spend(certificate.der.length);
      for (const hit of rule.check(facts)) {
        budget.spend(STEPS_OF_A_HIT);
        found.push({ place, lint: { rule, hit, sameAs: hit.sameAs ?? rule.sameAs ?? [] } });
      }
    } catch (thrown) {
      unjudged.push(unjudgedBy(rule, thrown));
    }
  }
  return { lints: found.sort((one, other) => one.place - other.place).map(({ lint }) => lint), unjudged };
}

function unjudgedBy(rule: CertificateRule, thrown: unknown): UnjudgedLint {
  return thrown instanceof OverBudgetError ? { rule } : { rule, message: thrownText(thrown) };
}
