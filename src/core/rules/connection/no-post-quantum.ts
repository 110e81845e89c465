import { HYBRID_GROUPS } from "../fixes.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** The key exchange is classical alone. */
export const noPostQuantum: Rule<RuleContext> = {
  id: "connection/no-post-quantum",
  place: 140,
  severity: "notice",
  citation: { document: "draft-ietf-tls-ecdhe-mlkem", section: "1", url: "https://datatracker.ietf.org/doc/draft-ietf-tls-ecdhe-mlkem/" },
  fixes: HYBRID_GROUPS,
  *check({ group, suite }) {
    if (group?.postQuantum === false) yield { params: [group.name] };
    // The key exchange of these suites has no group at all.
    else if (group === undefined && suite?.keyExchange === "RSA") yield { params: ["RSA"] };
  },
};
