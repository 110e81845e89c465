import { selfSigned as certificateSelfSigned } from "../certificate/self-signed.ts";
import { untrusted as certificateUntrusted } from "../certificate/untrusted.ts";
import { pathError } from "./path-error.ts";

/** No path from the leaf reaches a trust anchor. */
export const untrusted = pathError({
  id: "chain/untrusted",
  citation: { document: "RFC 5280", section: "6.1.1 d", url: "https://www.rfc-editor.org/rfc/rfc5280" },
  sameFaultAs: [certificateUntrusted, certificateSelfSigned],
});
