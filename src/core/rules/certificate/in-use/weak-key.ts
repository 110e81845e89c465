import { rsaEquivalentOfKey } from "../../../registry/key-strength.ts";
import type { RuleContext } from "../../context.ts";
import type { Rule } from "../../rule.ts";

/** A key of the path weaker than RSA with 2048 bits. The anchor's own is the browser's choice. */
export const weakKey: Rule<RuleContext> = {
  id: "certificate/weak-key",
  place: 10,
  severity: "warning",
  cap: "B",
  citation: { document: "CA/Browser Forum Baseline Requirements 2.2.6", section: "6.1.5", url: "https://cabforum.org/working-groups/server/baseline-requirements/documents/" },
  *check({ path }) {
    for (const stored of path) {
      const key = stored.read(({ publicKey }) => publicKey);
      const strength = key && rsaEquivalentOfKey(key.type, key.bits);
      if (key === undefined || strength === undefined) continue;
      if (strength >= 1024 && strength < 2048) yield { certificate: stored.sha256, params: [key.type, String(key.bits)] };
    }
  },
};
