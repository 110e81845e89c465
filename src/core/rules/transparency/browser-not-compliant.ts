import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** The browser itself found too few timestamps, or all of one operator; it sees those of the handshake and of OCSP too. */
export const browserNotCompliant: Rule<RuleContext> = {
  id: "transparency/browser-not-compliant",
  place: 10,
  severity: "warning",
  citation: { document: "Mozilla SecurityEngineering", section: "Certificate Transparency", url: "https://wiki.mozilla.org/SecurityEngineering/Certificate_Transparency" },
  binds: "public-cas",
  *check({ leaf, certificateTransparency }) {
    if (certificateTransparency !== "policy_not_enough_scts" && certificateTransparency !== "policy_not_diverse_scts") return;
    yield { ...(leaf !== undefined && { certificate: leaf.sha256 }), params: [certificateTransparency] };
  },
};
