import type { Assessment, Finding, Severity } from "../assessment.ts";
import { GRADES } from "./letters.ts";

export const SEVERITIES: readonly Severity[] = ["error", "warning", "notice"];

/** Who reads a connection comes before all that is wrong with it: the rest is about the way to them. */
const FIRST: ReadonlySet<string> = new Set(["interception/known", "interception/likely"]);

/** Of the chain as the server sent it: what this add-on is for comes before all else that is wrong with a connection. */
export const OF_SENT_CHAIN: ReadonlySet<string> = new Set([
  "chain/incomplete", "chain/issuer-missing", "chain/missing-intermediate-known-to-browser", "chain/leaf-not-first", "chain/wrong-order", "chain/duplicate",
  "chain/superfluous-certificate", "chain/anchor-sent", "chain/expired-cross-sign",
]);

/** Findings in the order to read them: somebody in the middle, then the chain as sent, then by severity, then those that cost most of the grade, then as they came; those of the page before those of its connection. */
export function findingsInOrder(assessment: Assessment, ofPage: readonly Finding[] = []): Finding[] {
  const costs = new Map(assessment.rating.caps.map((cap) => [cap.rule, -GRADES.indexOf(cap.grade)]));
  const cost = (finding: Finding): number => costs.get(finding.rule) ?? 1;
  return [...ofPage, ...assessment.findings].sort(
    (a, b) => Number(FIRST.has(b.rule)) - Number(FIRST.has(a.rule)) || Number(OF_SENT_CHAIN.has(b.rule)) - Number(OF_SENT_CHAIN.has(a.rule)) || SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || cost(a) - cost(b),
  );
}
