import { pathError } from "./path-error.ts";

/** Name constraints that nobody can evaluate, or where they must not be. */
export const nameConstraintsMalformed = pathError({
  id: "chain/name-constraints-malformed",
  place: 160,
  citation: { document: "RFC 5280", section: "4.2.1.10", url: "https://www.rfc-editor.org/rfc/rfc5280" },
});
