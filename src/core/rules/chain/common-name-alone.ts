import { pathError } from "./path-error.ts";

/** The certificate names the server, but as its common name alone, which browsers no longer look at. */
export const commonNameAlone = pathError({
  id: "chain/common-name-alone",
  place: 36,
  cap: "M",
  citation: { document: "RFC 9525", section: "2", url: "https://www.rfc-editor.org/rfc/rfc9525" },
});
