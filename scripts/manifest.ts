import { readFileSync } from "node:fs";
import { isRecord } from "../src/core/is-record.ts";

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type JsonObject = Record<string, Json>;

/** The manifest from its overlays, the later over the earlier (objects are merged, all else is replaced), with the version. */
export function readManifest(files: readonly string[], version: string): JsonObject {
  const merged = files
    .map((file) => JSON.parse(readFileSync(file, "utf8")) as JsonObject)
    .reduce<JsonObject>((below, above) => overlay(below, above), {});
  return { ...merged, version };
}

function overlay(below: JsonObject, above: JsonObject): JsonObject {
  const merged = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const under = merged[key];
    merged[key] = isObject(under) && isObject(value) ? overlay(under, value) : value;
  }
  return merged;
}

function isObject(value: Json | undefined): value is JsonObject {
  return isRecord(value);
}
