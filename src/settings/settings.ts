import { PROFILE_IDS, type ProfileId } from "../assessment.ts";

/** What the person chose, as it is kept in storage.local. JSON. */
export interface Settings {
  version: typeof SETTINGS_VERSION;
  trust: TrustSettings;
  /** What the grade of a page has beside it. */
  profile: ProfileId;
  /** When the browser's debugger is asked about connections, where it is needed for that (Chromium). */
  inspection: InspectionMode;
}

export const INSPECTION_MODES = [
  /** When the person asks for it. */
  "on-demand",
  /** For every page. */
  "every-page",
  /** When the person asks for it: it was for every page, until they cancelled the browser's bar. */
  "cancelled",
] as const;
export type InspectionMode = (typeof INSPECTION_MODES)[number];

/** Whom to trust. */
export interface TrustSettings {
  /** "browser": its verdict counts. "mozilla": chains are validated against the bundled roots, whatever the browser says. */
  base: TrustBase;
  /** Anchors that the person trusts beside those: PEM, one each. */
  added: string[];
  /** Hosts whose chains must end at one of these (SHA-256, hex, of a certificate or of its key): see AnchorRestriction. */
  restrictions: TrustRestriction[];
}

export type TrustBase = "browser" | "mozilla";

export interface TrustRestriction {
  /** A host name, or "*." and a domain: the hosts below it, at any depth; "*" is every host. */
  hosts: string;
  anchors: string[];
}

export const SETTINGS_VERSION = 1;

/** Nothing chosen. */
export const DEFAULT_SETTINGS: Readonly<Settings> = {
  version: SETTINGS_VERSION,
  trust: { base: "browser", added: [], restrictions: [] },
  profile: PROFILE_IDS[0],
  inspection: INSPECTION_MODES[0],
};

/** Turns settings of one version into those of the next. What it is given may be damaged. */
export type Migration = (stored: Record<string, unknown>) => Record<string, unknown>;

/** The first leads from version 1 to version 2, and so on. */
export const MIGRATIONS: readonly Migration[] = [];

/**
 * Settings as they were stored, brought up to date. A part that is missing or damaged is the default; settings of a later
 * version are read as far as they are known here.
 */
export function readSettings(stored: unknown, migrations: readonly Migration[] = MIGRATIONS): Settings {
  if (!isRecord(stored)) return structuredClone(DEFAULT_SETTINGS);
  const from = typeof stored["version"] === "number" && stored["version"] >= 1 ? Math.floor(stored["version"]) : 1;
  const { trust, profile, inspection } = migrations.slice(from - 1).reduce((settings, migrate) => migrate(settings), stored);
  return {
    version: SETTINGS_VERSION,
    trust: readTrust(trust),
    profile: PROFILE_IDS.find((id) => id === profile) ?? DEFAULT_SETTINGS.profile,
    inspection: INSPECTION_MODES.find((mode) => mode === inspection) ?? DEFAULT_SETTINGS.inspection,
  };
}

function readTrust(stored: unknown): TrustSettings {
  if (!isRecord(stored)) return structuredClone(DEFAULT_SETTINGS.trust);
  const { base, added, restrictions } = stored;
  return {
    base: base === "mozilla" ? base : DEFAULT_SETTINGS.trust.base,
    added: strings(added),
    restrictions: Array.isArray(restrictions)
      ? restrictions.flatMap((each: unknown) => isRecord(each) && typeof each["hosts"] === "string" ? [{ hosts: each["hosts"], anchors: strings(each["anchors"]) }] : [])
      : [],
  };
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
