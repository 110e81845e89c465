import { pathError } from "./path-error.ts";

/** The extended key usage does not allow TLS servers. */
export const extendedKeyUsage = pathError({
  id: "chain/extended-key-usage",
  place: 140,
  citation: { document: "RFC 5280", section: "4.2.1.12", url: "https://www.rfc-editor.org/rfc/rfc5280" },
});
