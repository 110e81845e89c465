import { PROFILE_IDS } from "../core/assessment.ts";
import { MAX_ADDED, MAX_RESTRICTED, readFingerprint, readPattern } from "./decisions/change-trust.ts";
import { readAnchors } from "./decisions/read-anchors.ts";
import { TrustError } from "./decisions/decision-error.ts";
import { toPem } from "../core/x509/pem.ts";
import { BADGE_MODES, INSPECTION_MODES, MEMORY_LIMITS, type Settings } from "./settings.ts";
import { SettingsError } from "./settings-error.ts";
import { isRecord } from "../core/is-record.ts";

/** Each single setting, by its place in `Settings`. */
export const SETTING_PATHS = [
  "trust.base", "trust.added", "trust.restrictions", "profile", "inspection",
  "interception.expected", "interception.pins", "interception.exceptions", "interception.notify",
  "memory.remember", "memory.days", "memory.megabytes", "companion", "badge",
] as const;
export type SettingPath = (typeof SETTING_PATHS)[number];

type At<Path extends string> = Path extends `${infer Part extends keyof Settings}.${infer Name}`
  ? Name extends keyof Settings[Part] ? Settings[Part][Name] : never
  : Path extends keyof Settings ? Settings[Path] : never;

/** Single settings, by their places. */
export type SettingValues = { [Path in SettingPath]?: At<Path> };

/** Reads a value strictly: throws SettingsError with its place, `at`. */
type Reader<Value> = (value: unknown, at: string) => Value;

/** Characters of the person's words. */
const MAX_WORDS = 500;
/** A time that nobody told. ISO 8601. */
const NO_TIME = new Date(0).toISOString();

const boolean: Reader<boolean> = (value, at) => {
  if (typeof value !== "boolean") throw new SettingsError("type", at, ["true, false"]);
  return value;
};

const string: Reader<string> = (value, at) => {
  if (typeof value !== "string") throw new SettingsError("type", at, ["\"…\""]);
  return value;
};

const words: Reader<string> = (value, at) => {
  const text = string(value, at);
  if (text.length > MAX_WORDS) throw new SettingsError("too-large", at, [String(MAX_WORDS)]);
  return text;
};

function whole([least, most]: readonly [number, number]): Reader<number> {
  return (value, at) => {
    if (typeof value !== "number") throw new SettingsError("type", at, [`${String(least)}–${String(most)}`]);
    if (!Number.isInteger(value) || value < least || value > most) throw new SettingsError("value", at, [`${String(least)}–${String(most)}`]);
    return value;
  };
}

function oneOf<Value extends string>(values: readonly Value[]): Reader<Value> {
  return (value, at) => {
    const found = values.find((each) => each === value);
    if (found === undefined) throw new SettingsError("value", at, [values.join(", ")]);
    return found;
  };
}

function list<Value>(most: number, item: Reader<Value>): Reader<Value[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw new SettingsError("type", at, ["[ … ]"]);
    if (value.length > most) throw new SettingsError("too-many", at, [String(most)]);
    return value.map((each: unknown, index) => item(each, `${at}[${String(index)}]`));
  };
}

/** `otherwise`: what members are where they are left out; each other one must be there. */
function object<Value extends object>(members: { [Name in keyof Value]: Reader<Value[Name]> }, otherwise: Partial<NoInfer<Value>> = {}): Reader<Value> {
  return (value, at) => {
    const record = asRecord(value, at);
    refuseUnknown(record, Object.keys(members), at);
    const entries = Object.entries<Reader<unknown>>(members).map(([name, read]) => {
      if (!(name in record) && name in otherwise) return [name, otherwise[name as keyof Value]];
      if (!(name in record)) throw new SettingsError("missing", `${at}.${name}`);
      return [name, read(record[name], `${at}.${name}`)];
    });
    return Object.fromEntries(entries) as Value;
  };
}

const time: Reader<string> = (value, at) => {
  const text = string(value, at);
  const milliseconds = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(milliseconds)) throw new SettingsError("time", at);
  return new Date(milliseconds).toISOString();
};

/** What trust's own readers refuse, said with its place. */
function trusted<Value>(code: "hosts" | "hash" | "certificate", read: (text: string) => Value): Reader<Value> {
  return (value, at) => {
    try {
      return read(string(value, at));
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      throw new SettingsError(code, at);
    }
  };
}

const hash = trusted("hash", readFingerprint);
const pattern = trusted("hosts", readPattern);
const host = trusted("hosts", (text) => {
  const read = readPattern(text);
  if (read.startsWith("*")) throw new TrustError("hosts", [text]);
  return read;
});
const certificate: Reader<string> = (value, at) => {
  const [first, ...others] = trusted("certificate", readAnchors)(value, at);
  if (first === undefined || others.length > 0) throw new SettingsError("certificate", at);
  return toPem(first.der);
};

export const READERS: { readonly [Path in SettingPath]: Reader<At<Path>> } = {
  "trust.base": oneOf(["browser", "mozilla"]),
  "trust.added": list(MAX_ADDED, certificate),
  "trust.restrictions": list(MAX_RESTRICTED, object({ hosts: pattern, anchors: list(MAX_RESTRICTED, hash) })),
  profile: oneOf(PROFILE_IDS),
  inspection: oneOf(INSPECTION_MODES),
  "interception.expected": list(MAX_RESTRICTED, object({ hash, name: words, since: time }, { name: "", since: NO_TIME })),
  "interception.pins": list(MAX_RESTRICTED, object({ hosts: pattern, kind: oneOf(["key", "anchor", "issuer"]), hashes: list(MAX_RESTRICTED, hash), since: time, why: words }, { since: NO_TIME, why: "" })),
  "interception.exceptions": list(MAX_RESTRICTED, object({ host, port: whole([1, 65_535]), key: hash, since: time, why: words }, { since: NO_TIME, why: "" })),
  "interception.notify": boolean,
  "memory.remember": boolean,
  "memory.days": whole(MEMORY_LIMITS.days),
  "memory.megabytes": whole(MEMORY_LIMITS.megabytes),
  companion: boolean,
  badge: oneOf(BADGE_MODES),
};

const PARTS = new Set(SETTING_PATHS.map((path) => path.split(".")[0] ?? path));

/** The single settings in an object with parts as `Settings` has them, each as it stands there. What there is not is given to `unknown`. */
export function spread(given: Readonly<Record<string, unknown>>, at: string, unknown: (error: SettingsError) => void): Map<SettingPath, unknown> {
  const place = (name: string): string => at === "" ? name : `${at}.${name}`;
  const found = new Map<SettingPath, unknown>();
  const add = (path: string, value: unknown): void => {
    const known = SETTING_PATHS.find((each) => each === path);
    if (known === undefined) unknown(new SettingsError("unknown", place(path)));
    else found.set(known, value);
  };
  for (const [name, value] of Object.entries(given)) {
    if (!PARTS.has(name)) unknown(new SettingsError("unknown", place(name)));
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

function refuseUnknown(record: Record<string, unknown>, known: readonly string[], at: string): void {
  const unknown = Object.keys(record).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new SettingsError("unknown", `${at}.${unknown}`);
}

function asRecord(value: unknown, at: string): Record<string, unknown> {
  if (!isRecord(value)) throw new SettingsError("type", at, ["{ … }"]);
  return value;
}
