import { addedAnchors } from "./decisions/added-anchors.ts";
import { summarizeCertificate } from "../core/x509/summary.ts";
import type { Settings } from "./settings.ts";
import { isRecord } from "../core/is-record.ts";
import { SECRET_PATHS, SETTING_PATHS, valueAt, type SettingPath } from "./shape.ts";

/** How a single setting would change. Hostile text possible. */
export type SettingChange =
  | { path: SettingPath; before: string; after: string }
  /** Entries of a list, by what tells them apart; one that is changed is removed and added. */
  | { path: SettingPath; added: string[]; removed: string[] };

/** What is different in the second settings. */
export function settingChanges(before: Settings, after: Settings): SettingChange[] {
  return SETTING_PATHS.flatMap((path): SettingChange[] => {
    const [one, other] = [valueAt(before, path), valueAt(after, path)];
    if (JSON.stringify(one) === JSON.stringify(other)) return [];
    if (SECRET_PATHS.includes(path)) return [{ path, before: hidden(one), after: hidden(other) }];
    if (!Array.isArray(one) || !Array.isArray(other)) return [{ path, before: String(one), after: String(other) }];
    const [old, now] = [one, other].map((list: unknown[]) => new Map(list.map((entry) => [JSON.stringify(entry), entryName(entry)])));
    const missing = (from: Map<string, string> | undefined, to: Map<string, string> | undefined): string[] => [...from ?? []].flatMap(([key, name]) => to?.has(key) === true ? [] : [name]);
    return [{ path, added: missing(now, old), removed: missing(old, now) }];
  });
}

function hidden(secret: unknown): string {
  return secret === "" ? "" : "•••";
}

function entryName(entry: unknown): string {
  if (typeof entry === "string") return addedAnchors([entry]).map((certificate) => summarizeCertificate(certificate).title || certificate.sha256).join(", ");
  if (!isRecord(entry)) return "";
  const { hosts, host, port, name, hash } = entry;
  if (typeof host === "string") return `${host}:${String(port)}`;
  return [hosts, name, hash].find((each): each is string => typeof each === "string" && each !== "") ?? "";
}
