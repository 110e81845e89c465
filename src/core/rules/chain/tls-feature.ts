import { pathError } from "./path-error.ts";

/** A TLS feature that the certificate or its issuer demands is not there: "must staple". */
export const tlsFeature = pathError({
  id: "chain/tls-feature",
  place: 265,
  citation: { document: "RFC 7633", section: "4.2.2", url: "https://www.rfc-editor.org/rfc/rfc7633" },
});
