import { selfSigned as certificateSelfSigned } from "../certificate/in-use/self-signed.ts";
import { untrusted as certificateUntrusted } from "../certificate/in-use/untrusted.ts";
import { pathError } from "./path-error.ts";

/** No path from the leaf reaches a trust anchor. */
export const untrusted = pathError({
  id: "chain/untrusted",
  place: 40,
  citation: { document: "RFC 5280", section: "6.1.1 d", url: "https://www.rfc-editor.org/rfc/rfc5280" },
  sameFaultAs: [certificateUntrusted, certificateSelfSigned],
});
