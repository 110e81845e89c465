import type { Rule, RuleHit } from "../../rule.ts";
import { isServerAuth } from "./applies.ts";
import type { CertificateFacts } from "./facts.ts";

/** A rule about one certificate, whatever connection shows it. */
export interface CertificateRule extends Rule<CertificateFacts> {
  /** "tls-server": about certificates alone that a TLS client could take for a server's or its issuer's. */
  scope?: "tls-server";
  /** The rule is about roots too; all others leave the trust anchor alone, whose form nobody checks. */
  roots?: true;
  /** A weakness, and no mere fault of form: it stands in the way of an A+. */
  weighs?: true;
}

/** One hit where `condition` holds. */
export function when(condition: boolean, ...params: string[]): RuleHit[] {
  return condition ? [params.length === 0 ? {} : { params }] : [];
}

/** One hit, with the first of `values` for which `isBad` holds. */
export function first(values: Iterable<string>, isBad: (value: string) => boolean): RuleHit[] {
  for (const value of values) if (isBad(value)) return [{ params: [value] }];
  return [];
}

/** Whether the rule is about this certificate: its scope, and the dates by notBefore. Without a known notBefore nothing that has dates is. */
export function binds(rule: CertificateRule, facts: CertificateFacts): boolean {
  if (rule.scope === "tls-server" && !isServerAuth(facts)) return false;
  if (rule.effective === undefined) return true;
  const { from, until } = rule.effective;
  if (facts.notBefore === undefined) return false;
  return (from === undefined || facts.notBefore >= Date.parse(from)) && (until === undefined || facts.notBefore < Date.parse(until));
}
