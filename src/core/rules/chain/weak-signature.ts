import { brokenSignature as certificateBrokenSignature } from "../certificate/in-use/broken-signature.ts";
import { weakSignature as certificateWeakSignature } from "../certificate/in-use/weak-signature.ts";
import { pathError } from "./path-error.ts";

/** A signature of the path over a hash with known collisions. */
export const weakSignature = pathError({
  id: "chain/weak-signature",
  place: 250,
  citation: { document: "CA/Browser Forum Baseline Requirements 2.2.6", section: "7.1.3.2", url: "https://cabforum.org/working-groups/server/baseline-requirements/documents/" },
  sameFaultAs: [certificateWeakSignature, certificateBrokenSignature],
});
