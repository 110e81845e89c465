import "reflect-metadata";
import { X509Certificate as NodeCertificate } from "node:crypto";
import * as x509 from "@peculiar/x509";
import { Certificate } from "../../src/core/x509/certificate.ts";
import { ACCESS_METHOD, ATTRIBUTE } from "../../src/core/x509/oids.ts";

/**
 * The twenty fields: what all three libraries can tell of a leaf without hashing (fingerprints are @peculiar/x509's
 * WebCrypto, asynchronous, Node's OpenSSL and our JavaScript: they would compare hashes, not parsers). Each reader
 * makes a fresh object from the same bytes and takes the shortest way that its library offers.
 */
export interface TwentyFields {
  /** The library's own form of the whole name: differs, and is compared by the single attributes below. */
  subject: string;
  issuer: string;
  subjectCommonName: string | undefined;
  subjectOrganization: string | undefined;
  subjectCountry: string | undefined;
  issuerCommonName: string | undefined;
  issuerOrganization: string | undefined;
  issuerCountry: string | undefined;
  /** Lower-case hex. */
  serialNumber: string;
  /** Milliseconds. */
  notBefore: number;
  notAfter: number;
  dnsNames: string[];
  ca: boolean;
  extendedKeyUsage: readonly string[];
  ocsp: string | undefined;
  caIssuers: string | undefined;
  keyType: string;
  /** RSA: bits of the modulus; EC: the curve. */
  keySize: number | string | undefined;
  /** Bytes of the SubjectPublicKeyInfo in DER. */
  spkiLength: number;
  /** Bytes of the certificate in DER, asked of the object. */
  derLength: number;
}

export function readOurs(der: Uint8Array): TwentyFields {
  const certificate = Certificate.parse(der);
  const { subject, issuer, publicKey } = certificate;
  const dnsNames: string[] = [];
  for (const name of certificate.subjectAltNames ?? []) if (name.type === "dns") dnsNames.push(name.value);
  let ocsp: string | undefined;
  let caIssuers: string | undefined;
  for (const { method, location } of certificate.authorityInformationAccess ?? []) {
    if (location.type !== "uri") continue;
    if (method === ACCESS_METHOD.ocsp) ocsp ??= location.value;
    else if (method === ACCESS_METHOD.caIssuers) caIssuers ??= location.value;
  }
  return {
    subject: subject.toString(),
    issuer: issuer.toString(),
    subjectCommonName: subject.attribute(ATTRIBUTE.CN)[0],
    subjectOrganization: subject.attribute(ATTRIBUTE.O)[0],
    subjectCountry: subject.attribute(ATTRIBUTE.C)[0],
    issuerCommonName: issuer.attribute(ATTRIBUTE.CN)[0],
    issuerOrganization: issuer.attribute(ATTRIBUTE.O)[0],
    issuerCountry: issuer.attribute(ATTRIBUTE.C)[0],
    serialNumber: certificate.serialHex,
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    dnsNames,
    ca: certificate.basicConstraints?.ca ?? false,
    extendedKeyUsage: certificate.extendedKeyUsage ?? [],
    ocsp,
    caIssuers,
    keyType: publicKey.type,
    keySize: publicKey.type === "RSA" ? publicKey.bits : publicKey.curve,
    spkiLength: publicKey.spki.length,
    derLength: certificate.der.length,
  };
}

export function readPeculiar(der: Uint8Array<ArrayBuffer>): TwentyFields {
  const certificate = new x509.X509Certificate(der);
  const { subjectName, issuerName, publicKey } = certificate;
  const algorithm = publicKey.algorithm as { name: string; modulusLength?: number; namedCurve?: string };
  const alternatives = certificate.getExtension(x509.SubjectAlternativeNameExtension);
  const access = certificate.getExtension(x509.AuthorityInfoAccessExtension);
  return {
    subject: certificate.subject,
    issuer: certificate.issuer,
    subjectCommonName: subjectName.getField("CN")[0],
    subjectOrganization: subjectName.getField("O")[0],
    subjectCountry: subjectName.getField("C")[0],
    issuerCommonName: issuerName.getField("CN")[0],
    issuerOrganization: issuerName.getField("O")[0],
    issuerCountry: issuerName.getField("C")[0],
    serialNumber: certificate.serialNumber,
    notBefore: certificate.notBefore.getTime(),
    notAfter: certificate.notAfter.getTime(),
    dnsNames: (alternatives?.names.items ?? []).filter((name) => name.type === "dns").map((name) => name.value),
    ca: certificate.getExtension(x509.BasicConstraintsExtension)?.ca ?? false,
    extendedKeyUsage: (certificate.getExtension(x509.ExtendedKeyUsageExtension)?.usages ?? []) as string[],
    ocsp: access?.ocsp[0]?.value,
    caIssuers: access?.caIssuers[0]?.value,
    keyType: algorithm.name === "ECDSA" ? "EC" : "RSA",
    keySize: algorithm.namedCurve ?? algorithm.modulusLength,
    spkiLength: publicKey.rawData.byteLength,
    derLength: certificate.rawData.byteLength,
  };
}

const NODE_CURVES: Readonly<Record<string, string>> = { prime256v1: "P-256", secp384r1: "P-384", secp521r1: "P-521" };

export function readNode(der: Uint8Array): TwentyFields {
  const certificate = new NodeCertificate(der);
  const { subject, issuer, publicKey } = certificate;
  const subjectAttributes = nodeLines(subject, "=");
  const issuerAttributes = nodeLines(issuer, "=");
  const access = nodeLines(certificate.infoAccess ?? "", ":");
  const details = publicKey.asymmetricKeyDetails;
  const curve = details?.namedCurve;
  return {
    subject,
    issuer,
    subjectCommonName: subjectAttributes["CN"],
    subjectOrganization: subjectAttributes["O"],
    subjectCountry: subjectAttributes["C"],
    issuerCommonName: issuerAttributes["CN"],
    issuerOrganization: issuerAttributes["O"],
    issuerCountry: issuerAttributes["C"],
    serialNumber: certificate.serialNumber.toLowerCase(),
    notBefore: Date.parse(certificate.validFrom),
    notAfter: Date.parse(certificate.validTo),
    dnsNames: (certificate.subjectAltName ?? "").split(", ").filter((name) => name.startsWith("DNS:")).map((name) => name.slice(4)),
    ca: certificate.ca,
    // Node calls the extended key usages keyUsage.
    extendedKeyUsage: certificate.keyUsage,
    ocsp: access["OCSP - URI"],
    caIssuers: access["CA Issuers - URI"],
    keyType: publicKey.asymmetricKeyType === "ec" ? "EC" : "RSA",
    keySize: curve === undefined ? details?.modulusLength : NODE_CURVES[curve],
    spkiLength: publicKey.export({ type: "spki", format: "der" }).length,
    derLength: certificate.raw.length,
  };
}

/** Node gives names and access descriptions as lines of text only. */
function nodeLines(text: string, separator: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const line of text.split("\n")) {
    const at = line.indexOf(separator);
    values[line.slice(0, at)] ??= line.slice(at + 1);
  }
  return values;
}
