import { pathError } from "./path-error.ts";

/** A key or a signature of a kind that browsers do not verify. */
export const unsupportedAlgorithm = pathError({
  id: "chain/unsupported-algorithm",
  place: 80,
  citation: { document: "CA/Browser Forum Baseline Requirements 2.2.6", section: "7.1.3", url: "https://cabforum.org/working-groups/server/baseline-requirements/documents/" },
});
