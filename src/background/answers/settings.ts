import type { SettingsMessages, SettingsReport } from "../../messages/settings.ts";
import { settingChanges } from "../../settings/difference.ts";
import { readSettingsDocument, settingsDocument } from "../../settings/document.ts";
import { lockedPaths } from "../../settings/policy.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../settings/settings.ts";
import { SettingsError } from "../../settings/settings-error.ts";
import { sameCollector } from "../../settings/collector-address.ts";
import { readValues, SECRET_PATHS, valueAt, withoutSecrets, withValues } from "../../settings/shape.ts";
import type { Chosen, SettingsStore } from "../../settings/store.ts";
import type { Answers } from "./table.ts";

export interface SettingsAnswerTools {
  settings: SettingsStore;
  /** Brings what was changed into effect. */
  changed: () => Promise<void>;
  producer: { name: string; version: string };
}

/** All settings: read, written, and set one by one. */
export function settingsAnswers({ settings, changed, producer: { name, version } }: SettingsAnswerTools): Answers<SettingsMessages> {
  return {
    "settings/get": async () => report(await settings.chosen()),
    "settings/export": async () => settingsDocument((await settings.chosen()).own, new Date().toISOString(), { name, version }),
    "settings/read": async ({ text }) => proposal(await settings.chosen(), text),
    "settings/set": async ({ values }) => {
      const read = readValues(values);
      await settings.change((own) => withoutStrangersToken(own, withValues(own, read), "upload.token" in read));
      await changed();
      return report(await settings.chosen());
    },
  };
}

function report({ settings, policy }: Chosen): SettingsReport {
  return {
    settings: withoutSecrets(settings), locked: lockedPaths(policy), problems: policy.problems, firstRun: policy.firstRun,
    kept: SECRET_PATHS.filter((path) => valueAt(settings, path) !== ""),
  };
}

/** A token goes to nobody but the collector that it was given for. */
function withoutStrangersToken(before: Settings, after: Settings, given: boolean): Settings {
  return given || sameCollector(before.upload.address, after.upload.address) ? after : withValues(after, { "upload.token": "" });
}

/** What a file (its text), or a reset (null), would change. What the policy sets stays. */
function proposal({ own, policy }: Chosen, text: string | null): SettingsMessages["settings/read"]["response"] {
  try {
    const locked = lockedPaths(policy);
    const wanted = text === null ? DEFAULT_SETTINGS : withValues(own, readSettingsDocument(text));
    const all = settingChanges(own, wanted);
    const changes = all.filter(({ path }) => !locked.includes(path));
    return { changes, locked: all.map(({ path }) => path).filter((path) => locked.includes(path)), values: Object.fromEntries(changes.map(({ path }) => [path, valueAt(wanted, path)])) };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { error: { code: error.code, at: error.at, params: error.params } };
  }
}
