import { pathError } from "./path-error.ts";

/** A certificate that names no issuer: no path can lead on from it. */
export const issuerNameless = pathError({
  id: "chain/issuer-nameless",
  place: 62,
  citation: { document: "RFC 5280", section: "4.1.2.4", url: "https://www.rfc-editor.org/rfc/rfc5280" },
});
