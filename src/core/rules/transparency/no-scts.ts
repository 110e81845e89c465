import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";
import { embeddedScts } from "./scts.ts";

/** Chrome has asked for timestamps of all certificates issued after this day. */
const REQUIRED_AFTER = Date.UTC(2018, 3, 30);

/** The certificate of a public CA has no embedded timestamps. They may come with the handshake, which nobody told. */
export const noScts: Rule<RuleContext> = {
  id: "transparency/no-scts",
  place: 20,
  severity: "warning",
  citation: { document: "Chrome Certificate Transparency Policy", section: "CT-compliance", url: "https://googlechrome.github.io/CertificateTransparency/ct_policy.html" },
  binds: "public-cas",
  *check(context) {
    if (context.anchorKind !== "public" || context.certificateTransparency !== undefined) return;
    const embedded = embeddedScts(context);
    if (embedded === undefined || embedded.scts.length > 0) return;
    const notBefore = embedded.leaf.read((certificate) => certificate.notBefore) ?? 0;
    if (notBefore > REQUIRED_AFTER) yield { certificate: embedded.leaf.sha256, params: [String(embedded.needed)] };
  },
};
