import type { SettingChange } from "../settings/difference.ts";
import type { Policy } from "../settings/policy.ts";
import type { SettingsDocument } from "../settings/document.ts";
import type { Settings } from "../settings/settings.ts";
import type { SettingsErrorCode } from "../settings/settings-error.ts";
import type { SettingPath, SettingValues } from "../settings/shape.ts";
import { isNullable, isObject, isText, type Shapes } from "./shape.ts";

export interface SettingsMessages {
  /** All settings as they hold, and which of them a policy sets. */
  "settings/get": { request: object; response: SettingsReport };
  /** The person's settings as a file. */
  "settings/export": { request: object; response: SettingsDocument };
  /** What a file of settings (its text) would change, or going back to the defaults (null). Nothing is changed. */
  "settings/read": { request: { text: string | null }; response: SettingsProposal | { error: { code: SettingsErrorCode; at: string; params: readonly string[] } } };
  /**
   * Sets single settings; takes effect at once. Rejects where one is not as its description says, or a policy sets it; then
   * none is changed. A permission that one needs is asked for before, by the page that the person clicks in.
   */
  "settings/set": { request: { values: SettingValues }; response: SettingsReport };
}

/** What stands in `values` is read by the settings' own descriptions. */
export const SETTINGS_SHAPES: Shapes<SettingsMessages> = {
  "settings/get": {},
  "settings/export": {},
  "settings/read": { text: isNullable(isText) },
  "settings/set": { values: isObject },
};

export interface SettingsReport {
  /** As they hold; what is secret is empty. */
  settings: Settings;
  /** What is secret and set. */
  kept: SettingPath[];
  /** What a policy sets: the person cannot change it. */
  locked: SettingPath[];
  /** What in the policy cannot be used. */
  problems: Policy["problems"];
  /** The policy lets the first page open. */
  firstRun: boolean;
}

export interface SettingsProposal {
  changes: SettingChange[];
  /** Would change, and stay since a policy sets them. */
  locked: SettingPath[];
  /** For "settings/set". */
  values: SettingValues;
}
