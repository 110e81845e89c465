import { cipherSuiteById } from "../../src/core/registry/cipher-suites.ts";
import { groupById } from "../../src/core/registry/groups.ts";
import { signatureSchemeById } from "../../src/core/registry/signature-schemes.ts";
import type { Observation } from "../../src/core/observation.ts";
import type { TlsExtra, TlsInfo, Unavailable } from "../../src/core/tls-info.ts";
import type { ServerHandshake } from "../wire/server-flight.ts";
import { TLS_1_3 } from "../../src/core/wire/server-hello.ts";
import type { ProbeFailure } from "./failure.ts";
import type { Target } from "./target.ts";

const VERSIONS: ReadonlyMap<number, string> = new Map([[0x0300, "SSL 3.0"], [0x0301, "TLS 1.0"], [0x0302, "TLS 1.1"], [0x0303, "TLS 1.2"], [TLS_1_3, "TLS 1.3"]]);

/** "TLS 1.3" for 0x0304; undefined for what is no version. */
export function versionName(version: number): string | undefined {
  return VERSIONS.get(version);
}

export interface ProbeOutcome {
  address?: string;
  handshake?: ServerHandshake;
  failure?: ProbeFailure;
}

/** What was seen as an Observation: the fields by their names, and of those without a value the reason. */
export function observationOf({ host, port }: Target, time: string, { address, handshake, failure }: ProbeOutcome): Observation {
  return {
    host, port, time,
    ...(address === undefined ? {} : { ip: address }),
    tlsInfo: tlsInfoOf(handshake, failure),
  };
}

function tlsInfoOf(handshake: ServerHandshake | undefined, failure: ProbeFailure | undefined): TlsInfo {
  const hello = handshake?.serverHello;
  const unavailable: NonNullable<TlsExtra["unavailable"]> = { builtChain: "not-exposed", chainValid: "not-exposed" };
  const extra: TlsExtra = { source: "companion", unavailable };
  if (failure !== undefined) extra.error = { code: failure.code, message: failure.message, ...(failure.name === undefined ? {} : { name: failure.name }) };
  const info: TlsInfo = { extra };
  const missing: Unavailable = failure === undefined ? "none" : "handshake-failed";
  if (handshake?.certificates === undefined) unavailable.sentChain = missing;
  else info.sentChain = handshake.certificates.map(({ der }) => der);
  if (hello === undefined) {
    for (const field of ["protocol", "cipherSuite", "tlsVersion", "keyExchangeGroup", "signatureScheme"] as const) unavailable[field] = "handshake-failed";
    return info;
  }
  info.protocol = "TLS";
  const version = versionName(hello.version);
  if (version === undefined) unavailable.tlsVersion = "unknown-value";
  else info.tlsVersion = version;
  info.cipherSuite = hello.cipherSuite;
  const group = groupOf(handshake, failure !== undefined);
  if ("name" in group) info.keyExchangeGroup = group.name;
  else unavailable.keyExchangeGroup = group.reason;
  const scheme = handshake?.signatureScheme;
  const name = scheme === undefined ? undefined : signatureSchemeById(scheme)?.name;
  if (name === undefined) unavailable.signatureScheme = scheme === undefined ? missing : "unknown-value";
  else extra.signatureScheme = name;
  extra.resumed = hello.preSharedKey;
  // Every hello of ours asks for a response (status_request).
  if (failure === undefined && handshake?.certificates !== undefined) extra.ocspStapled = handshake.ocspResponse !== undefined;
  const alpn = handshake?.alpn;
  if (alpn === undefined) unavailable.alpn = missing;
  else extra.alpn = alpn;
  return info;
}

function groupOf(handshake: ServerHandshake | undefined, failed: boolean): { name: string } | { reason: Unavailable } {
  const id = handshake?.serverHello?.group ?? handshake?.keyExchange?.group;
  if (id !== undefined) {
    const group = groupById(id);
    return group === undefined ? { reason: "unknown-value" } : { name: group.name };
  }
  // A finite-field exchange before TLS 1.3 has a prime and no name.
  if (handshake?.keyExchange?.primeBits !== undefined) return { reason: "unknown-value" };
  const suite = cipherSuiteById(handshake?.serverHello?.cipherSuite ?? 0);
  const staticExchange = suite?.keyExchange === "RSA" || suite?.keyExchange === "DH" || suite?.keyExchange === "ECDH";
  return { reason: failed && !staticExchange ? "handshake-failed" : "none" };
}
