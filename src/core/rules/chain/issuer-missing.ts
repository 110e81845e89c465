import { CHAIN_FILE } from "../fixes.ts";
import { pathError } from "./path-error.ts";

/** The issuer of a certificate was neither sent nor is it an anchor. */
export const issuerMissing = pathError({
  id: "chain/issuer-missing",
  place: 60,
  citation: { document: "RFC 5280", section: "6.1.3 a 4", url: "https://www.rfc-editor.org/rfc/rfc5280" },
  fixes: CHAIN_FILE,
});
