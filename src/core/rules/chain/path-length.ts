import { pathError } from "./path-error.ts";

/** More CAs stand below a CA than it allows. */
export const pathLength = pathError({
  id: "chain/path-length",
  place: 120,
  citation: { document: "RFC 5280", section: "4.2.1.9", url: "https://www.rfc-editor.org/rfc/rfc5280" },
});
