import { pathError } from "./path-error.ts";

/** The signature algorithm stands twice in a certificate, and differs. */
export const algorithmMismatch = pathError({
  id: "chain/algorithm-mismatch",
  place: 90,
  citation: { document: "RFC 5280", section: "4.1.1.2", url: "https://www.rfc-editor.org/rfc/rfc5280" },
});
