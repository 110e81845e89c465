import { TrustError } from "./decisions/decision-error.ts";
import type { Settings } from "./settings.ts";
import { SettingsError } from "./settings-error.ts";
import { readValue, SETTING_PATHS, spread, valueAt, withValues, type SettingPath, type SettingValues } from "./shape.ts";

/** What whoever administers the browser sets (storage.managed): docs/enterprise.md, schema/managed-storage.schema.json. */
export interface Policy {
  /** Settings that it sets; they cannot be changed by the person. */
  values: SettingValues;
  /** Whether the first page may open after installation. */
  firstRun: boolean;
  /** What in it cannot be used, and is as if it were not there. */
  problems: { at: string; code: string; params: readonly string[] }[];
}

/** A member of the policy that is no setting of the person's. */
const FIRST_RUN = "firstRun";

/** Reads a policy: each setting by itself, so that what is wrong in one leaves the others. Throws nothing. */
export function readPolicy(managed: Readonly<Record<string, unknown>>): Policy {
  const problems: Policy["problems"] = [];
  const note = ({ at, code, params }: SettingsError): void => {
    problems.push({ at, code, params });
  };
  const { [FIRST_RUN]: firstRun = true, ...settings } = managed;
  if (typeof firstRun !== "boolean") note(new SettingsError("type", FIRST_RUN, ["true, false"]));
  const values: Record<string, unknown> = {};
  for (const [path, value] of spread(settings, "", note)) {
    try {
      values[path] = readValue(path, value, path);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      note(error);
    }
  }
  return { values, firstRun: firstRun !== false, problems };
}

export function applyPolicy(own: Settings, { values }: Policy): Settings {
  return withValues(own, values);
}

/** Throws TrustError ("policy") where a change of the person's settings touches what the policy sets. */
export function refuseLocked(before: Settings, after: Settings, policy: Policy): void {
  const touched = lockedPaths(policy).find((path) => JSON.stringify(valueAt(before, path)) !== JSON.stringify(valueAt(after, path)));
  if (touched !== undefined) throw new TrustError("policy");
}

export function lockedPaths({ values }: Policy): SettingPath[] {
  return SETTING_PATHS.filter((path) => path in values);
}
