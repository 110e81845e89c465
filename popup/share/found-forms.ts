import { namesIn } from "../../src/core/found/folder.ts";

/** Forms in which a report can be copied, each the name of its file; the writers themselves are loaded when somebody copies. */
export const FOUND_FORMS: readonly string[] = await namesIn("./forms", import.meta.dirname);
