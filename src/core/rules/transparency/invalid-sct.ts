import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** A log that is known did not make the signature of a timestamp. Fires on each; silent where nobody can say. */
export const invalidSct: Rule<RuleContext> = {
  id: "transparency/invalid-sct",
  place: 60,
  severity: "warning",
  citation: { document: "RFC 6962", section: "3.2", url: "https://www.rfc-editor.org/rfc/rfc6962#section-3.2" },
  *check({ leaf, timestamps = [] }) {
    if (leaf === undefined) return;
    for (const { log, logId, offset, signature } of timestamps) {
      if (signature.verdict === "invalid") yield { certificate: leaf.sha256, params: [log?.name ?? logId], offset };
    }
  },
};
