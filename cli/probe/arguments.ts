import { BROWSER_OFFERS, CLIENT_VERSIONS, type BrowserOffer, type ClientVersion } from "../../companion/connect/options.ts";
import { START_TLS } from "../../companion/starttls/index.ts";
import { tlsVersionByName } from "../../src/core/registry/tls-versions.ts";
import { UsageError } from "../errors.ts";
import { parseOptions } from "../options.ts";

/** What `tlscope probe` was asked for; files are not read yet. */
export interface ProbeArguments {
  name: "probe";
  /** One host, or the file that lists them ("-": standard input). */
  what: { host: string } | { list: string };
  json: boolean;
  /** Ask for all that the server takes, by many connections. */
  scan: boolean;
  /** Send one request and look for HSTS. */
  http: boolean;
  /** Connections at a time, with a list. */
  concurrency: number;
  connect?: string;
  /** null: none. */
  serverName?: string | null;
  /** "system", "mozilla", "none", or a PEM file; several count together. */
  anchors: string[];
  /** Hashes of public keys. */
  pins: string[];
  /** Hashes of certificates, or PEM files. */
  accept: string[];
  clientCertificate?: string;
  clientKey?: string;
  passphraseFile?: string;
  minVersion?: ClientVersion;
  maxVersion?: ClientVersion;
  cipherSuites?: string[];
  groups?: string[];
  alpn?: string[];
  resume: boolean;
  startTls?: string;
  as?: BrowserOffer;
  tlsa?: string;
  dnsIds: string[];
  srvIds: string[];
  /** Milliseconds. */
  connectTimeout?: number;
  timeout?: number;
}

const OPTIONS = {
  json: { type: "boolean" },
  scan: { type: "boolean" },
  http: { type: "boolean" },
  list: { type: "string" },
  concurrency: { type: "string" },
  connect: { type: "string" },
  servername: { type: "string" },
  "no-servername": { type: "boolean" },
  anchors: { type: "string", multiple: true },
  pin: { type: "string", multiple: true },
  accept: { type: "string", multiple: true },
  "client-cert": { type: "string" },
  "client-key": { type: "string" },
  "passphrase-file": { type: "string" },
  "min-version": { type: "string" },
  "max-version": { type: "string" },
  "cipher-suites": { type: "string" },
  groups: { type: "string" },
  alpn: { type: "string" },
  resume: { type: "boolean" },
  starttls: { type: "string" },
  as: { type: "string" },
  tlsa: { type: "string" },
  "dns-id": { type: "string", multiple: true },
  "srv-id": { type: "string", multiple: true },
  "connect-timeout": { type: "string" },
  timeout: { type: "string" },
} as const;

const DEFAULT_CONCURRENCY = 16;
const MAX_CONCURRENCY = 256;

/** Reads the arguments behind "tlscope probe". @throws UsageError */
export function readProbeArguments(args: readonly string[]): ProbeArguments {
  const { values, positionals } = parseOptions(args, OPTIONS);
  const [host, extra] = positionals;
  if (extra !== undefined) throw new UsageError(`"${extra}" is one argument too many`);
  if ((host === undefined) === (values.list === undefined)) throw new UsageError("give a host, as name or name:port, or --list with a file of them");
  if (values.list === undefined && values.concurrency !== undefined) throw new UsageError("--concurrency goes with --list");
  if (values.servername !== undefined && values["no-servername"] === true) throw new UsageError("--servername and --no-servername exclude each other");
  if ((values["client-key"] ?? values["passphrase-file"]) !== undefined && values["client-cert"] === undefined) throw new UsageError("--client-key and --passphrase-file go with --client-cert");
  const anchors = values.anchors ?? [];
  if (anchors.includes("none") && anchors.length > 1) throw new UsageError("--anchors none excludes other anchors");
  const startTls = oneOf(values.starttls, START_TLS, "--starttls");
  const as = oneOf(values.as, BROWSER_OFFERS, "--as");
  const fixed = (["min-version", "max-version", "cipher-suites", "groups", "resume", "client-cert"] as const).find((option) => values[option] !== undefined);
  if (as !== undefined && fixed !== undefined) throw new UsageError(`--${fixed} does not go with --as`);
  if (values.http === true && startTls !== undefined) throw new UsageError("--http does not go with --starttls");
  const serverName = values["no-servername"] === true ? null : values.servername;
  return {
    name: "probe",
    what: host === undefined ? { list: values.list ?? "-" } : { host },
    json: values.json === true,
    scan: values.scan === true,
    http: values.http === true,
    concurrency: positive(values.concurrency, "--concurrency", MAX_CONCURRENCY) ?? DEFAULT_CONCURRENCY,
    anchors,
    pins: values.pin ?? [],
    accept: values.accept ?? [],
    resume: values.resume === true,
    dnsIds: values["dns-id"] ?? [],
    srvIds: values["srv-id"] ?? [],
    ...given({
      connect: values.connect,
      serverName,
      clientCertificate: values["client-cert"],
      clientKey: values["client-key"],
      passphraseFile: values["passphrase-file"],
      minVersion: version(values["min-version"], "--min-version"),
      maxVersion: version(values["max-version"], "--max-version"),
      cipherSuites: list(values["cipher-suites"]),
      groups: list(values.groups),
      alpn: list(values.alpn),
      startTls,
      as,
      tlsa: values.tlsa,
      connectTimeout: seconds(values["connect-timeout"], "--connect-timeout"),
      timeout: seconds(values.timeout, "--timeout"),
    }),
  };
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function given<T extends object>(object: T): Given<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Given<T>;
}

function oneOf<T extends string>(value: string | undefined, allowed: readonly T[], option: string): T | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new UsageError(`${option}: "${value}" is not known; give one of ${allowed.join(", ")}`);
  return found;
}

function version(value: string | undefined, option: string): ClientVersion | undefined {
  if (value === undefined) return undefined;
  const name = tlsVersionByName(/^\d/.test(value) ? `TLS ${value}` : value);
  return oneOf(name ?? value, CLIENT_VERSIONS, option);
}

/** Names with commas or colons between them; an empty text is an empty list. */
function list(value: string | undefined): string[] | undefined {
  return value?.split(/[,:]/).map((each) => each.trim()).filter((each) => each !== "");
}

function positive(value: string | undefined, option: string, max: number): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > max) throw new UsageError(`${option}: a number from 1 to ${max} is expected`);
  return number;
}

/** Seconds, as milliseconds. */
function seconds(value: string | undefined, option: string): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!(number > 0) || number > 3600) throw new UsageError(`${option}: seconds, more than 0 and at most 3600, are expected`);
  return number * 1000;
}
