import type { Messages } from "../../messages/index.ts";
import { settingChanges } from "../../settings/difference.ts";
import { readSettingsDocument, settingsDocument } from "../../settings/document.ts";
import { lockedPaths } from "../../settings/policy.ts";
import { DEFAULT_SETTINGS, readSettings } from "../../settings/settings.ts";
import { SettingsError } from "../../settings/settings-error.ts";
import { valueAt, withValues, type SettingValues } from "../../settings/shape.ts";
import type { Chosen, SettingsStore } from "../../settings/store.ts";
import type { SettingsReport } from "../../messages/settings.ts";

type Requests = { [Type in keyof Messages as Type extends `settings/${string}` ? Type : never]: Messages[Type] };
type Response = Requests[keyof Requests]["response"];

/** `time`: ISO 8601. */
export interface DeskTools {
  settings: SettingsStore;
  time: string;
  producer: { name: string; version: string };
}

/** A request "settings/…", as far as it is known to be one. */
export type SettingsMessage = { type: string } & Partial<Record<"text" | "values", unknown>>;

/** Answers what pages ask about all settings at once. Rejects where storage does, and for a request that there is not. */
export async function answerSettings(message: SettingsMessage, { settings, time, producer: { name, version } }: DeskTools): Promise<Response> {
  switch (message.type) {
    case "settings/get":
      return report(await settings.chosen());
    case "settings/export":
      return settingsDocument((await settings.chosen()).own, time, { name, version });
    case "settings/read":
      return proposal(await settings.chosen(), message.text);
    case "settings/set":
      // What a page sends was read before, by "settings/read"; what is damaged on the way is the default.
      await settings.change((own) => readSettings(withValues(own, message.values as SettingValues)));
      return report(await settings.chosen());
    default:
      throw new Error(`There is no request ${message.type}.`);
  }
}

function report({ settings, policy }: Chosen): SettingsReport {
  return { settings, locked: lockedPaths(policy), problems: policy.problems, firstRun: policy.firstRun };
}

/** What a file (its text), or a reset (null), would change. What the policy sets stays. */
function proposal({ own, policy }: Chosen, text: unknown): Messages["settings/read"]["response"] {
  try {
    const locked = lockedPaths(policy);
    const given = typeof text === "string" ? readSettingsDocument(text) : undefined;
    const wanted = given === undefined ? DEFAULT_SETTINGS : withValues(own, given);
    const all = settingChanges(own, wanted);
    const changes = all.filter(({ path }) => !locked.includes(path));
    return { changes, locked: all.map(({ path }) => path).filter((path) => locked.includes(path)), values: Object.fromEntries(changes.map(({ path }) => [path, valueAt(wanted, path)])) };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { error: { code: error.code, at: error.at, params: error.params } };
  }
}
