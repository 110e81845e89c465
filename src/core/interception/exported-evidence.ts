import type { InterceptionAssessment } from "../assessment.ts";
import type { EvidenceId } from "./evidence-source.ts";

/** That a host is on the list of sites that everyone knows stays on the machine that found it. */
const NEVER_EXPORTED: ReadonlySet<string> = new Set<EvidenceId>(["well-known-site"]);

/** What an export may say of it: the verdict of all evidence, without such as is told on this machine alone. The same object where there is none. */
export function exportedInterception(interception: InterceptionAssessment): InterceptionAssessment {
  const evidence = interception.evidence.filter(({ id }) => !NEVER_EXPORTED.has(id));
  return evidence.length === interception.evidence.length ? interception : { ...interception, evidence };
}
