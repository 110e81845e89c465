import { constants } from "node:crypto";
import { createSecureContext, getCiphers, type ConnectionOptions, type SecureVersion } from "node:tls";
import type { CipherSuite } from "../../src/core/registry/cipher-suites.ts";
import { groupByName } from "../../src/core/registry/groups.ts";
import { cipherSuiteByAnyName, opensslCipherName } from "../../src/core/registry/openssl-cipher-names.ts";
import { startTlsAlpn } from "../starttls/index.ts";
import { ProbeOptionError } from "./failure.ts";
import { CLIENT_VERSIONS, type ClientVersion, type ProbeOptions } from "./options.ts";

const VERSIONS: Readonly<Record<ClientVersion, SecureVersion>> = { "TLS 1.0": "TLSv1", "TLS 1.1": "TLSv1.1", "TLS 1.2": "TLSv1.2", "TLS 1.3": "TLSv1.3" };

/** What browsers offer first, then the rest; a server that follows the client's order shows its best. */
const DEFAULT_GROUPS = ["X25519MLKEM768", "x25519", "secp256r1", "secp384r1", "secp521r1", "x448", "ffdhe2048", "ffdhe3072", "brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1"];

/**
 * OpenSSL's list: what authenticates with a certificate, the strongest with forward secrecy first. Security level 0, since
 * weak keys, signatures and versions are what a probe is to see.
 */
const DEFAULT_CIPHERS = "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:ECDHE+AESGCM:ECDHE+CHACHA20:DHE+AESGCM:DHE+CHACHA20:ECDHE:DHE:ALL:!aNULL:!eNULL:!PSK:!SRP:@SECLEVEL=0";

/** OpenSSL refuses a list without a suite of TLS 1.2; where the least version is 1.3, this one is never offered. */
const OLDER = "ECDHE-RSA-AES128-GCM-SHA256";

/** Ports whose protocol has an ALPN name of its own, and those whose protocol has none. */
const ALPN_BY_PORT: ReadonlyMap<number, readonly string[]> = new Map([
  [853, ["dot"]], [993, ["imap"]], [995, ["pop3"]], [990, ["ftp"]], [4190, ["managesieve"]], [5223, ["xmpp-client"]], [5270, ["xmpp-server"]],
  [465, []], [563, []], [636, []], [989, []], [3269, []], [3306, []], [5432, []], [6697, []], [8883, []],
]);
const WEB_ALPN = ["h2", "http/1.1"];

/** What the ClientHello offers, as Node takes it. @throws ProbeOptionError for what this Node's OpenSSL cannot offer */
export function clientOffer(options: ProbeOptions, port: number): ConnectionOptions {
  const { minVersion = "TLS 1.0", maxVersion = "TLS 1.3" } = options;
  if (CLIENT_VERSIONS.indexOf(minVersion) > CLIENT_VERSIONS.indexOf(maxVersion)) throw new ProbeOptionError(`there is no version from ${minVersion} to ${maxVersion}`);
  const alpn = alpnOffer(options, port);
  return {
    minVersion: VERSIONS[minVersion],
    maxVersion: VERSIONS[maxVersion],
    ciphers: options.cipherSuites === undefined ? DEFAULT_CIPHERS : opensslCiphers(options.cipherSuites),
    ecdhCurve: (options.groups === undefined ? DEFAULT_GROUPS.filter(canOffer) : options.groups.map(opensslGroup)).join(":"),
    ...(alpn.length > 0 ? { ALPNProtocols: [...alpn] } : {}),
    // Servers without RFC 5746 exist, and that they lack it is a result.
    secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
  };
}

/** The application protocols to offer; empty: none. */
export function alpnOffer(options: ProbeOptions, port: number): readonly string[] {
  return options.alpn ?? (options.startTls === undefined ? ALPN_BY_PORT.get(port) ?? WEB_ALPN : startTlsAlpn(options.startTls));
}

function opensslCiphers(names: readonly string[]): string {
  const known = new Set(getCiphers());
  const suites = names.map((name) => {
    const suite = cipherSuiteByAnyName(name);
    if (suite === undefined) throw new ProbeOptionError(`"${name}" is no cipher suite; give the name of IANA or OpenSSL`);
    const openssl = opensslCipherName(suite);
    if (!known.has(openssl.toLowerCase())) throw new ProbeOptionError(`this Node's OpenSSL (${process.versions.openssl}) cannot offer ${suite.name}`);
    return { openssl, tls13: suite.keyExchange === "TLS13" };
  });
  const older = suites.every(({ tls13 }) => tls13) ? [OLDER] : [];
  return [...suites.map(({ openssl }) => openssl), ...older, "@SECLEVEL=0"].join(":");
}

function opensslGroup(name: string): string {
  const group = groupByName(name);
  if (group === undefined) throw new ProbeOptionError(`"${name}" is no group; give a name such as x25519`);
  if (!canOffer(group.name)) throw new ProbeOptionError(`this Node's OpenSSL (${process.versions.openssl}) cannot offer ${group.name}`);
  return group.name;
}

/** Whether a client without options offers the group. */
export function offersGroup(name: string): boolean {
  return DEFAULT_GROUPS.includes(name) && canOffer(name);
}

/** Whether a client without options offers the suite: what this OpenSSL has, encrypts, and authenticates with a certificate. */
export function offersSuite(suite: CipherSuite): boolean {
  const { authentication, cipher } = suite;
  return cipher !== "NULL" && authentication !== "anonymous" && authentication !== "PSK" && authentication !== "SRP" && getCiphers().includes(opensslCipherName(suite).toLowerCase());
}

const offerable = new Map<string, boolean>();

/** Whether this Node's OpenSSL knows the group. It tells only by trying. */
export function canOffer(group: string): boolean {
  let can = offerable.get(group);
  if (can === undefined) {
    try {
      createSecureContext({ ecdhCurve: group });
      can = true;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      can = false;
    }
    offerable.set(group, can);
  }
  return can;
}
