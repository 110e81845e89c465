import { insecureKey as certificateInsecureKey } from "../certificate/in-use/insecure-key.ts";
import { weakKey as certificateWeakKey } from "../certificate/in-use/weak-key.ts";
import { pathError } from "./path-error.ts";

/** A key of the path that browsers do not accept. */
export const weakKey = pathError({
  id: "chain/weak-key",
  place: 240,
  citation: { document: "CA/Browser Forum Baseline Requirements 2.2.6", section: "6.1.5", url: "https://cabforum.org/working-groups/server/baseline-requirements/documents/" },
  sameFaultAs: [certificateWeakKey, certificateInsecureKey],
});
