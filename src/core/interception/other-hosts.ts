import type { InterceptionAssessment } from "../assessment.ts";

/** Evidence whose words name other hosts, and which of its substitutions does. */
const NAMES_HOSTS: Readonly<Record<string, number>> = { "one-key-many-hosts": 1 };
const LEFT_OUT = "…";

/** The same without the names of other hosts: for what is handed on of one page alone. */
export function withoutOtherHosts(interception: InterceptionAssessment): InterceptionAssessment {
  return {
    ...interception,
    evidence: interception.evidence.map((evidence) => {
      const at = NAMES_HOSTS[evidence.id];
      const named = at === undefined ? undefined : evidence.params[at];
      if (named === undefined || named === "") return evidence;
      return {
        ...evidence, params: evidence.params.with(at ?? 0, LEFT_OUT),
        message: evidence.message.replaceAll(named, LEFT_OUT), otherwise: evidence.otherwise.replaceAll(named, LEFT_OUT),
      };
    }),
  };
}
