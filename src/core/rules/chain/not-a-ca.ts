import { pathError } from "./path-error.ts";

/** A certificate that is no CA's signed another. */
export const notACa = pathError({
  id: "chain/not-a-ca",
  place: 100,
  citation: { document: "RFC 5280", section: "6.1.4 k", url: "https://www.rfc-editor.org/rfc/rfc5280" },
});
