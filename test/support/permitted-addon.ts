import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A copy of an unpacked add-on with its optional permissions given: nothing that drives Chromium can answer its question for a person. */
export function permittedAddon(built: string, folder: string): string {
  cpSync(built, folder, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as { permissions: string[]; optional_permissions: string[] };
  const { optional_permissions: optional, ...rest } = manifest;
  assert.ok(optional.includes("nativeMessaging"));
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({ ...rest, permissions: [...rest.permissions, ...optional] }));
  return folder;
}
