import { FOUND_IDS } from "./found-ids.ts";

/** What stands beside the grade where nobody chose. */
export const DEFAULT_PROFILE = "ssl-labs-2009r";

/** What an observed connection is held against, beside the letter; the default first. */
export const PROFILE_IDS: readonly string[] = [DEFAULT_PROFILE, ...FOUND_IDS.filter((id) => id !== DEFAULT_PROFILE)];
