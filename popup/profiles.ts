import type { ProfileId, ProfileResult } from "../src/core/assessment.ts";
import { PROFILE_IDS } from "../src/core/assessment.ts";

/** What is shown beside the grade where nobody chose. */
export const DEFAULT_PROFILE: ProfileId = PROFILE_IDS[0];

/** The chosen one first, the others in their order. */
export function profilesInOrder(results: readonly ProfileResult[], chosen: ProfileId): ProfileResult[] {
  return [...results].sort((one, other) => Number(other.profile === chosen) - Number(one.profile === chosen));
}
