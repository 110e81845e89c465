import { pathError } from "./path-error.ts";

/** The path requires a certificate policy, and none is left. */
export const policy = pathError({
  id: "chain/policy",
  place: 260,
  citation: { document: "RFC 5280", section: "6.1.5", url: "https://www.rfc-editor.org/rfc/rfc5280" },
});
