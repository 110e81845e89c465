import { brokenSignature as certificateBrokenSignature } from "../certificate/broken-signature.ts";
import { weakSignature as certificateWeakSignature } from "../certificate/weak-signature.ts";
import { pathError } from "./path-error.ts";

/** A signature of the path over a hash with known collisions. */
export const weakSignature = pathError({
  id: "chain/weak-signature",
  citation: { document: "CA/Browser Forum Baseline Requirements 2.2.6", section: "7.1.3.2", url: "https://cabforum.org/working-groups/server/baseline-requirements/documents/" },
  sameFaultAs: [certificateWeakSignature, certificateBrokenSignature],
});
