import { modulesIn } from "../../src/core/found/folder.ts";

/** What the files of formats export, which no list names. */
export const FOUND_FORMATS: ReadonlyMap<string, Readonly<Record<string, unknown>>> = await modulesIn("./format", import.meta.dirname);
