import { HANDSHAKE_SIGNATURES } from "../fixes.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** The server signed the handshake over MD5 or SHA-1. */
export const weakSignatureScheme: Rule<RuleContext> = {
  id: "connection/weak-signature-scheme",
  place: 120,
  severity: "warning",
  citation: { document: "RFC 9155", section: "2", url: "https://www.rfc-editor.org/rfc/rfc9155" },
  fixes: HANDSHAKE_SIGNATURES,
  *check({ signatureScheme }) {
    if (signatureScheme?.weak === true) yield { params: [signatureScheme.name] };
  },
};
