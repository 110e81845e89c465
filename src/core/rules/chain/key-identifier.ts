import { pathError } from "./path-error.ts";

/** Key identifiers that a CA must give are missing, or not what they must be. */
export const keyIdentifier = pathError({
  id: "chain/key-identifier",
  place: 190,
  citation: { document: "RFC 5280", section: "4.2.1.1", url: "https://www.rfc-editor.org/rfc/rfc5280" },
});
