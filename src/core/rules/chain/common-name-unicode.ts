import { pathError } from "./path-error.ts";

/** The common name is one of the names, with its labels in Unicode. */
export const commonNameUnicode = pathError({
  id: "chain/common-name-unicode",
  place: 222,
  citation: { document: "CA/Browser Forum Baseline Requirements 2.2.6", section: "7.1.4.3", url: "https://cabforum.org/working-groups/server/baseline-requirements/documents/" },
});
