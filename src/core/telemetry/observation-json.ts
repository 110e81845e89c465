import type { Observation } from "../observation.ts";
import { CERTIFICATE_EXCEPTIONS, TLS_SOURCES, VERDICT_TELLERS, type Hsts, type TlsExtra, type TlsField, type TlsInfo, type Unavailable } from "../tls-info.ts";
import { fromBase64, toBase64 } from "../bytes/base64.ts";
import { ObjectReader, readString, required, TelemetryError } from "./json-reader.ts";
import { defined } from "../defined.ts";

/** An Observation as JSON: the same members, with certificates as strings. schema/observation-1.schema.json. */
export type ObservationJson = Omit<Observation, "tlsInfo" | "trustAnchors"> & {
  tlsInfo: TlsInfoJson;
  trustAnchors?: string[];
};

export type TlsInfoJson = Omit<TlsInfo, "builtChain" | "sentChain" | "extra"> & {
  builtChain?: string[];
  sentChain?: string[];
  extra?: Omit<TlsExtra, "serverCertificate"> & { serverCertificate?: string };
};

/** Certificates in one chain, trust anchors, and characters of a certificate in base64 (1 MiB of DER). */
const MAX_CHAIN = 1000;
const MAX_ANCHORS = 4096;
export const MAX_BASE64 = 1_398_104;

/**
 * Reads an observation whose certificates are in base64. Members that are not known are passed over; a member that is
 * known and not as it should be is an error, never a guess.
 * @throws TelemetryError
 */
export function parseObservation(value: unknown): Observation {
  return readObservation(new ObjectReader(value), readBase64);
}

/** The observation as JSON, with certificates in base64. */
export function observationToJson(observation: Observation): ObservationJson {
  return writeObservation(observation, toBase64);
}

/** The bytes of base64. @throws TelemetryError */
export function readBase64(value: unknown, path: string): Uint8Array {
  const bytes = fromBase64(readString(value, path, MAX_BASE64));
  if (bytes === undefined) throw new TelemetryError("bad-base64", path, "base64 with padding and without white space is expected");
  return bytes;
}

/** Writes each certificate with `write`. */
export function writeObservation(observation: Observation, write: (der: Uint8Array) => string): ObservationJson {
  const { tlsInfo, trustAnchors, ...rest } = observation;
  const { builtChain, sentChain, extra, ...info } = tlsInfo;
  return defined({
    ...rest,
    tlsInfo: defined({
      ...info,
      builtChain: builtChain?.map(write),
      sentChain: sentChain?.map(write),
      extra: extra && writeExtra(extra, write),
    }),
    trustAnchors: trustAnchors?.map(write),
  });
}

function writeExtra({ serverCertificate, ...rest }: TlsExtra, write: (der: Uint8Array) => string): NonNullable<TlsInfoJson["extra"]> {
  return serverCertificate === undefined ? rest : { ...rest, serverCertificate: write(serverCertificate) };
}

/** Reads each certificate with `certificate`. @throws TelemetryError */
export function readObservation(reader: ObjectReader, certificate: (value: unknown, path: string) => Uint8Array): Observation {
  return defined({
    host: readHost(reader),
    port: reader.integer("port", 65535),
    ip: reader.string("ip", 64),
    time: reader.time("time"),
    tlsInfo: readTlsInfo(required(reader.object("tlsInfo"), reader.at("tlsInfo")), certificate),
    trustAnchors: reader.array("trustAnchors", MAX_ANCHORS, certificate),
    hsts: readHsts(reader),
    scheme: reader.oneOf("scheme", ["https:", "http:"]),
  });
}

function readHost(reader: ObjectReader): string {
  const host = required(reader.string("host", 1000), reader.at("host"));
  if (!/^[^\s[\]\u0000-\u001f\u007f]+$/.test(host)) {
    throw new TelemetryError("bad-host", reader.at("host"), "a DNS name or an IP address is expected, IPv6 without brackets");
  }
  return host.toLowerCase();
}

function readHsts(reader: ObjectReader): Hsts | null | undefined {
  if (reader.raw("hsts") === null) return null;
  const hsts = reader.object("hsts");
  return hsts && defined({
    maxAge: required(hsts.integer("maxAge", Number.MAX_SAFE_INTEGER), hsts.at("maxAge")),
    includeSubDomains: hsts.boolean("includeSubDomains"),
    preload: hsts.boolean("preload"),
  });
}

function readTlsInfo(reader: ObjectReader, certificate: (value: unknown, path: string) => Uint8Array): TlsInfo {
  const extra = reader.object("extra");
  return defined({
    builtChain: reader.array("builtChain", MAX_CHAIN, certificate),
    sentChain: reader.array("sentChain", MAX_CHAIN, certificate),
    chainValid: reader.boolean("chainValid"),
    protocol: reader.oneOf("protocol", ["TLS", "QUIC"]),
    cipherSuite: reader.integer("cipherSuite", 65535),
    tlsVersion: reader.string("tlsVersion", 64),
    keyExchangeGroup: reader.string("keyExchangeGroup", 64),
    extra: extra && readExtra(extra, certificate),
  });
}

function readExtra(reader: ObjectReader, certificate: (value: unknown, path: string) => Uint8Array): TlsExtra {
  const quic = reader.object("quic");
  const error = reader.object("error");
  const browser = reader.object("browser");
  const own = reader.raw("serverCertificate");
  return defined({
    source: reader.oneOf("source", TLS_SOURCES) ?? "import",
    unavailable: readUnavailable(reader.object("unavailable")),
    browser: browser && defined({ brand: required(browser.string("brand", 100), browser.at("brand")), version: required(browser.integer("version", 65535), browser.at("version")) }),
    fromCache: reader.boolean("fromCache"),
    fromBackForwardCache: reader.boolean("fromBackForwardCache"),
    quic: quic && defined({ cipherSuite: quic.integer("cipherSuite", 65535), tlsVersion: quic.string("tlsVersion", 64) }),
    signatureScheme: reader.string("signatureScheme", 64),
    encryptedClientHello: reader.boolean("encryptedClientHello"),
    delegatedCredential: reader.boolean("delegatedCredential"),
    resumed: reader.boolean("resumed"),
    ocspStapled: reader.boolean("ocspStapled"),
    alpn: reader.string("alpn", 255),
    httpVersion: reader.string("httpVersion", 64),
    certificateTransparency: reader.oneOf("certificateTransparency", [
      "not_applicable", "policy_compliant", "policy_not_enough_scts", "policy_not_diverse_scts",
    ]),
    rootIsBuiltIn: reader.boolean("rootIsBuiltIn"),
    extendedValidation: reader.boolean("extendedValidation"),
    usedOcsp: reader.boolean("usedOcsp"),
    usedPrivateDns: reader.boolean("usedPrivateDns"),
    secretKeyBits: reader.integer("secretKeyBits", 65535),
    exception: reader.oneOf("exception", CERTIFICATE_EXCEPTIONS),
    serverCertificate: own === undefined ? undefined : certificate(own, reader.at("serverCertificate")),
    error: error && defined({
      code: required(error.string("code", 200), error.at("code")),
      message: required(error.string("message", 10_000), error.at("message")),
      name: error.string("name", 200),
      category: error.oneOf("category", CERTIFICATE_EXCEPTIONS),
    }),
    verdictFrom: reader.oneOf("verdictFrom", VERDICT_TELLERS),
  });
}

const FIELDS: readonly TlsField[] = [
  "builtChain", "sentChain", "chainValid", "protocol", "cipherSuite", "tlsVersion", "keyExchangeGroup", "signatureScheme",
  "encryptedClientHello", "delegatedCredential", "resumed", "alpn", "certificateTransparency", "rootIsBuiltIn",
];

const REASONS: readonly Unavailable[] = [
  "not-exposed", "exception-accepted", "resumed", "none", "unknown-value", "quic", "handshake-failed", "read-failed", "bytes-missing",
  "cached-verdict", "not-recorded", "compressed", "no-keys",
];

function readUnavailable(reader: ObjectReader | undefined): TlsExtra["unavailable"] {
  if (reader === undefined) return undefined;
  const unavailable: NonNullable<TlsExtra["unavailable"]> = {};
  for (const field of FIELDS) {
    const reason = reader.oneOf(field, REASONS);
    if (reason !== undefined) unavailable[field] = reason;
  }
  return unavailable;
}
