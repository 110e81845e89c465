import { selfSigned as certificateSelfSigned } from "../certificate/in-use/self-signed.ts";
import { untrusted as certificateUntrusted } from "../certificate/in-use/untrusted.ts";
import { pathError } from "./path-error.ts";

/** The leaf is its own issuer, and nobody trusts it. */
export const selfSigned = pathError({
  id: "chain/self-signed",
  place: 50,
  citation: { document: "RFC 5280", section: "6.1", url: "https://www.rfc-editor.org/rfc/rfc5280" },
  sameFaultAs: [certificateSelfSigned, certificateUntrusted],
});
