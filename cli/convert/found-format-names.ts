import { namesIn } from "../../src/core/found/folder.ts";

/** The names of the files of formats, which no list has; none of them is loaded for it. */
export const FOUND_FORMAT_NAMES: readonly string[] = await namesIn("./format", import.meta.dirname);
