import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** What neither Firefox 156 nor Chromium 156 has in its signature_algorithms, of what servers have keys for. */
const UNOFFERED: ReadonlySet<string> = new Set(["ed25519", "ed448", "ecdsa_brainpoolP256r1tls13_sha256", "ecdsa_brainpoolP384r1tls13_sha384", "ecdsa_brainpoolP512r1tls13_sha512", "sm2sig_sm3"]);

/** The server signed the handshake in a way that browsers do not offer: another program made the connection. */
export const signatureUnoffered: Rule<RuleContext> = {
  id: "connection/signature-unoffered",
  severity: "error",
  citation: { document: "RFC 8446", section: "4.4.3", url: "https://www.rfc-editor.org/rfc/rfc8446#section-4.4.3" },
  *check({ signatureScheme }) {
    if (signatureScheme !== undefined && UNOFFERED.has(signatureScheme.name)) yield { params: [signatureScheme.name] };
  },
};
