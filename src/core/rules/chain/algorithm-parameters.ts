import { pathError } from "./path-error.ts";

/** An algorithm that browsers verify, with parameters that it must not have. */
export const algorithmParameters = pathError({
  id: "chain/algorithm-parameters",
  place: 85,
  citation: { document: "CA/Browser Forum Baseline Requirements 2.2.6", section: "7.1.3.2", url: "https://cabforum.org/working-groups/server/baseline-requirements/documents/" },
});
