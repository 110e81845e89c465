import { utcText } from "../../../text/utc-text.ts";
import type { RuleContext } from "../../context.ts";
import type { Rule } from "../../rule.ts";

/** A certificate of the path was no longer valid at the time. */
export const expired: Rule<RuleContext> = {
  id: "certificate/expired",
  place: 60,
  severity: "error",
  cap: "T",
  citation: { document: "RFC 5280", section: "4.1.2.5", url: "https://www.rfc-editor.org/rfc/rfc5280" },
  *check({ path, time, fromCache }) {
    // When the connection was made is not known.
    if (fromCache) return;
    for (const stored of path) {
      const notAfter = stored.read((certificate) => certificate.notAfter);
      if (notAfter !== undefined && time > notAfter) {
        yield { certificate: stored.sha256, params: [utcText(notAfter)] };
      }
    }
  },
};
