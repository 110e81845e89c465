import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** The keys come from an exchange with ML-KEM in it. */
export const postQuantum: Rule<RuleContext> = {
  id: "connection/post-quantum",
  place: 130,
  severity: "notice",
  citation: { document: "draft-ietf-tls-ecdhe-mlkem", section: "3", url: "https://datatracker.ietf.org/doc/draft-ietf-tls-ecdhe-mlkem/" },
  *check({ group }) {
    if (group?.postQuantum === true) yield { params: [group.name] };
  },
};
