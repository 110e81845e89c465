import { sha256 } from "@noble/hashes/sha2.js";
import { Certificate } from "./certificate.ts";
import { DerError } from "./der/error.ts";
import type { Time } from "./der/time.ts";
import type { GeneralName } from "./general-name.ts";
import { integerHex } from "./integer-hex.ts";
import { toHex } from "../bytes/hex.ts";
import { nameOfAlgorithm } from "./algorithm-names.ts";
import { thrownText } from "../text/thrown-text.ts";
import type { Name } from "./name.ts";
import { ATTRIBUTE } from "./oids.ts";
import type { PublicKey } from "./public-key.ts";

/** Alternative names that a summary lists. */
export const MAX_SUMMARY_NAMES = 100;

/** Characters of one text in a summary. */
const MAX_TEXT = 10_000;

/**
 * A certificate for people. Never throws: where a value cannot be read its field is empty and `error` has the first
 * reason; where the bytes are no certificate only `sha256` is set besides. Texts are the certificate's own, hostile:
 * pass them through `visible`. An unknown key size is 0 bits.
 */
export function summarize(der: Uint8Array): CertificateSummary {
  try {
    return summarizeCertificate(Certificate.parse(der));
  } catch (error) {
    return { ...EMPTY, names: [], key: { ...EMPTY.key }, sha256: toHex(sha256(der)), error: describe(error) };
  }
}

const EMPTY: CertificateSummary = {
  sha256: "", sha1: "", spkiSha256: "", subject: "", title: "", issuer: "", issuerTitle: "", serialNumber: "",
  notBefore: "", notAfter: "", key: { type: "unknown", bits: 0 }, signatureAlgorithm: "", names: [], namesTotal: 0, isCa: false,
};

/** The same of a certificate that is parsed already. Never throws. */
export function summarizeCertificate(certificate: Certificate): CertificateSummary {
  let firstError: CertificateSummary["error"];
  const read = <Value>(value: () => Value): Value | undefined => {
    try {
      return value();
    } catch (error) {
      firstError ??= describe(error);
      return undefined;
    }
  };
  const subject = read(() => certificate.subject);
  const issuer = read(() => certificate.issuer);
  const validity = read(() => certificate.validity);
  const key = read(() => certificate.publicKey);
  const algorithm = read(() => certificate.signatureAlgorithm);
  const alternatives = read(() => certificate.subjectAltNames) ?? [];
  const names = alternatives.slice(0, MAX_SUMMARY_NAMES).map(nameText);
  const summary: CertificateSummary = {
    sha256: certificate.sha256,
    sha1: certificate.sha1,
    spkiSha256: certificate.spkiSha256,
    subject: bounded(subject?.toString() ?? ""),
    title: bounded(title(subject) ?? names[0] ?? ""),
    issuer: bounded(issuer?.toString() ?? ""),
    issuerTitle: bounded(title(issuer) ?? ""),
    serialNumber: bounded(read(() => integerHex(certificate.serialNumber)) ?? ""),
    notBefore: isoTime(validity?.notBefore),
    notAfter: isoTime(validity?.notAfter),
    key: describeKey(key),
    signatureAlgorithm: algorithm === undefined ? "" : nameOfAlgorithm(algorithm),
    names,
    namesTotal: alternatives.length,
    isCa: read(() => certificate.basicConstraints)?.ca ?? false,
  };
  return firstError === undefined ? summary : { ...summary, error: firstError };
}

function describeKey(key: PublicKey | undefined): CertificateSummary["key"] {
  if (key === undefined) return { type: "unknown", bits: 0 };
  const { type, bits = 0, curveOid, algorithm } = key;
  const curve = key.curve ?? (curveOid === undefined ? undefined : nameOfAlgorithm({ oid: curveOid }));
  return { type, bits, ...(curve === undefined ? {} : { curve }), ...(type === "unknown" ? { name: nameOfAlgorithm({ oid: algorithm.oid }) } : {}) };
}

/** What is no fault of the bytes is ours: "internal". */
function describe(thrown: unknown): NonNullable<CertificateSummary["error"]> {
  if (thrown instanceof DerError) return { code: thrown.code, message: thrown.message, offset: thrown.offset };
  return { code: "internal", message: thrownText(thrown) };
}

/** Common name, else organisation, else unit; the most specific of several. */
function title(name: Name | undefined): string | undefined {
  for (const oid of [ATTRIBUTE.CN, ATTRIBUTE.O, ATTRIBUTE.OU]) {
    const value = name?.attribute(oid).findLast((text) => text !== "");
    if (value !== undefined) return value;
  }
  return undefined;
}

function isoTime(time: Time | undefined): string {
  return time?.milliseconds === undefined ? "" : new Date(time.milliseconds).toISOString();
}

function bounded(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}

/** An alternative name in a line. */
function nameText(name: GeneralName): string {
  switch (name.type) {
    case "dns": case "email": case "uri": return bounded(name.value);
    case "ip": return formatAddress(name.bytes);
    case "directory": return bounded(name.name.toString());
    case "registeredId": return name.oid;
    case "other": return `${name.oid}: ${bounded(toHex(name.value.subarray(0, MAX_TEXT)))}`;
    case "x400": case "edi": case "unknown": return `${name.type}: ${bounded(toHex(name.der.subarray(0, MAX_TEXT)))}`;
  }
}

/** An IP address in text: dotted quad, RFC 5952; of another length "#" and hex. */
export function formatAddress(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join(".");
  if (bytes.length !== 16) return `#${toHex(bytes.subarray(0, 64))}`;
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i] ?? 0) << 8 | (bytes[2 * i + 1] ?? 0)).toString(16));
  const text = groups.join(":");
  // RFC 5952 4.2: the longest run of at least two zero groups, the first of equals.
  const runs = text.match(/(?:^|:)0(?::0)+(?=:|$)/g) ?? [];
  const longest = runs.reduce((best, run) => (run.replace(/^:/, "").length > best.replace(/^:/, "").length ? run : best), "");
  if (longest === "") return text;
  const at = text.indexOf(longest);
  return `${text.slice(0, at)}::${text.slice(at + longest.length).replace(/^:/, "")}`;
}

/** A certificate for people: text is as it stands in the certificate, that is, hostile. */
export interface CertificateSummary {
  sha256: string;
  sha1: string;
  spkiSha256: string;
  subject: string;
  /** The name to show in a line: common name, else organisation, else the first alternative name. */
  title: string;
  issuer: string;
  issuerTitle: string;
  serialNumber: string;
  /** ISO 8601. */
  notBefore: string;
  notAfter: string;
  /** `bits`: 0 where they are not known; `name`: of a type that is "unknown", or its OID. */
  key: { type: string; bits: number; curve?: string; name?: string };
  signatureAlgorithm: string;
  /** Subject alternative names, the first 100. */
  names: string[];
  namesTotal: number;
  isCa: boolean;
  /** Set where the bytes are no certificate that DER allows; then all but sha256 may be empty. */
  error?: { code: string; message: string; offset?: number };
}
