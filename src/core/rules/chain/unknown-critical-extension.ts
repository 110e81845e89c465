import { pathError } from "./path-error.ts";

/** A critical extension that nobody understands. */
export const unknownCriticalExtension = pathError({
  id: "chain/unknown-critical-extension",
  place: 170,
  citation: { document: "RFC 5280", section: "4.2", url: "https://www.rfc-editor.org/rfc/rfc5280" },
});
