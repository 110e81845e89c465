import { pathError } from "./path-error.ts";

/** A CA is not allowed to vouch for this name. */
export const nameConstraints = pathError({
  id: "chain/name-constraints",
  place: 150,
  citation: { document: "RFC 5280", section: "4.2.1.10", url: "https://www.rfc-editor.org/rfc/rfc5280" },
});
