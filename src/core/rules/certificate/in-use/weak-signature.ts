import type { RuleContext } from "../../context.ts";
import type { Rule } from "../../rule.ts";
import { brokenHash } from "./signature-hash.ts";

/** A signature of the path over SHA-1, which browsers do not accept. The anchor's own signature counts for nothing. */
export const weakSignature: Rule<RuleContext> = {
  id: "certificate/weak-signature",
  place: 30,
  severity: "error",
  cap: "T",
  citation: { document: "CA/Browser Forum Baseline Requirements 2.2.6", section: "7.1.3.2", url: "https://cabforum.org/working-groups/server/baseline-requirements/documents/" },
  *check({ path }) {
    for (const stored of path) {
      const hash = stored.read(brokenHash);
      if (hash === "SHA-1") yield { certificate: stored.sha256, params: [hash] };
    }
  },
};
