import { readFileSync } from "node:fs";

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type JsonObject = Record<string, Json>;

/** Keys whose values are files of the add-on, wherever they stand in a manifest. */
const FILE_KEYS = new Set(["16", "32", "48", "128", "page", "default_popup"]);

/**
 * The manifest from its overlays, the later over the earlier: objects are merged, all else is replaced.
 * A page or an icon that the add-on does not have is left out, since browsers refuse a manifest that names a missing file.
 *
 * @param exists whether a file is in the built add-on, by its path from the add-on's root
 */
export function readManifest(files: readonly string[], version: string, exists: (file: string) => boolean): JsonObject {
  const merged = files
    .map((file) => JSON.parse(readFileSync(file, "utf8")) as JsonObject)
    .reduce<JsonObject>((below, above) => overlay(below, above), {});
  return withoutMissingFiles({ ...merged, version }, exists);
}

function overlay(below: JsonObject, above: JsonObject): JsonObject {
  const merged = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const under = merged[key];
    merged[key] = isObject(under) && isObject(value) ? overlay(under, value) : value;
  }
  return merged;
}

function withoutMissingFiles(object: JsonObject, exists: (file: string) => boolean): JsonObject {
  const kept: JsonObject = {};
  for (const [key, value] of Object.entries(object)) {
    if (isObject(value)) {
      const inner = withoutMissingFiles(value, exists);
      if (Object.keys(inner).length > 0 && !(key === "options_ui" && !("page" in inner))) {
        kept[key] = inner;
      }
    } else if (!FILE_KEYS.has(key) || typeof value !== "string" || exists(value)) {
      kept[key] = value;
    } else {
      console.warn(`manifest: ${value} is not there; left out.`);
    }
  }
  return kept;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
