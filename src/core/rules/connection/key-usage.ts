import type { KeyUsage } from "../../x509/extensions/usage.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** The certificate's key usage does not allow what the handshake did with the key: Chromium refuses it, Firefox loads the page. */
export const keyUsageOfHandshake: Rule<RuleContext> = {
  id: "connection/key-usage",
  place: 95,
  severity: "error",
  citation: { document: "RFC 8446", section: "4.4.2.2", url: "https://www.rfc-editor.org/rfc/rfc8446" },
  *check({ leaf, version, suite }) {
    const needed = usageNeeded(version, suite?.keyExchange);
    const allowed = leaf?.read(({ keyUsage }) => keyUsage);
    if (leaf === undefined || needed === undefined || allowed === undefined || allowed.has(needed)) return;
    yield { certificate: leaf.sha256, params: [needed, [...allowed].join(", ") || "–"] };
  },
};

/** RFC 8446 section 4.4.2.2; before TLS 1.3 RFC 5246 section 7.4.2. Undefined where it is not known, or no certificate takes part. */
function usageNeeded(version: string | undefined, keyExchange: string | undefined): KeyUsage | undefined {
  if (version === "TLS 1.3" || keyExchange === "TLS13" || keyExchange === "ECDHE" || keyExchange === "DHE") return "digitalSignature";
  return keyExchange === "RSA" ? "keyEncipherment" : undefined;
}
