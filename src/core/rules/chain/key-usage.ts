import { pathError } from "./path-error.ts";

/** The key usage does not allow what the key was used for. */
export const keyUsage = pathError({
  id: "chain/key-usage",
  place: 130,
  citation: { document: "RFC 5280", section: "4.2.1.3", url: "https://www.rfc-editor.org/rfc/rfc5280" },
});
