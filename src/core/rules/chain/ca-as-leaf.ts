import { pathError } from "./path-error.ts";

/** A CA's certificate stands in the server's place. */
export const caAsLeaf = pathError({
  id: "chain/ca-as-leaf",
  place: 110,
  citation: { document: "CA/Browser Forum Baseline Requirements 2.2.6", section: "7.1.2.7.8", url: "https://cabforum.org/working-groups/server/baseline-requirements/documents/" },
});
