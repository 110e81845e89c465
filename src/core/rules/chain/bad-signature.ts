import { pathError } from "./path-error.ts";

/** The signature of a certificate does not hold. */
export const badSignature = pathError({
  id: "chain/bad-signature",
  place: 70,
  citation: { document: "RFC 5280", section: "6.1.3 a 1", url: "https://www.rfc-editor.org/rfc/rfc5280" },
});
