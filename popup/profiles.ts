import type { ProfileId, ProfileResult } from "../src/assessment.ts";

/** What is shown beside the grade where nobody chose. */
export const DEFAULT_PROFILE: ProfileId = "ssl-labs-2009r";

/** "mozilla-modern-6.0" gives "profile_name_mozilla_modern_6_0", the message key of its name. */
export function profileNameKey(profile: ProfileId): string {
  return `profile_name_${profile.replace(/[^A-Za-z0-9]/g, "_")}`;
}

/** The chosen one first, the others in their order. */
export function profilesInOrder(results: readonly ProfileResult[], chosen: ProfileId): ProfileResult[] {
  return [...results].sort((one, other) => Number(other.profile === chosen) - Number(one.profile === chosen));
}
