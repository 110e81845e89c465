// Field by field: what we read of a certificate against Node's OpenSSL and against @peculiar/x509.
import "reflect-metadata";
import assert from "node:assert/strict";
import { X509Certificate as NodeCertificate } from "node:crypto";
import * as peculiar from "@peculiar/x509";
import type { Certificate } from "../../../../../src/core/x509/certificate.ts";
import type { GeneralName } from "../../../../../src/core/x509/general-name.ts";
import { toHex } from "../../../../../src/core/bytes/hex.ts";
import type { Name } from "../../../../../src/core/x509/name.ts";
import { ACCESS_METHOD, EXTENSION } from "../../../../../src/core/x509/oids.ts";

/** How often each field was compared: a comparison that never happens proves nothing. */
export type Tally = Map<string, number>;

/** Date takes a year below 100 for one of the last century (findings/first-centuries.sh). */
const YEAR_100 = -59_011_459_200_000;
/** Characters that no library escapes. */
const PLAIN = /^[A-Za-z0-9 ._:/?=&%~*@()[\]'-]*$/;

function compare(tally: Tally, field: string, theirs: unknown, ours: unknown): void {
  tally.set(field, (tally.get(field) ?? 0) + 1);
  assert.deepEqual(plain(ours), plain(theirs), field);
}

/** @peculiar/x509's lists are of subclasses of Array, and so is what map and filter make of them. */
function plain(value: unknown): unknown {
  return Array.isArray(value) ? Array.from(value as unknown[], plain) : value;
}

/** Throws where Node tells something else. False where Node cannot read the certificate. */
export function compareWithNode(certificate: Certificate, tally: Tally): boolean {
  let node: NodeCertificate;
  try {
    node = new NodeCertificate(certificate.der);
  } catch (error) {
    // OpenSSL decodes names and keys at once where we do so when asked.
    assert.ok(error instanceof Error);
    return false;
  }
  compare(tally, "node:raw", toHex(node.raw), toHex(certificate.der));
  compare(tally, "node:sha1", node.fingerprint.replaceAll(":", "").toLowerCase(), certificate.sha1);
  compare(tally, "node:sha256", node.fingerprint256.replaceAll(":", "").toLowerCase(), certificate.sha256);
  compare(tally, "node:serialNumber", node.serialNumber.toLowerCase(), opensslInteger(certificate.serialNumber));
  if (certificate.validity.notBefore.conforms && certificate.notBefore >= YEAR_100) compare(tally, "node:notBefore", Date.parse(node.validFrom), certificate.notBefore);
  // OpenSSL's text for years beyond 9999 or in other forms differs.
  if (certificate.validity.notAfter.conforms) compare(tally, "node:notAfter", Date.parse(node.validTo), certificate.notAfter);
  compareNodeName(tally, "node:subject", node.subject, certificate.subject);
  compareNodeName(tally, "node:issuer", node.issuer, certificate.issuer);
  // OpenSSL takes a certificate with an extension that it cannot read for no CA, and shows less of it.
  if (certificate.problems.every(({ fatal, code }) => !fatal && code !== "unexpected-tag")) {
    const usage = certificate.keyUsage;
    if (certificate.version === 3) {
      compare(tally, "node:ca", node.ca, (certificate.basicConstraints?.ca ?? false) && (usage === undefined || usage.has("keyCertSign")));
    }
    compare(tally, "node:extendedKeyUsage", node.keyUsage, certificate.extendedKeyUsage);
    compareNodeNames(tally, node.subjectAltName, certificate.subjectAltNames);
    compareNodeAccess(tally, node.infoAccess, certificate);
  }
  compareNodeKey(tally, node, certificate);
  return true;
}

/** BN_bn2hex: without leading zero bytes, a minus sign before negative ones. */
function opensslInteger(content: Uint8Array): string {
  const value = BigInt.asIntN(content.length * 8, BigInt(`0x${toHex(content)}`));
  const magnitude = (value < 0n ? -value : value).toString(16);
  const even = magnitude.length % 2 === 0 ? magnitude : `0${magnitude}`;
  return value < 0n ? `-${even}` : value === 0n ? "0" : even;
}

function compareNodeName(tally: Tally, field: string, theirs: string | undefined, ours: Name): void {
  const values = ours.rdns.map((rdn) => rdn.map(({ value }) => value));
  if (!values.flat().every((value) => PLAIN.test(value) && !value.startsWith(" ") && !value.endsWith(" "))) return;
  // A multi-valued part stands in one line, joined by " + "; empty parts in none.
  const lines = values.filter((rdn) => rdn.length > 0);
  const text = (theirs ?? "") === "" ? [] : (theirs ?? "").split("\n").map((line) => line.split(/ \+ (?=[A-Za-z0-9.]+=)/).map((part) => part.slice(part.indexOf("=") + 1)));
  compare(tally, field, text, lines);
}

function compareNodeNames(tally: Tally, theirs: string | undefined, ours: readonly GeneralName[] | undefined): void {
  if (ours === undefined) {
    compare(tally, "node:no subjectAltName", theirs, undefined);
    return;
  }
  const texts: string[] = [];
  for (const name of ours) {
    if (name.type === "ip" && name.bytes.length === 4) texts.push(`IP Address:${name.bytes.join(".")}`);
    else if (name.type === "ip" && name.bytes.length === 16) {
      const groups = Array.from({ length: 8 }, (_, i) => ((name.bytes[2 * i] ?? 0) * 256 + (name.bytes[2 * i + 1] ?? 0)).toString(16).toUpperCase());
      texts.push(`IP Address:${groups.join(":")}`);
    } else if ((name.type === "dns" || name.type === "email" || name.type === "uri") && PLAIN.test(name.value) && !name.value.includes("'")) {
      texts.push(`${{ dns: "DNS", email: "email", uri: "URI" }[name.type]}:${name.value}`);
    } else if (name.type === "registeredId") texts.push(`Registered ID:${name.oid}`);
    else return;
  }
  compare(tally, "node:subjectAltName", theirs, texts.join(", "));
}

function compareNodeAccess(tally: Tally, theirs: string | undefined, certificate: Certificate): void {
  const ours = certificate.authorityInformationAccess;
  if (ours === undefined) return;
  const lines: string[] = [];
  for (const { method, location } of ours) {
    const label = method === ACCESS_METHOD.ocsp ? "OCSP" : method === ACCESS_METHOD.caIssuers ? "CA Issuers" : undefined;
    if (label === undefined || location.type !== "uri" || !PLAIN.test(location.value)) return;
    lines.push(`${label} - URI:${location.value}`);
  }
  compare(tally, "node:authorityInfoAccess", (theirs ?? "").trimEnd(), lines.join("\n"));
}

const NODE_KEY_TYPES: Readonly<Record<string, string>> = {
  RSA: "rsa", "RSASSA-PSS": "rsa-pss", EC: "ec", DSA: "dsa", Ed25519: "ed25519", Ed448: "ed448", X25519: "x25519", X448: "x448",
};
const NODE_CURVES: Readonly<Record<string, string>> = { "P-192": "prime192v1", "P-224": "secp224r1", "P-256": "prime256v1", "P-384": "secp384r1", "P-521": "secp521r1" };

function compareNodeKey(tally: Tally, node: NodeCertificate, certificate: Certificate): void {
  let theirs: NodeCertificate["publicKey"];
  try {
    theirs = node.publicKey;
  } catch (error) {
    assert.ok(error instanceof Error);
    return;
  }
  const ours = certificate.publicKey;
  compare(tally, "node:key type", theirs.asymmetricKeyType, NODE_KEY_TYPES[ours.type]);
  const details = theirs.asymmetricKeyDetails;
  if (ours.type === "RSA") {
    compare(tally, "node:RSA bits", details?.modulusLength, ours.bits);
    compare(tally, "node:RSA exponent", details?.publicExponent, ours.exponent);
    const modulus = theirs.export({ format: "jwk" }).n;
    compare(tally, "node:RSA modulus", modulus, Buffer.from(ours.modulus ?? []).toString("base64url"));
  }
  if (ours.type === "EC" && ours.curve !== undefined) compare(tally, "node:curve", details?.namedCurve, NODE_CURVES[ours.curve] ?? ours.curve);
  if (ours.type === "DSA") compare(tally, "node:DSA bits", details?.modulusLength, ours.bits);
  // OpenSSL writes the key anew: RSA comes back with NULL, whatever its parameters were.
  if (ours.type !== "RSA" || hasNullParameters(ours.spki)) {
    compare(tally, "node:spki", theirs.export({ type: "spki", format: "der" }).toString("hex"), toHex(ours.spki));
  }
}

/** Throws where @peculiar/x509 tells something else. False where it cannot read the certificate. */
export function compareWithPeculiar(certificate: Certificate, tally: Tally): boolean {
  let theirs: peculiar.X509Certificate;
  let extensions: peculiar.Extension[];
  try {
    theirs = new peculiar.X509Certificate(new Uint8Array(certificate.der));
    extensions = theirs.extensions;
  } catch (error) {
    assert.ok(error instanceof Error);
    return false;
  }
  // It leaves out the zero byte of the sign, but not what is the number's own.
  compare(tally, "peculiar:serialNumber", theirs.serialNumber, certificate.serialHex.replace(/^00(?=[89a-f])/, ""));
  if (certificate.validity.notBefore.conforms && certificate.notBefore >= YEAR_100) compare(tally, "peculiar:notBefore", theirs.notBefore.getTime(), certificate.notBefore);
  if (certificate.validity.notAfter.conforms) compare(tally, "peculiar:notAfter", theirs.notAfter.getTime(), certificate.notAfter);
  compare(tally, "peculiar:signature", toHex(new Uint8Array(theirs.signature)), toHex(certificate.signature));
  compare(tally, "peculiar:spki", toHex(new Uint8Array(theirs.publicKey.rawData)), toHex(certificate.publicKey.spki));
  comparePeculiarName(tally, "peculiar:subject", theirs.subjectName, certificate.subject);
  comparePeculiarName(tally, "peculiar:issuer", theirs.issuerName, certificate.issuer);
  compare(tally, "peculiar:extensions",
    extensions.map(({ type, critical, value }) => [type, critical, toHex(new Uint8Array(value))]),
    certificate.extensions.map(({ oid, critical, value }) => [oid, critical, toHex(value)]));
  for (const extension of extensions) {
    // The first of two counts for us.
    if (extensions.find(({ type }) => type === extension.type) === extension) comparePeculiarExtension(tally, extension, certificate);
  }
  return true;
}

function comparePeculiarName(tally: Tally, field: string, theirs: peculiar.Name, ours: Name): void {
  const values = ours.rdns.map((rdn) => rdn.map(({ value, tag }) => ({ value, tag })));
  // It has no text for values that are no strings, and reads other types as the bytes please it.
  if (values.flat().some(({ tag, value }) => ![0x0c, 0x13, 0x16, 0x1e].includes(tag) || !/^[\x20-\x7e]*$/.test(value))) return;
  const text = theirs.toJSON().map((rdn) => Object.values(rdn).flat());
  // Attributes of one type within one part are put together by it: compare as lists without order.
  compare(tally, field, text.map((rdn) => rdn.toSorted()), values.map((rdn) => rdn.map(({ value }) => value).toSorted()));
}

const PECULIAR_KINDS: Readonly<Record<string, GeneralName["type"]>> = { dns: "dns", email: "email", url: "uri", ip: "ip", dn: "directory", id: "registeredId" };

function comparePeculiarExtension(tally: Tally, theirs: peculiar.Extension, ours: Certificate): void {
  if (theirs instanceof peculiar.BasicConstraintsExtension) {
    if ((ours.basicConstraints?.pathLength ?? 0) < 0) return;
    compare(tally, "peculiar:basicConstraints", [theirs.ca, theirs.pathLength], [ours.basicConstraints?.ca, ours.basicConstraints?.pathLength]);
  } else if (theirs instanceof peculiar.KeyUsagesExtension) {
    const names = ["digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement", "keyCertSign", "cRLSign", "encipherOnly", "decipherOnly"];
    compare(tally, "peculiar:keyUsage", names.filter((_, bit) => (theirs.usages & (1 << bit)) !== 0), [...ours.keyUsage ?? []]);
  } else if (theirs instanceof peculiar.ExtendedKeyUsageExtension) {
    compare(tally, "peculiar:extendedKeyUsage", [...theirs.usages], ours.extendedKeyUsage);
  } else if (theirs instanceof peculiar.SubjectKeyIdentifierExtension) {
    compare(tally, "peculiar:subjectKeyIdentifier", theirs.keyId, toHex(ours.subjectKeyIdentifier ?? new Uint8Array()));
  } else if (theirs instanceof peculiar.AuthorityKeyIdentifierExtension) {
    const { keyIdentifier, serialNumber } = ours.authorityKeyIdentifier ?? {};
    compare(tally, "peculiar:authorityKeyIdentifier", [theirs.keyId, theirs.certId?.serialNumber],
      [keyIdentifier && toHex(keyIdentifier), theirs.certId === undefined ? undefined : toHex(serialNumber ?? new Uint8Array())]);
  } else if (theirs instanceof peculiar.SubjectAlternativeNameExtension) {
    // It drops most kinds of otherName.
    const names = (ours.subjectAltNames ?? []).filter(({ type }) => type !== "other");
    if (!theirs.names.items.every(({ type }) => type in PECULIAR_KINDS)) return;
    compare(tally, "peculiar:subjectAltName kinds", theirs.names.items.map(({ type }) => PECULIAR_KINDS[type]), names.map(({ type }) => type));
    const texts = names.flatMap((name) => (name.type === "dns" || name.type === "email" || name.type === "uri" ? [name.value] : []));
    if (texts.every((text) => /^[\x20-\x7e]*$/.test(text))) {
      compare(tally, "peculiar:subjectAltName", theirs.names.items.filter(({ type }) => ["dns", "email", "url"].includes(type)).map(({ value }) => value), texts);
    }
  } else if (theirs instanceof peculiar.CertificatePolicyExtension) {
    compare(tally, "peculiar:certificatePolicies", [...theirs.policies], ours.certificatePolicies?.map(({ oid }) => oid));
  } else if (theirs instanceof peculiar.CRLDistributionPointsExtension) {
    const urls = theirs.distributionPoints.flatMap((point) => point.distributionPoint?.fullName?.flatMap((name) => name.uniformResourceIdentifier ?? []) ?? []);
    compare(tally, "peculiar:cRLDistributionPoints", urls,
      ours.crlDistributionPoints?.flatMap(({ fullName }) => fullName?.flatMap((name) => (name.type === "uri" ? [name.value] : [])) ?? []));
  } else if (theirs instanceof peculiar.AuthorityInfoAccessExtension) {
    const ofMethod = (wanted: string): string[] =>
      ours.authorityInformationAccess?.flatMap(({ method, location }) => (method === wanted && location.type === "uri" ? [location.value] : [])) ?? [];
    const urls = (names: readonly peculiar.GeneralName[]): string[] => names.filter(({ type }) => type === "url").map(({ value }) => value);
    compare(tally, "peculiar:authorityInfoAccess", [urls(theirs.ocsp), urls(theirs.caIssuers)], [ofMethod(ACCESS_METHOD.ocsp), ofMethod(ACCESS_METHOD.caIssuers)]);
  } else if (theirs.type === EXTENSION.subjectAltName) {
    throw new Error("@peculiar/x509 no longer knows subjectAltName.");
  }
}

/** Whether the algorithm of the key is rsaEncryption with NULL (RFC 3279 2.3.1). */
function hasNullParameters(spki: Uint8Array): boolean {
  return toHex(spki.subarray(0, 24)).includes("300d06092a864886f70d0101010500");
}
