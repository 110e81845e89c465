import { GROUPS } from "../fixes.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** A key exchange weaker than RSA with 2048 bits. */
export const weakDh: Rule<RuleContext> = {
  id: "connection/weak-dh",
  place: 110,
  severity: "warning",
  cap: "B",
  citation: { document: "SSL Server Rating Guide", section: "2009r", url: "https://github.com/ssllabs/research/wiki/SSL-Server-Rating-Guide" },
  fixes: GROUPS,
  *check({ group }) {
    if (group !== undefined && group.rsaEquivalentBits < 2048) yield { params: [group.name, String(group.rsaEquivalentBits)] };
  },
};
