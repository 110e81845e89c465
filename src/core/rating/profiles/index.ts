import { PROFILE_IDS, type ProfileId } from "../../assessment.ts";
import { mozillaIntermediate } from "./mozilla-intermediate-6.0.ts";
import { mozillaModern } from "./mozilla-modern-6.0.ts";
import { nistSp80052r2 } from "./nist-sp-800-52r2.ts";
import type { RatingProfile } from "./profile.ts";
import { sslLabs2009r } from "./ssl-labs-2009r.ts";

/** Settings and pages need the ids alone, which stand in assessment.ts: the profiles themselves are loaded with the judgement. */
const BY_ID: Readonly<Record<ProfileId, RatingProfile>> = {
  "ssl-labs-2009r": sslLabs2009r,
  "mozilla-modern-6.0": mozillaModern,
  "mozilla-intermediate-6.0": mozillaIntermediate,
  "nist-sp-800-52r2": nistSp80052r2,
};

/** Every yardstick, the default one first. */
export const PROFILES: readonly RatingProfile[] = PROFILE_IDS.map((id) => BY_ID[id]);
