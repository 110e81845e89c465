import { modulesIn } from "../../src/core/found/folder.ts";

/** What the files of protocols export, which no list names. */
export const FOUND_PROTOCOLS: ReadonlyMap<string, Readonly<Record<string, unknown>>> = await modulesIn("./protocols", import.meta.dirname);
