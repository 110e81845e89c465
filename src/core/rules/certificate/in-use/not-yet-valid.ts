import { utcText } from "../../../text/utc-text.ts";
import type { RuleContext } from "../../context.ts";
import type { Rule } from "../../rule.ts";

/** A certificate of the path was not valid yet at the time. */
export const notYetValid: Rule<RuleContext> = {
  id: "certificate/not-yet-valid",
  place: 70,
  severity: "error",
  cap: "T",
  citation: { document: "RFC 5280", section: "4.1.2.5", url: "https://www.rfc-editor.org/rfc/rfc5280" },
  *check({ path, time }) {
    for (const stored of path) {
      const notBefore = stored.read((certificate) => certificate.notBefore);
      if (notBefore !== undefined && time < notBefore) {
        yield { certificate: stored.sha256, params: [utcText(notBefore)] };
      }
    }
  },
};
