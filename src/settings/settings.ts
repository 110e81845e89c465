import type { BADGE_MODES, INSPECTION_MODES, TRUST_BASES } from "./choices.ts";
import { DESCRIPTION, type Part, type Setting } from "./description.ts";
import { isRecord } from "../core/is-record.ts";
import { memoryOfItsOwn, type Migration } from "./migrations.ts";

type Described = typeof DESCRIPTION;
type ValueOf<Entry> = Entry extends Setting<infer Value> ? Value : Entry extends Part<infer Inner> ? { [Name in keyof Inner]: ValueOf<Inner[Name]> } : never;
type Writable<Value> = { -readonly [Name in keyof Value]: Value[Name] extends object ? Writable<Value[Name]> : Value[Name] };

/** What the person chose, as it is kept in storage.local. JSON. Each setting is described in description.ts. */
export type Settings = { version: typeof SETTINGS_VERSION } & Writable<{ [Name in keyof Described]: ValueOf<Described[Name]> }>;

/** Whom to trust. */
export type TrustSettings = Settings["trust"];
/** Hosts, and the anchors (SHA-256, hex, of a certificate or of its key) at one of which their chains must end: see AnchorRestriction. */
export type TrustRestriction = TrustSettings["restrictions"][number];
/** What the person expects of hosts and of those in the middle. */
export type InterceptionSettings = Settings["interception"];
/** What is remembered of hosts beyond the session, and how much of it. */
export type MemorySettings = Settings["memory"];
export type TrustBase = (typeof TRUST_BASES)[number];
export type BadgeMode = (typeof BADGE_MODES)[number];
export type InspectionMode = (typeof INSPECTION_MODES)[number];

export const SETTINGS_VERSION = 2;

/** Nothing chosen. */
export const DEFAULT_SETTINGS: Readonly<Settings> = restored({});

/** The first leads from version 1 to version 2, and so on. Never changed once released. */
export const MIGRATIONS: readonly Migration[] = [memoryOfItsOwn];

/**
 * Settings as they were stored, brought up to date. A part that is missing or damaged is the default; settings of a later
 * version are read as far as they are known here.
 */
export function readSettings(stored: unknown, migrations: readonly Migration[] = MIGRATIONS): Settings {
  if (!isRecord(stored)) return restored({});
  const from = typeof stored["version"] === "number" && stored["version"] >= 1 ? Math.floor(stored["version"]) : 1;
  return restored(migrations.slice(from - 1).reduce((settings, migrate) => migrate(settings), stored));
}

/** As stored, or from a file that the person gives. */
export function readInterception(stored: unknown): InterceptionSettings {
  return restored({ interception: stored }).interception;
}

function restored(stored: Readonly<Record<string, unknown>>): Settings {
  const restore = ({ kind, otherwise }: Setting<unknown>, value: unknown): unknown => kind.restore(value) ?? structuredClone(otherwise);
  const parts = Object.entries<Setting<unknown> | Part>(DESCRIPTION).map(([name, entry]): [string, unknown] => {
    const value = stored[name];
    if ("kind" in entry) return [name, restore(entry, value)];
    const inner = isRecord(value) ? value : {};
    return [name, Object.fromEntries(Object.entries(entry.settings).map(([each, setting]) => [each, restore(setting, inner[each])]))];
  });
  return { version: SETTINGS_VERSION, ...Object.fromEntries(parts) } as Settings;
}
