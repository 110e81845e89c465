import { CIPHERS, EXCHANGES, LETTERS } from "./cipher-suite-table.ts";

/** How the keys of the connection come about. "TLS13": the suite leaves it to the group (RFC 8446 section 4.2.8). */
export type KeyExchange =
  | "TLS13" | "ECDHE" | "DHE" | "ECDH" | "DH" | "RSA" | "PSK" | "SRP" | "KRB5" | "ECCPWD" | "GOST" | "NULL";

/** What proves who the server is. "certificate": TLS 1.3, where the signature scheme says which. */
export type Authentication =
  | "certificate" | "RSA" | "ECDSA" | "DSS" | "PSK" | "SRP" | "KRB5" | "ECCPWD" | "GOST" | "anonymous";

export interface CipherSuite {
  /** IANA code point (uint16). */
  readonly id: number;
  /** IANA name. */
  readonly name: string;
  readonly keyExchange: KeyExchange;
  readonly authentication: Authentication;
  /** The bulk cipher: "AES_128", "CHACHA20", "3DES_EDE", "RC4_128", "NULL". */
  readonly cipher: string;
  /** Effective strength of the cipher: 112 for 3DES (NIST SP 800-57 part 1), 40 for the export ciphers, 0 for NULL. */
  readonly bits: number;
  readonly mode: "AEAD" | "CBC" | "stream" | "none";
  /** Integrity: the hash of the HMAC, the name of another MAC, or "AEAD". */
  readonly mac: string;
  /** Fresh keys in every full handshake, so that a stolen long-term key does not open recorded traffic. */
  readonly forwardSecrecy: boolean;
  /** Weakened for the export rules of the 1990s (RFC 2246 appendix A.5): 40-bit ciphers and keys of 512 bits. */
  readonly export: boolean;
}

/** TLS_EMPTY_RENEGOTIATION_INFO_SCSV (RFC 5746) and TLS_FALLBACK_SCSV (RFC 7507): offered, never negotiated. */
export const SIGNALLING_SUITES: ReadonlyMap<number, string> = new Map([
  [0x00ff, "TLS_EMPTY_RENEGOTIATION_INFO_SCSV"],
  [0x5600, "TLS_FALLBACK_SCSV"],
]);

/** Whether the code point is one of the sixteen reserved by GREASE (RFC 8701 section 2): 0x0a0a, 0x1a1a, ... 0xfafa. */
export function isGrease(id: number): boolean {
  return (id & 0x0f0f) === 0x0a0a && id >> 8 === (id & 0xff);
}

interface Entry { id: number; exchange: string; rest: string; name: string }

let entriesById: Map<number, Entry> | undefined;
let idsByName: Map<string, number> | undefined;
const parsed = new Map<number, CipherSuite>();

/**
 * The suite of an IANA code point; undefined where none is assigned, and for GREASE and signalling values,
 * which no connection can have.
 */
export function cipherSuiteById(id: number): CipherSuite | undefined {
  const known = parsed.get(id);
  if (known !== undefined) return known;
  const entry = entries().get(id);
  if (entry === undefined) return undefined;
  const suite = suiteOf(entry);
  parsed.set(id, suite);
  return suite;
}

/** The suite of an IANA name ("TLS_AES_128_GCM_SHA256"), in any case; undefined where there is none. */
export function cipherSuiteByName(name: string): CipherSuite | undefined {
  idsByName ??= new Map(Array.from(entries().values(), ({ id, name }) => [name.toUpperCase(), id]));
  const id = idsByName.get(name.toUpperCase());
  return id === undefined ? undefined : cipherSuiteById(id);
}

/** All assigned suites, by key exchange and then by code point. */
export function* allCipherSuites(): Generator<CipherSuite> {
  for (const id of entries().keys()) {
    const suite = cipherSuiteById(id);
    if (suite !== undefined) yield suite;
  }
}

function entries(): Map<number, Entry> {
  if (entriesById !== undefined) return entriesById;
  entriesById = new Map();
  for (const [exchange, runs] of Object.entries(EXCHANGES)) {
    const prefix = exchange === "TLS13" ? "TLS_" : `TLS_${exchange}_WITH_`;
    for (const [, start = "", letters = ""] of runs.matchAll(/([0-9a-f]{4})([^0-9a-f]+)/g)) {
      let id = Number.parseInt(start, 16);
      for (const letter of letters) {
        const rest = CIPHERS[LETTERS.indexOf(letter)] ?? "";
        entriesById.set(id, { id, exchange, rest, name: prefix + rest });
        id += 1;
      }
    }
  }
  return entriesById;
}

function suiteOf({ id, exchange, rest, name }: Entry): CipherSuite {
  const { keyExchange, authentication } = exchangeOf(exchange, rest);
  const cipher = cipherOf(rest);
  const mode = modeOf(rest, cipher);
  return {
    id, name, keyExchange, authentication, cipher, mode,
    bits: bitsOf(cipher),
    mac: mode === "AEAD" ? "AEAD" : macOf(rest),
    forwardSecrecy: FORWARD_SECRET.has(keyExchange),
    export: exchange.endsWith("_EXPORT"),
  };
}

// SRP: RFC 5054 section 1; ECCPWD: RFC 8492 section 1.
const FORWARD_SECRET: ReadonlySet<KeyExchange> = new Set(["TLS13", "ECDHE", "DHE", "SRP", "ECCPWD"] as const);

function exchangeOf(exchange: string, rest: string): { keyExchange: KeyExchange; authentication: Authentication } {
  const plain = exchange.replace(/_EXPORT$/, "");
  switch (plain) {
    case "TLS13": return { keyExchange: "TLS13", authentication: "certificate" };
    case "NULL": return { keyExchange: "NULL", authentication: "anonymous" };
    case "RSA": return { keyExchange: "RSA", authentication: "RSA" };
    case "PSK": return { keyExchange: "PSK", authentication: "PSK" };
    case "KRB5": return { keyExchange: "KRB5", authentication: "KRB5" };
    case "ECCPWD": return { keyExchange: "ECCPWD", authentication: "ECCPWD" };
    case "PSK_DHE": return { keyExchange: "DHE", authentication: "PSK" };
    case "DH_anon": return { keyExchange: "DHE", authentication: "anonymous" };
    case "ECDH_anon": return { keyExchange: "ECDHE", authentication: "anonymous" };
    case "SRP_SHA": return { keyExchange: "SRP", authentication: "SRP" };
    case "SRP_SHA_RSA": return { keyExchange: "SRP", authentication: "RSA" };
    case "SRP_SHA_DSS": return { keyExchange: "SRP", authentication: "DSS" };
    // RFC 9367: the MGM suites are of TLS 1.3; RFC 9189: the others move a key under the server's long-term one.
    case "GOSTR341112_256":
      return rest.includes("_MGM_")
        ? { keyExchange: "TLS13", authentication: "certificate" }
        : { keyExchange: "GOST", authentication: "GOST" };
    default: {
      const [keyExchange, authentication] = plain.split("_");
      return { keyExchange: keyExchange as KeyExchange, authentication: authentication as Authentication };
    }
  }
}

function cipherOf(rest: string): string {
  // RFC 9150: integrity without encryption.
  if (rest === "SHA256_SHA256" || rest === "SHA384_SHA384" || rest.startsWith("NULL")) return "NULL";
  if (rest.startsWith("DES_CBC_40")) return "DES40";
  if (rest.startsWith("RC2_CBC_40")) return "RC2_40";
  return rest.replace(/_(CBC|GCM|CCM|MGM|CTR|CNT|POLY1305|MD5|SHA|SHA256|SHA512|ASCONHASH256|SM3)(_.*)?$/, "");
}

function bitsOf(cipher: string): number {
  switch (cipher) {
    case "NULL": return 0;
    case "DES": return 56;
    case "3DES_EDE": return 112;
    case "IDEA": case "SEED": case "SM4": case "AEGIS_128L": case "ASCONAEAD128": return 128;
    case "CHACHA20": case "28147": case "KUZNYECHIK": case "MAGMA": return 256;
    default: return Number(/(?<!\d)(\d+)$/.exec(cipher)?.[1] ?? 0);
  }
}

function modeOf(rest: string, cipher: string): CipherSuite["mode"] {
  if (cipher === "NULL") return "none";
  if (/_(GCM|CCM|MGM|POLY1305)(_|$)|^(AEGIS|ASCON)/.test(rest)) return "AEAD";
  return rest.includes("_CBC") ? "CBC" : "stream";
}

function macOf(rest: string): string {
  const last = rest.slice(rest.lastIndexOf("_") + 1);
  return last === "SHA" ? "SHA1" : last;
}
