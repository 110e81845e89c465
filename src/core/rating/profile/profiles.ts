import { FOUND_PROFILES } from "./found-profiles.ts";
import { PROFILE_IDS } from "./ids.ts";
import type { RatingProfile } from "./profile.ts";

/** Every yardstick, the default one first. */
export const PROFILES: readonly RatingProfile[] = PROFILE_IDS.map((id) => profileOf(id, FOUND_PROFILES.get(id) ?? {}));

/** The profile that a file exports; its type is checked in the file. Throws where there is none of that id. */
function profileOf(id: string, exported: Readonly<Record<string, unknown>>): RatingProfile {
  const profile = Object.values(exported).find((value): value is RatingProfile => typeof value === "object" && value !== null && "id" in value && value.id === id && "citation" in value);
  if (profile === undefined) throw new Error(`src/core/rating/profiles/${id}.ts exports no profile with the id «${id}».`);
  return profile;
}
