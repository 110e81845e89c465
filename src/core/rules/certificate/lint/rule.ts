import type { Rule, RuleHit } from "../../rule.ts";
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

/** A row of a family's table: all of a rule but what it does, and what the family's check asks of it. */
export type RuleRow = Omit<CertificateRule, "check">;

/** A family of rules that differ in data alone: a row each, and one check that gets the row. */
export function family<Row extends RuleRow>(rows: readonly Row[], check: (facts: CertificateFacts, row: Row) => Iterable<RuleHit>): readonly CertificateRule[] {
  return rows.map((row) => ({ ...row, check: (facts) => check(facts, row) }));
}

/** Of the Baseline Requirements: they bind publicly trusted CAs, and are about servers' certificates and their issuers'. */
export const PUBLIC_TLS = { binds: "public-cas", scope: "tls-server" } as const;

/** Characters of a certificate's text that a message repeats at most. */
const MAX_PARAM = 200;

/** One hit where `condition` holds. */
export function when(condition: boolean, ...params: string[]): RuleHit[] {
  return condition ? [params.length === 0 ? {} : { params: params.map(clip) }] : [];
}

/** One hit, with the first of `values` for which `isBad` holds. */
export function first(values: Iterable<string>, isBad: (value: string) => boolean): RuleHit[] {
  for (const value of values) if (isBad(value)) return [{ params: [clip(value)] }];
  return [];
}

function clip(text: string): string {
  return text.length > MAX_PARAM ? `${text.slice(0, MAX_PARAM)}…` : text;
}

/** When a rule is in effect, from and until, in milliseconds since the epoch: -Infinity and Infinity where it does not say. */
export function datesOf({ effective }: CertificateRule): { from: number; until: number } {
  const { from, until } = effective ?? {};
  return { from: from === undefined ? -Infinity : Date.parse(from), until: until === undefined ? Infinity : Date.parse(until) };
}
