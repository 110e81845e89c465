import { DESCRIPTION, type Part, type Setting } from "./description.ts";
import { isRecord } from "../core/is-record.ts";
import type { Settings } from "./settings.ts";
import { SettingsError } from "./settings-error.ts";

type Described = typeof DESCRIPTION;

/** Each single setting, by its place in `Settings`: "memory.days", "profile". */
export type SettingPath = { [Name in keyof Described]: Described[Name] extends Part<infer Inner> ? `${Name}.${keyof Inner & string}` : Name }[keyof Described];

type At<Path extends string> = Path extends `${infer Name extends keyof Settings}.${infer Inner}`
  ? Inner extends keyof Settings[Name] ? Settings[Name][Inner] : never
  : Path extends keyof Settings ? Settings[Path] : never;

/** Single settings, by their places. */
export type SettingValues = { [Path in SettingPath]?: At<Path> };

const SETTINGS: ReadonlyMap<SettingPath, Setting<unknown>> = new Map(Object.entries<Setting<unknown> | Part>(DESCRIPTION).flatMap(([name, entry]) =>
  ("kind" in entry ? [[name, entry]] : Object.entries(entry.settings).map(([inner, setting]) => [`${name}.${inner}`, setting])) as [SettingPath, Setting<unknown>][]));

export const SETTING_PATHS: readonly SettingPath[] = [...SETTINGS.keys()];

/** Those that stand in no file, and are shown to nobody. */
export const SECRET_PATHS: readonly SettingPath[] = SETTING_PATHS.filter((path) => SETTINGS.get(path)?.secret === true);

/** Reads the value of a single setting strictly. Throws SettingsError, with its place. */
export function readValue(path: SettingPath, value: unknown, at: string): unknown {
  return SETTINGS.get(path)?.kind.read(value, at);
}

/** Reads single settings by their places strictly. Throws SettingsError at the first thing that is not as it has to be. */
export function readValues(given: unknown): SettingValues {
  if (!isRecord(given)) throw new SettingsError("type", "", ["{ … }"]);
  return Object.fromEntries(Object.entries(given).map(([name, value]) => {
    const path = SETTING_PATHS.find((each) => each === name);
    if (path === undefined) throw new SettingsError("unknown", name);
    return [path, readValue(path, value, path)];
  }));
}

/** The single settings in an object with parts as `Settings` has them, each as it stands there. What there is not is given to `unknown`. */
export function spread(given: Readonly<Record<string, unknown>>, at: string, unknown: (error: SettingsError) => void): Map<SettingPath, unknown> {
  const place = (name: string): string => at === "" ? name : `${at}.${name}`;
  const parts = new Set(SETTING_PATHS.map((path) => path.split(".")[0] ?? path));
  const found = new Map<SettingPath, unknown>();
  const add = (path: string, value: unknown): void => {
    const known = SETTING_PATHS.find((each) => each === path);
    if (known === undefined) unknown(new SettingsError("unknown", place(path)));
    else found.set(known, value);
  };
  for (const [name, value] of Object.entries(given)) {
    if (!parts.has(name)) unknown(new SettingsError("unknown", place(name)));
    else if (SETTING_PATHS.some((path) => path === name)) add(name, value);
    else if (!isRecord(value)) unknown(new SettingsError("type", place(name), ["{ … }"]));
    else for (const [inner, each] of Object.entries(value)) add(`${name}.${inner}`, each);
  }
  return found;
}

export function valueAt(settings: Settings, path: SettingPath): unknown {
  return path.split(".").reduce<unknown>((value, name) => isRecord(value) ? value[name] : undefined, settings);
}

/** The settings with these in their places. */
export function withValues(settings: Settings, values: SettingValues): Settings {
  const copy: Record<string, unknown> = { ...structuredClone(settings) };
  for (const [path, value] of Object.entries(values)) {
    const [part = "", name] = path.split(".");
    copy[part] = name === undefined ? value : { ...copy[part] as object, [name]: value };
  }
  return copy as unknown as Settings;
}

/** The settings without what is secret. */
export function withoutSecrets(settings: Settings): Settings {
  return withValues(settings, Object.fromEntries(SECRET_PATHS.map((path) => [path, ""])));
}
