import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { MessageTable } from "../src/core/text/message-text.ts";
import { isRecord } from "../src/core/is-record.ts";

/**
 * Merges the fragments of one language, `_locales/<language>/*.json` (one file an area: background, popup, rules, ...),
 * into the one table that a browser reads as `_locales/<language>/messages.json`.
 *
 * @throws Error where two fragments define one key, or a key or its message is not what browsers accept.
 */
export function mergeLocale(folder: string): MessageTable {
  const merged: MessageTable = {};
  const definedIn = new Map<string, string>();
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".json")).sort()) {
    const file = join(folder, name);
    for (const [key, entry] of Object.entries(readFragment(file))) {
      const earlier = definedIn.get(key);
      if (earlier !== undefined) {
        throw new Error(`${file}: the message "${key}" is already defined in ${basename(earlier)}; keep one of the two.`);
      }
      definedIn.set(key, file);
      merged[key] = entry;
    }
  }
  return merged;
}

/** Languages that have a folder in `_locales`. */
export function languages(localesFolder: string): string[] {
  return readdirSync(localesFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
}

function readFragment(file: string): MessageTable {
  const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!isRecord(parsed)) {
    throw new Error(`${file}: expected an object of messages, {"key": {"message": "..."}}.`);
  }
  const fragment: MessageTable = {};
  for (const [key, entry] of Object.entries(parsed)) {
    if (!/^[A-Za-z0-9_]+$/.test(key)) {
      throw new Error(`${file}: the key "${key}" has characters other than A-Z, a-z, 0-9 and "_".`);
    }
    if (!isMessage(entry)) {
      throw new Error(`${file}: "${key}" needs a "message" that is a string.`);
    }
    fragment[key] = entry;
  }
  return fragment;
}

function isMessage(entry: unknown): entry is { message: string } {
  return isRecord(entry) && typeof entry["message"] === "string";
}
