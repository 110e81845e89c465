import { namesIn } from "../../found/folder.ts";

/** The ids of all profiles, each the name of its file: settings and pages need no more of them. */
export const FOUND_IDS: readonly string[] = await namesIn("../profiles", import.meta.dirname);
