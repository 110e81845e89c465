import { pathError } from "./path-error.ts";

/** The path ends at another anchor than the one set for this host. */
export const restrictedAnchor = pathError({
  id: "chain/restricted-anchor",
  place: 290,
  citation: { document: "TLScope", section: "docs/chains.md" },
});
