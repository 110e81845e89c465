import { rsaEquivalentOfKey } from "../../../registry/key-strength.ts";
import type { RuleContext } from "../../context.ts";
import type { Rule } from "../../rule.ts";

/** A key of the path weaker than RSA with 1024 bits. */
export const insecureKey: Rule<RuleContext> = {
  id: "certificate/insecure-key",
  place: 20,
  severity: "error",
  cap: "F",
  citation: { document: "SSL Server Rating Guide", section: "2009r", url: "https://github.com/ssllabs/research/wiki/SSL-Server-Rating-Guide" },
  *check({ path }) {
    for (const stored of path) {
      const key = stored.read(({ publicKey }) => publicKey);
      const strength = key && rsaEquivalentOfKey(key.type, key.bits);
      if (key === undefined || strength === undefined) continue;
      if (strength < 1024) yield { certificate: stored.sha256, params: [key.type, String(key.bits)] };
    }
  },
};
