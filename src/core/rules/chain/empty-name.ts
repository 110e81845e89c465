import { pathError } from "./path-error.ts";

/** A name that must not be empty is. */
export const emptyName = pathError({
  id: "chain/empty-name",
  place: 210,
  citation: { document: "RFC 5280", section: "4.1.2.4", url: "https://www.rfc-editor.org/rfc/rfc5280" },
});
