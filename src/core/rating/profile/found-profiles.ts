import { modulesIn } from "../../found/folder.ts";

/** What the files of profiles export, which no list names. */
export const FOUND_PROFILES: ReadonlyMap<string, Readonly<Record<string, unknown>>> = await modulesIn("../profiles", import.meta.dirname);
