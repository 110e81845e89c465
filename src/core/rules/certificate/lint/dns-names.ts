import { parseIpAddress } from "../../../chain/ip-address.ts";
import { putBounded } from "../../../put-bounded.ts";
import type { RuleHit } from "../../rule.ts";
import type { CertificateFacts } from "./facts.ts";
import { when } from "./rule.ts";

/** The common name, where it is there and no IP address, and the DNS names: what a certificate calls its server. */
export function serverNames(facts: CertificateFacts): readonly string[] {
  // Asked for each time: what a rule looked at is told.
  const { commonName } = facts.subject;
  const { dns } = facts.subjectAltNames;
  let names = SERVER_NAMES.get(facts);
  if (names === undefined) {
    names = commonName !== "" && parseIpAddress(commonName) === undefined ? [commonName, ...dns] : dns;
    SERVER_NAMES.set(facts, names);
  }
  return names;
}

/** Asked for by many rules. */
const SERVER_NAMES = new WeakMap<CertificateFacts, readonly string[]>();

/** A name taken apart at what a registry hands out: "a.b.example.co.uk" is "a.b", "example", "co.uk". */
export interface RegistrableName {
  /** The label that the registry handed out. */
  readonly domain: string;
  /** What stands before it; empty where nothing does. */
  readonly subdomain: string;
}

// Labels under which registries of two-letter domains hand out names. The Public Suffix List has more, all of them places and trades.
const SECOND_LEVEL: ReadonlySet<string> = new Set([
  "ac", "co", "com", "ed", "edu", "firm", "gen", "go", "gob", "gouv", "gov", "govt", "gub", "id", "ind", "info", "lg", "ltd", "me", "mil",
  "ne", "net", "nhs", "nic", "nom", "or", "org", "plc", "police", "re", "sch", "web",
]);

// Registries of two-letter domains that hand out names at the second level, so that "com.uk" or "co.de" are ordinary names.
const NO_SECOND_LEVEL: ReadonlySet<string> = new Set([
  "at/com", "be/com", "ch/com", "ch/co", "ch/org", "ch/net", "cz/co", "cz/com", "de/com", "de/co", "de/org", "de/net", "dk/co", "dk/com", "eu/com",
  "eu/co", "fi/com", "ie/co", "ie/com", "it/co", "it/com", "nl/co", "nl/com", "no/com", "se/co", "se/com", "uk/com", "uk/edu", "uk/org.com", "us/co",
  "us/com", "us/org", "us/net", "us/edu", "us/gov", "us/mil", "io/co", "io/net", "io/org", "me/com", "tv/com", "tv/co",
]);

/** Names that were taken apart last: many rules ask for the same. */
const TAKEN_APART = new Map<string, RegistrableName | undefined>();
const MAX_TAKEN_APART = 128;
/** Characters; a longer one is no name in the DNS (RFC 1035 2.3.4), and is not kept. */
const MAX_NAME = 256;

/** Undefined where the name is empty, starts with a dot or is nothing but a public suffix. */
export function registrableName(name: string): RegistrableName | undefined {
  if (name.length > MAX_NAME) return takeApart(name);
  let parts = TAKEN_APART.get(name);
  if (parts === undefined && !TAKEN_APART.has(name)) {
    parts = takeApart(name);
    putBounded(TAKEN_APART, MAX_TAKEN_APART, name, parts);
  }
  return parts;
}

function takeApart(name: string): RegistrableName | undefined {
  const labels = name.toLowerCase().split(".");
  if (labels[0] === "") return undefined;
  const top = labels.at(-1) ?? "";
  const second = labels.at(-2);
  const isLong = top.length === 2 && second !== undefined && SECOND_LEVEL.has(second) && !NO_SECOND_LEVEL.has(`${top}/${second}`);
  const rest = labels.slice(0, isLong ? -2 : -1);
  const domain = rest.pop();
  return domain === undefined ? undefined : { domain, subdomain: rest.join(".") };
}

/** One hit with the first name that is bad; none once a name comes that cannot be taken apart. */
export function firstRegistrable(names: readonly string[], isBad: (name: RegistrableName) => boolean): RuleHit[] {
  for (const name of names) {
    const parts = registrableName(name);
    if (parts === undefined) return [];
    if (isBad(parts)) return when(true, name);
  }
  return [];
}

/** Whether a label of the name has more bytes than the DNS allows (RFC 1035 2.3.4). */
export function hasLongLabel(name: string): boolean {
  // No UTF-16 unit gives more than three bytes.
  return name.split(".").some((label) => label.length > 21 && new TextEncoder().encode(label).length > 63);
}

/** Characters 3 and 4 are hyphens: a label that IDNA reserves (RFC 5890 2.3.1). */
export function isReservedLabel(label: string): boolean {
  return label.slice(2, 4) === "--";
}

/** An A-label by its prefix (RFC 5890 2.3.1). */
export function isALabel(label: string): boolean {
  return label.slice(0, 4).toLowerCase() === "xn--";
}

/** Whether it is a host of more than one label, a wildcard or redacted labels ahead of it allowed. */
export function isFullyQualified(name: string): boolean {
  const rest = name.replace(/^\*\./, "").replace(/^(?:\?\.)+/, "");
  if (rest.length <= 3 || rest.includes("..")) return false;
  // Taken apart from its end: one expression for all of it takes quadratic time, and a stack as deep as the name is long.
  const host = withoutPort(rest);
  const absolute = host.endsWith(".") ? host.slice(0, -1) : host;
  const dot = absolute.lastIndexOf(".");
  return dot > 0 && isTopLabel(absolute.slice(dot + 1)) && isRestOfHost(absolute.slice(0, dot));
}

/** A colon and one to five digits are a port. */
function withoutPort(host: string): string {
  const colon = host.lastIndexOf(":");
  return colon >= 0 && /^[0-9]{1,5}$/.test(host.slice(colon + 1, colon + 7)) ? host.slice(0, colon) : host;
}

function isTopLabel(label: string): boolean {
  return !/[^a-z0-9\u00a1-\uffff-]/i.test(label) && /[a-z\u00a1-\uffff]/i.test(label);
}

function isRestOfHost(labels: string): boolean {
  return !/[^a-z0-9\u00a1-\uffff_.-]/i.test(labels) && !/^[_.-]|[_.-]$/.test(labels);
}
