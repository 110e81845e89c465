/**
 * What a setting can be. Each kind says it once, for all that read it: files and policies, strictly; what was stored,
 * leniently; and the JSON Schema.
 */
import { toPem } from "../core/x509/pem.ts";
import { TrustError } from "./decisions/decision-error.ts";
import { MAX_WORDS, readFingerprint, readPattern } from "./decisions/patterns.ts";
import { readAnchors } from "./decisions/read-anchors.ts";
import { isRecord } from "../core/is-record.ts";
import { collectorAddress } from "./collector-address.ts";
import { SettingsError } from "./settings-error.ts";

/** A part of JSON Schema (2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Kind<Value> {
  /** Reads a value from a file or a policy. Throws SettingsError with its place, `at`. */
  readonly read: (value: unknown, at: string) => Value;
  /** Reads a value as it was stored: what can be saved of it is; undefined where it is damaged. */
  readonly restore: (stored: unknown) => Value | undefined;
  /** What `read` takes. */
  readonly schema: JsonSchema;
}

/** Characters of a token: signed ones are long. */
const MAX_SECRET = 4000;

/** Characters of an address. */
const MAX_ADDRESS = 2000;

/** A time that nobody told. ISO 8601. */
const NO_TIME = new Date(0).toISOString();

const text = { type: "string" } as const;

/** `schema`: what a file may have beyond what is kept; a value that is kept is read again the same. */
function strictly<Value>(read: Kind<Value>["read"], schema: JsonSchema): Kind<Value> {
  return {
    read, schema,
    restore: (stored) => {
      try {
        return read(stored, "");
      } catch (error) {
        if (!(error instanceof SettingsError)) throw error;
        return undefined;
      }
    },
  };
}

export function boolean(): Kind<boolean> {
  return strictly((value, at) => {
    if (typeof value !== "boolean") throw new SettingsError("type", at, ["true, false"]);
    return value;
  }, { type: "boolean" });
}

/** A whole number, both ends included. */
export function whole([least, most]: readonly [number, number]): Kind<number> {
  return strictly((value, at) => {
    if (typeof value !== "number") throw new SettingsError("type", at, [`${String(least)}–${String(most)}`]);
    if (!Number.isInteger(value) || value < least || value > most) throw new SettingsError("value", at, [`${String(least)}–${String(most)}`]);
    return value;
  }, { type: "integer", minimum: least, maximum: most });
}

export function oneOf<const Value extends string>(values: readonly Value[]): Kind<Value> {
  return strictly((value, at) => {
    const found = values.find((each) => each === value);
    if (found === undefined) throw new SettingsError("value", at, [values.join(", ")]);
    return found;
  }, { ...text, enum: values });
}

/** The person's words: too many are refused in a file, and cut where they are stored. */
export function words(): Kind<string> {
  return {
    read: (value, at) => {
      const given = asText(value, at);
      if (given.length > MAX_WORDS) throw new SettingsError("too-large", at, [String(MAX_WORDS)]);
      return given;
    },
    restore: (stored) => typeof stored === "string" ? stored.slice(0, MAX_WORDS) : "",
    schema: { ...text, maxLength: MAX_WORDS },
  };
}

/** ISO 8601. A stored time that cannot be read is the first there is. */
export function time(): Kind<string> {
  return {
    read: (value, at) => {
      const given = asText(value, at);
      const milliseconds = /^\d{4}-\d\d-\d\d/.test(given) ? Date.parse(given) : Number.NaN;
      if (Number.isNaN(milliseconds)) throw new SettingsError("time", at);
      return new Date(milliseconds).toISOString();
    },
    restore: (stored) => {
      const milliseconds = typeof stored === "string" ? Date.parse(stored) : Number.NaN;
      return Number.isNaN(milliseconds) ? NO_TIME : new Date(milliseconds).toISOString();
    },
    schema: { ...text, description: "ISO 8601" },
  };
}

/** SHA-256 of a certificate or of its key: as people write it in a file, lower-case hex where it is stored. */
export function hash(): Kind<string> {
  return {
    read: decided("hash", readFingerprint),
    restore: (stored) => typeof stored === "string" && /^[0-9a-f]{64}$/.test(stored) ? stored : undefined,
    schema: { ...text, pattern: "^[0-9A-Fa-f]{2}([: ]?[0-9A-Fa-f]{2}){31}$" },
  };
}

/** Hosts: a name, an address, "*." and a domain, or "*". What was stored was read before. */
export function pattern(): Kind<string> {
  return { read: decided("hosts", readPattern), restore: anyText, schema: { ...text, description: "A host name, an address, \"*.\" and a domain, or \"*\"" } };
}

/** A single host. */
export function host(): Kind<string> {
  const read = (given: string): string => {
    const found = readPattern(given);
    if (found.startsWith("*")) throw new TrustError("hosts", [given]);
    return found;
  };
  return { read: decided("hosts", read), restore: anyText, schema: { ...text, description: "A host name or an address" } };
}

/** What only its owner should know: printable ASCII, as the headers of HTTP take it. */
export function secretText(): Kind<string> {
  return strictly((value, at) => {
    const given = asText(value, at);
    if (given.length > MAX_SECRET) throw new SettingsError("too-large", at, [String(MAX_SECRET)]);
    if (!/^[\x20-\x7e]*$/.test(given)) throw new SettingsError("type", at, ["ASCII"]);
    return given.trim();
  }, { ...text, maxLength: MAX_SECRET });
}

/** Where telemetry may be sent to; empty: nowhere. */
export function collector(): Kind<string> {
  return strictly((value, at) => {
    const given = asText(value, at).trim();
    if (given === "") return "";
    const url = collectorAddress(given);
    if (url === undefined || given.length > MAX_ADDRESS) throw new SettingsError("address", at);
    return url.href;
  }, { ...text, description: "An address: https, or http to this machine" });
}

/** One certificate. What was stored is read when it is needed: to read it here would cost each start of the background. */
export function certificate(): Kind<string> {
  return {
    read: (value, at) => {
      const [first, ...others] = decided("certificate", readAnchors)(value, at);
      if (first === undefined || others.length > 0) throw new SettingsError("certificate", at);
      return toPem(first.der);
    },
    restore: anyText,
    schema: { ...text, description: "One certificate in PEM" },
  };
}

/** `least`: fewer are none. Stored entries that are damaged are left out. */
export function list<Value>(item: Kind<Value>, most: number, least = 0): Kind<Value[]> {
  return {
    read: (value, at) => {
      if (!Array.isArray(value)) throw new SettingsError("type", at, ["[ … ]"]);
      if (value.length > most) throw new SettingsError("too-many", at, [String(most)]);
      if (value.length < least) throw new SettingsError("missing", `${at}[${String(value.length)}]`);
      return value.map((each: unknown, index) => item.read(each, `${at}[${String(index)}]`));
    },
    restore: (stored) => {
      const kept = Array.isArray(stored) ? stored.map((each: unknown) => item.restore(each)).filter((each) => each !== undefined) : [];
      return kept.length < least ? undefined : kept;
    },
    schema: { type: "array", items: item.schema, maxItems: most, ...(least === 0 ? {} : { minItems: least }) },
  };
}

/** `otherwise`: what members are where a file leaves them out; each other one must be there. A stored object with a damaged member is damaged. */
export function object<Value extends object>(members: { readonly [Name in keyof Value]: Kind<Value[Name]> }, otherwise: Partial<NoInfer<Value>> = {}): Kind<Value> {
  const all = Object.entries<Kind<unknown>>(members);
  return {
    read: (value, at) => {
      if (!isRecord(value)) throw new SettingsError("type", at, ["{ … }"]);
      const unknown = Object.keys(value).find((name) => !(name in members));
      if (unknown !== undefined) throw new SettingsError("unknown", `${at}.${unknown}`);
      const read = all.map(([name, kind]) => {
        if (name in value) return [name, kind.read(value[name], `${at}.${name}`)];
        if (!(name in otherwise)) throw new SettingsError("missing", `${at}.${name}`);
        return [name, otherwise[name as keyof Value]];
      });
      return Object.fromEntries(read) as Value;
    },
    restore: (stored) => {
      if (!isRecord(stored)) return undefined;
      const kept = all.map(([name, kind]) => [name, kind.restore(stored[name])] as const);
      return kept.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(kept) as Value;
    },
    schema: {
      type: "object", properties: Object.fromEntries(all.map(([name, { schema }]) => [name, schema])),
      required: all.map(([name]) => name).filter((name) => !(name in otherwise)), additionalProperties: false,
    },
  };
}

/** What is said of an entry that a file dates and explains, or not. */
export const UNTOLD = { since: NO_TIME, why: "" } as const;

/** What the readers of decisions refuse, said with its place. */
function decided<Value>(code: "hosts" | "hash" | "certificate", read: (text: string) => Value): Kind<Value>["read"] {
  return (value, at) => {
    try {
      return read(asText(value, at));
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      throw new SettingsError(code, at);
    }
  };
}

function asText(value: unknown, at: string): string {
  if (typeof value !== "string") throw new SettingsError("type", at, ["\"…\""]);
  return value;
}

function anyText(stored: unknown): string | undefined {
  return typeof stored === "string" ? stored : undefined;
}
