import { pathError } from "./path-error.ts";

/** The trust anchor itself was no longer valid at the time: nothing on the server mends that. */
export const anchorExpired = pathError({
  id: "chain/anchor-expired",
  place: 12,
  citation: { document: "RFC 5280", section: "6.1.3 a 2", url: "https://www.rfc-editor.org/rfc/rfc5280" },
});
