import { modulesIn } from "../../src/core/found/folder.ts";

/** What the files of forms export, which no list names. */
export const FOUND_WRITERS: ReadonlyMap<string, Readonly<Record<string, unknown>>> = await modulesIn("./forms", import.meta.dirname);
