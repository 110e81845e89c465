import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";
import { embeddedScts } from "./scts.ts";

/** Fewer logs have embedded timestamps than Chrome and Apple ask for. Others may come with the handshake, which nobody told. */
export const tooFewScts: Rule<RuleContext> = {
  id: "transparency/too-few-scts",
  place: 30,
  severity: "warning",
  citation: { document: "Chrome Certificate Transparency Policy", section: "Embedded SCTs", url: "https://googlechrome.github.io/CertificateTransparency/ct_policy.html" },
  binds: "public-cas",
  *check(context) {
    if (context.certificateTransparency !== undefined) return;
    const embedded = embeddedScts(context);
    if (embedded === undefined || embedded.scts.length === 0 || embedded.logs >= embedded.needed) return;
    yield { certificate: embedded.leaf.sha256, params: [String(embedded.logs), String(embedded.needed)] };
  },
};
