import { PROFILE_IDS, type ProfileId } from "../core/assessment.ts";
import type { Exception, Pin } from "../core/interception/surroundings.ts";
import { memoryOfItsOwn, type Migration } from "./migrations.ts";
import { isRecord } from "../core/is-record.ts";

/** What the person chose, as it is kept in storage.local. JSON. */
export interface Settings {
  version: typeof SETTINGS_VERSION;
  trust: TrustSettings;
  /** What the grade of a page has beside it. */
  profile: ProfileId;
  /** When the browser's debugger is asked about connections, where it is needed for that (Chromium). */
  inspection: InspectionMode;
  interception: InterceptionSettings;
  memory: MemorySettings;
  /** The companion may be asked about pages. */
  companion: boolean;
  /** What the toolbar's badge says of a page. */
  badge: BadgeMode;
}

/** The grade; the version of TLS; the days until the server's certificate ends. */
export const BADGE_MODES = ["grade", "version", "expiry"] as const;
export type BadgeMode = (typeof BADGE_MODES)[number];

/** What the person expects of hosts and of those in the middle. */
export interface InterceptionSettings {
  /** CAs that read traffic openly ("our company's proxy"). */
  expected: ExpectedAuthority[];
  pins: Pin[];
  exceptions: Exception[];
  /** A new finding of weight is told by a notification. */
  notify: boolean;
}

/** What is remembered of hosts beyond the session, and how much of it. */
export interface MemorySettings {
  /** Keys and CAs of hosts are remembered. */
  remember: boolean;
  /** Hosts not seen for so long are forgotten. Days, a whole number. */
  days: number;
  /** Beyond it the hosts seen longest ago are forgotten. Megabytes (1,000,000 bytes), a whole number. */
  megabytes: number;
}

/** What a limit of the memory can be, both ends included. */
export const MEMORY_LIMITS = { days: [1, 3650], megabytes: [1, 1000] } as const satisfies Record<string, readonly [number, number]>;

export interface ExpectedAuthority {
  /** SHA-256, lower-case hex, of its key or of its certificate. */
  hash: string;
  /** Its name as the person saw it; hostile text possible. */
  name: string;
  /** ISO 8601. */
  since: string;
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

export const SETTINGS_VERSION = 2;

/** Nothing chosen. */
export const DEFAULT_SETTINGS: Readonly<Settings> = {
  version: SETTINGS_VERSION,
  trust: { base: "browser", added: [], restrictions: [] },
  profile: PROFILE_IDS[0],
  inspection: INSPECTION_MODES[0],
  interception: { expected: [], pins: [], exceptions: [], notify: false },
  memory: { remember: true, days: 400, megabytes: 128 },
  companion: false,
  badge: BADGE_MODES[0],
};

/** The first leads from version 1 to version 2, and so on. Never changed once released. */
export const MIGRATIONS: readonly Migration[] = [memoryOfItsOwn];

/**
 * Settings as they were stored, brought up to date. A part that is missing or damaged is the default; settings of a later
 * version are read as far as they are known here.
 */
export function readSettings(stored: unknown, migrations: readonly Migration[] = MIGRATIONS): Settings {
  if (!isRecord(stored)) return structuredClone(DEFAULT_SETTINGS);
  const from = typeof stored["version"] === "number" && stored["version"] >= 1 ? Math.floor(stored["version"]) : 1;
  const { trust, profile, inspection, interception, memory, companion, badge } = migrations.slice(from - 1).reduce((settings, migrate) => migrate(settings), stored);
  return {
    version: SETTINGS_VERSION,
    trust: readTrust(trust),
    profile: PROFILE_IDS.find((id) => id === profile) ?? DEFAULT_SETTINGS.profile,
    inspection: INSPECTION_MODES.find((mode) => mode === inspection) ?? DEFAULT_SETTINGS.inspection,
    interception: readInterception(interception),
    memory: readMemory(memory),
    companion: companion === true,
    badge: BADGE_MODES.find((mode) => mode === badge) ?? DEFAULT_SETTINGS.badge,
  };
}

/** As stored, or from a file that the person gives. */
export function readInterception(stored: unknown): InterceptionSettings {
  if (!isRecord(stored)) return structuredClone(DEFAULT_SETTINGS.interception);
  const { expected, pins, exceptions, notify } = stored;
  return {
    expected: records(expected).flatMap(({ hash, name, since }) => isHash(hash) ? [{ hash, name: text(name), since: day(since) }] : []),
    pins: records(pins).flatMap(({ hosts, kind, hashes, since, why }) => {
      const known = (["key", "anchor", "issuer"] as const).find((each) => each === kind);
      const list = strings(hashes).filter(isHash);
      return typeof hosts === "string" && known !== undefined && list.length > 0 ? [{ hosts, kind: known, hashes: list, since: day(since), why: text(why) }] : [];
    }),
    exceptions: records(exceptions).flatMap(({ host, port, key, since, why }) =>
      typeof host === "string" && Number.isInteger(port) && isHash(key) ? [{ host, port: Number(port), key, since: day(since), why: text(why) }] : []),
    notify: typeof notify === "boolean" ? notify : DEFAULT_SETTINGS.interception.notify,
  };
}

function readMemory(stored: unknown): MemorySettings {
  const { remember, days, megabytes } = DEFAULT_SETTINGS.memory;
  if (!isRecord(stored)) return { remember, days, megabytes };
  const limit = (name: keyof typeof MEMORY_LIMITS, otherwise: number): number => {
    const value = stored[name];
    const [least, most] = MEMORY_LIMITS[name];
    return typeof value === "number" && Number.isInteger(value) && value >= least && value <= most ? value : otherwise;
  };
  return { remember: typeof stored["remember"] === "boolean" ? stored["remember"] : remember, days: limit("days", days), megabytes: limit("megabytes", megabytes) };
}

function records(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function isHash(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}

function text(value: unknown): string {
  return typeof value === "string" ? value.slice(0, 500) : "";
}

/** A time that cannot be read is the first there is. */
function day(value: unknown): string {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return new Date(Number.isNaN(time) ? 0 : time).toISOString();
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
