import { CHAIN_FILE } from "../fixes.ts";
import { pathError } from "./path-error.ts";

/** A CA certificate of the issuer's name is there, and its key is another one than the certificate names. */
export const issuerOtherKey = pathError({
  id: "chain/issuer-other-key",
  place: 64,
  citation: { document: "RFC 5280", section: "4.2.1.1", url: "https://www.rfc-editor.org/rfc/rfc5280" },
  fixes: CHAIN_FILE,
});
