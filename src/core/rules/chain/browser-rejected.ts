import { expired as certificateExpired } from "../certificate/in-use/expired.ts";
import { nameMismatch as certificateNameMismatch } from "../certificate/in-use/name-mismatch.ts";
import { notYetValid as certificateNotYetValid } from "../certificate/in-use/not-yet-valid.ts";
import { selfSigned as certificateSelfSigned } from "../certificate/in-use/self-signed.ts";
import { untrusted as certificateUntrusted } from "../certificate/in-use/untrusted.ts";
import { pathError } from "./path-error.ts";

/** The browser refused a chain in which path validation finds no fault. */
export const browserRejected = pathError({
  id: "chain/browser-rejected",
  place: 300,
  citation: { document: "RFC 5280", section: "6.1", url: "https://www.rfc-editor.org/rfc/rfc5280" },
  sameFaultAs: [certificateUntrusted, certificateNameMismatch, certificateExpired, certificateNotYetValid, certificateSelfSigned],
});
