import { pathError } from "./path-error.ts";

/** A certificate is not of version 3. */
export const version = pathError({
  id: "chain/version",
  place: 230,
  citation: { document: "RFC 5280", section: "4.1.2.1", url: "https://www.rfc-editor.org/rfc/rfc5280" },
});
