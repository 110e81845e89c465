import { expired as certificateExpired } from "../certificate/expired.ts";
import { nameMismatch as certificateNameMismatch } from "../certificate/name-mismatch.ts";
import { notYetValid as certificateNotYetValid } from "../certificate/not-yet-valid.ts";
import { selfSigned as certificateSelfSigned } from "../certificate/self-signed.ts";
import { untrusted as certificateUntrusted } from "../certificate/untrusted.ts";
import { pathError } from "./path-error.ts";

/** The browser refused a chain in which path validation finds no fault. */
export const browserRejected = pathError({
  id: "chain/browser-rejected",
  citation: { document: "RFC 5280", section: "6.1", url: "https://www.rfc-editor.org/rfc/rfc5280" },
  sameFaultAs: [certificateUntrusted, certificateNameMismatch, certificateExpired, certificateNotYetValid, certificateSelfSigned],
});
