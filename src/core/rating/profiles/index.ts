import { mozillaIntermediate } from "./mozilla-intermediate-6.0.ts";
import { mozillaModern } from "./mozilla-modern-6.0.ts";
import { nistSp80052r2 } from "./nist-sp-800-52r2.ts";
import type { RatingProfile } from "./profile.ts";
import { sslLabs2009r } from "./ssl-labs-2009r.ts";

/** Every yardstick, the default one first. */
export const PROFILES: readonly RatingProfile[] = [sslLabs2009r, mozillaModern, mozillaIntermediate, nistSp80052r2];
