import type { RuleContext } from "../../context.ts";
import type { Rule } from "../../rule.ts";

/** Bytes that are no certificate, or a field of one that breaks the rules of DER. */
export const unreadable: Rule<RuleContext> = {
  id: "certificate/unreadable",
  place: 110,
  severity: "error",
  citation: { document: "ITU-T X.690", section: "10", url: "https://www.itu.int/rec/T-REC-X.690" },
  *check({ presented }) {
    for (const stored of presented) {
      for (const { code, message, offset } of stored.faults) {
        yield { certificate: stored.sha256, params: [message, String(offset), code], offset };
      }
    }
  },
};
