import { pathError } from "./path-error.ts";

/** The server is asked for by its address, which the certificate names as if it were a DNS name. */
export const addressAsDnsName = pathError({
  id: "chain/address-as-dns-name",
  place: 35,
  cap: "M",
  citation: { document: "RFC 9525", section: "6.4", url: "https://www.rfc-editor.org/rfc/rfc9525" },
});
