import { formatServerName, parseServerName } from "../../core/chain/server-name.ts";
import { readInterception, type InterceptionSettings } from "../settings.ts";
import { MAX_RESTRICTED, MAX_WORDS, readFingerprint, readPattern } from "./patterns.ts";
import { TrustError } from "./decision-error.ts";
import type { InterceptionChange } from "./changes.ts";

/**
 * The settings after one change, made at a time (ISO 8601). Throws TrustError where it cannot be made; what is undone already
 * stays undone.
 */
export function changeInterception(settings: InterceptionSettings, change: InterceptionChange, time: string): InterceptionSettings {
  const { expected, pins, exceptions } = settings;
  switch (change.kind) {
    case "expect": {
      const hash = readFingerprint(change.hash);
      if (expected.some((each) => each.hash === hash)) throw new TrustError("known");
      return { ...settings, expected: bounded([...expected, { hash, name: change.name.slice(0, MAX_WORDS), since: time }]) };
    }
    case "unexpect":
      return { ...settings, expected: expected.filter(({ hash }) => hash !== change.hash) };
    case "pin": {
      const hosts = readPattern(change.hosts);
      const hash = readFingerprint(change.hash);
      const entry = pins.find((each) => each.hosts === hosts && each.kind === change.pin);
      if (entry?.hashes.includes(hash) === true) throw new TrustError("known");
      if (entry !== undefined) return { ...settings, pins: pins.map((each) => each === entry ? { ...each, hashes: [...each.hashes, hash] } : each) };
      return { ...settings, pins: bounded([...pins, { hosts, kind: change.pin, hashes: [hash], since: time, why: change.why.slice(0, MAX_WORDS) }]) };
    }
    case "unpin":
      return { ...settings, pins: pins.filter(({ hosts, kind }) => hosts !== change.hosts || kind !== change.pin) };
    case "accept": {
      const host = readHost(change.host);
      const key = readFingerprint(change.key);
      const others = exceptions.filter((each) => each.host !== host || each.port !== change.port);
      return { ...settings, exceptions: bounded([...others, { host, port: change.port, key, since: time, why: change.why.slice(0, MAX_WORDS) }]) };
    }
    case "revoke":
      return { ...settings, exceptions: exceptions.filter(({ host, port }) => host !== change.host || port !== change.port) };
    case "import":
      return imported(settings, change.text);
  }
}

/** Pins, exceptions and expected CAs of a file, beside those that are there. */
function imported(settings: InterceptionSettings, text: string): InterceptionSettings {
  const read = readInterception(parsed(text));
  const isNew = <Entry>(list: readonly Entry[], idOf: (entry: Entry) => string) => {
    const known = new Set(list.map(idOf));
    return (entry: Entry): boolean => !known.has(idOf(entry));
  };
  const expected = read.expected.filter(isNew(settings.expected, ({ hash }) => hash));
  const pins = read.pins.filter(isNew(settings.pins, ({ hosts, kind }) => `${kind} ${hosts}`));
  const exceptions = read.exceptions.filter(isNew(settings.exceptions, ({ host, port }) => `${host} ${String(port)}`));
  if (expected.length + pins.length + exceptions.length === 0) throw new TrustError("nothing-new");
  return {
    ...settings,
    expected: bounded([...settings.expected, ...expected]), pins: bounded([...settings.pins, ...pins]), exceptions: bounded([...settings.exceptions, ...exceptions]),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new TrustError("json", [error.message]);
  }
}

function bounded<Entry>(list: Entry[]): Entry[] {
  if (list.length > MAX_RESTRICTED) throw new TrustError("full", [String(MAX_RESTRICTED)]);
  return list;
}

function readHost(text: string): string {
  const server = parseServerName(text.trim());
  if (server === undefined) throw new TrustError("hosts", [text]);
  return formatServerName(server);
}
