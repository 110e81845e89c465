import { pathError } from "./path-error.ts";

/** The common name looks like one of the certificate's hosts and is none of them. */
export const commonName = pathError({
  id: "chain/common-name",
  place: 220,
  citation: { document: "CA/Browser Forum Baseline Requirements 2.2.6", section: "7.1.4.3", url: "https://cabforum.org/working-groups/server/baseline-requirements/documents/" },
});
