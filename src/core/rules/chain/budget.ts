import { pathError } from "./path-error.ts";

/** Finding the path would take too much work. */
export const budget = pathError({
  id: "chain/budget",
  place: 310,
  citation: { document: "RFC 4158", section: "7.6", url: "https://www.rfc-editor.org/rfc/rfc4158" },
});
