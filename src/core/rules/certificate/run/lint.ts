import type { Certificate } from "../../../x509/certificate.ts";
import { LruMap } from "../../../lru.ts";
import type { RuleHit } from "../../rule.ts";
import { thrownText } from "../../../text/thrown-text.ts";
import { CERTIFICATE_LINTS } from "../../lists.ts";
import { isServerAuth } from "../lint/applies.ts";
import { CertificateFacts } from "../lint/facts.ts";
import { datesOf, type CertificateRule } from "../lint/rule.ts";
import { templateOf } from "./template.ts";
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

/** One hit, and the place of its rule among all. */
interface Found {
  readonly place: number;
  readonly lint: Lint;
}

/** What is known of all rules that are in effect for the certificates of a template. */
interface Plan {
  /** Rules that look at what such certificates do not share. */
  readonly own: Placed[];
  /** What came of all others. */
  readonly shared: Found[];
  readonly rules: number;
}

/** Of the templates that came last: of most CAs many certificates are seen. */
const PLANS = new LruMap<string, Plan>(256);

/** When some rule begins or ceases to be in effect (milliseconds since the epoch), from the first to the last. */
const TURNS = [...new Set(LINTS.flatMap(({ from, until }) => [from, until]))].filter((time) => Number.isFinite(time)).sort((a, b) => a - b);

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
  const store = isAnchor ? KEPT_OF_ROOTS : KEPT;
  let examination = store.get(certificate);
  if (examination === undefined) {
    examination = isAnchor ? runLints(certificate, ROOT_LINTS, new WorkBudget()) : runAll(certificate);
    store.set(certificate, examination);
  }
  return examination;
}

/** All hits of all rules on a certificate. */
export function lintCertificate(certificate: Certificate): readonly Lint[] {
  return examine(certificate, false).lints;
}

/** The same with rules and a budget of the caller's; nothing is kept. */
export function examineWith(certificate: Certificate, rules: readonly CertificateRule[], budget: WorkBudget): Examination {
  return runLints(certificate, placed(rules), budget);
}

/** All rules; of those that look at nothing but what certificates of one template share, what they said of another of these. */
function runAll(certificate: Certificate): Examination {
  const budget = new WorkBudget();
  const facts = read(certificate, LINTS, budget);
  if (!(facts instanceof CertificateFacts)) return facts;
  const template = templateOf(certificate, facts);
  if (template === undefined) return runOn(certificate, facts, rulesInEffect(facts, LINTS), budget);
  const key = `${turnOf(facts.notBefore)} ${template}`;
  const known = PLANS.get(key);
  if (known !== undefined) {
    const examination = runPlanned(certificate, facts, known, budget);
    if (examination !== undefined) return examination;
    return runLints(certificate, LINTS, new WorkBudget());
  }
  const rules = rulesInEffect(facts, LINTS);
  const plan: Plan = { own: [], shared: [], rules: rules.length };
  const examination = runOn(certificate, facts, rules, budget, plan);
  if (examination.unjudged.length === 0) PLANS.set(key, plan);
  return examination;
}

/** undefined: the budget does not last for all rules, so that it hangs on their order which are left out. */
function runPlanned(certificate: Certificate, facts: CertificateFacts, { own, shared, rules }: Plan, budget: WorkBudget): Examination | undefined {
  const others = certificate.der.length * (rules - own.length) + STEPS_OF_A_HIT * shared.length;
  if (others > budget.left) return undefined;
  budget.spend(others);
  const found = [...shared];
  const unjudged = runRules(certificate, facts, own, budget, found);
  return unjudged.some(({ message }) => message === undefined) ? undefined : { lints: inOrder(found), unjudged };
}

/** Between which turns a certificate was issued. */
function turnOf(notBefore: number | undefined): number {
  if (notBefore === undefined) return -1;
  const after = TURNS.findIndex((turn) => notBefore < turn);
  return after < 0 ? TURNS.length : after;
}

function runLints(certificate: Certificate, rules: readonly Placed[], budget: WorkBudget): Examination {
  const facts = read(certificate, rules, budget);
  return facts instanceof CertificateFacts ? runOn(certificate, facts, rulesInEffect(facts, rules), budget) : facts;
}

/** What the rules look at; else that none of them gave an answer. */
function read(certificate: Certificate, rules: readonly Placed[], budget: WorkBudget): CertificateFacts | Examination {
  try {
    budget.spend(certificate.der.length);
    const facts = new CertificateFacts(certificate);
    isServerAuth(facts);
    return facts;
  } catch (thrown) {
    return { lints: [], unjudged: rules.map(({ rule }) => unjudgedBy(rule, thrown)) };
  }
}

/** Those that are about such a certificate, at the time that it was issued. */
function rulesInEffect(facts: CertificateFacts, rules: readonly Placed[]): readonly Placed[] {
  const isServer = isServerAuth(facts);
  const { notBefore } = facts;
  return rules.filter(({ rule, isForServers, from, until }) => {
    if (isForServers && !isServer) return false;
    // Where the time of issue is not known, rules with dates are not in effect.
    return notBefore === undefined ? rule.effective === undefined : from <= notBefore && notBefore < until;
  });
}

/** `plan`: is told what every rule looked at. */
function runOn(certificate: Certificate, facts: CertificateFacts, rules: readonly Placed[], budget: WorkBudget, plan?: Plan): Examination {
  const found: Found[] = [];
  const unjudged = runRules(certificate, facts, rules, budget, found, plan);
  return { lints: inOrder(found), unjudged };
}

function runRules(certificate: Certificate, facts: CertificateFacts, rules: readonly Placed[], budget: WorkBudget, found: Found[], plan?: Plan): UnjudgedLint[] {
  const unjudged: UnjudgedLint[] = [];
  for (const placed of rules) {
    const before = found.length;
    facts.beginLook();
    try {
      budget.spend(certificate.der.length);
      for (const hit of placed.rule.check(facts)) {
        budget.spend(STEPS_OF_A_HIT);
        found.push(foundBy(placed, hit));
      }
    } catch (thrown) {
      unjudged.push(unjudgedBy(placed.rule, thrown));
    }
    if (plan === undefined) continue;
    const hits = found.slice(before);
    // Where in its DER something stands is the certificate's own.
    if (facts.lookedAtOwn || hits.some(({ lint }) => lint.hit.offset !== undefined)) plan.own.push(placed);
    else plan.shared.push(...hits);
  }
  return unjudged;
}

function foundBy({ rule, place }: Placed, hit: RuleHit): Found {
  return { place, lint: { rule, hit, sameAs: hit.sameAs ?? rule.sameAs ?? [] } };
}

function inOrder(found: Found[]): readonly Lint[] {
  return found.sort((one, other) => one.place - other.place).map(({ lint }) => lint);
}

function unjudgedBy(rule: CertificateRule, thrown: unknown): UnjudgedLint {
  return thrown instanceof OverBudgetError ? { rule } : { rule, message: thrownText(thrown) };
}
