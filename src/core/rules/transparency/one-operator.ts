import { ctLogById } from "../../registry/ct-logs.ts";
import { toHex } from "../../bytes/hex.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";
import { embeddedScts } from "./scts.ts";

/** All logs with embedded timestamps are of one operator. Silent where one of them is not known. */
export const oneOperator: Rule<RuleContext> = {
  id: "transparency/one-operator",
  place: 40,
  severity: "warning",
  citation: { document: "Chrome Certificate Transparency Policy", section: "Embedded SCTs", url: "https://googlechrome.github.io/CertificateTransparency/ct_policy.html" },
  binds: "public-cas",
  *check(context) {
    if (context.certificateTransparency !== undefined) return;
    const embedded = embeddedScts(context);
    if (embedded === undefined || embedded.logs < 2) return;
    const operators = new Set(embedded.counted.map(({ logId }) => ctLogById(toHex(logId))?.operator));
    const [operator] = operators;
    if (operators.size === 1 && operator !== undefined) yield { certificate: embedded.leaf.sha256, params: [operator] };
  },
};
