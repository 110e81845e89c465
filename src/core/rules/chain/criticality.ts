import { pathError } from "./path-error.ts";

/** An extension is critical and must not be, or the other way round. */
export const criticality = pathError({
  id: "chain/criticality",
  place: 180,
  citation: { document: "RFC 5280", section: "4.2", url: "https://www.rfc-editor.org/rfc/rfc5280" },
});
