import { DerError } from "../../../x509/der/error.ts";
import type { Certificate } from "../../../x509/certificate.ts";
import type { AccessDescription } from "../../../x509/extensions/access.ts";
import type { DistributionPoint } from "../../../x509/extensions/distribution-points.ts";
import type { KeyUsage } from "../../../x509/extensions/usage.ts";
import type { GeneralName } from "../../../x509/general-name.ts";
import type { Name, NameAttribute } from "../../../x509/name.ts";
import { ACCESS_METHOD, ATTRIBUTE, EXTENSION } from "../../../x509/oids.ts";
import type { PublicKey } from "../../../x509/public-key.ts";
import { readNames, readPolicies, readSubtrees, type NameFact, type PolicyFacts, type QualifierFacts, type SubtreeFacts } from "./lenient.ts";
import { isSelfSigned } from "./self-signed.ts";

/**
 * What the rules of this folder look at: a certificate's values, each read once. What cannot be read is as if it were
 * not there (`has` still tells that the extension is); the fault itself is certificate/der-fault's.
 */
export interface CertificateFacts {
  readonly certificate: Certificate;
  /** Milliseconds since the epoch, of every time that has a meaning, whatever its form. */
  readonly notBefore: number | undefined;
  readonly notAfter: number | undefined;
  /** basicConstraints says so. */
  readonly isCa: boolean;
  readonly isSelfSigned: boolean;
  readonly subject: NameFacts;
  readonly issuer: NameFacts;
  readonly subjectAltNames: AltNameFacts;
  readonly issuerAltNames: AltNameFacts;
  readonly policies: readonly PolicyFacts[];
  /** OIDs of `policies`. */
  readonly policyOids: readonly string[];
  /** explicitText of every user notice. */
  readonly explicitTexts: readonly NonNullable<QualifierFacts["explicitText"]>[];
  readonly keyUsage: ReadonlySet<KeyUsage>;
  /** OIDs. */
  readonly extendedKeyUsage: readonly string[];
  readonly publicKey: PublicKey | undefined;
  readonly rsa: { readonly modulus: Uint8Array; readonly exponent: bigint; readonly bits: number } | undefined;
  readonly accessDescriptions: readonly AccessDescription[];
  /** URIs of authorityInfoAccess. */
  readonly ocspUris: readonly string[];
  readonly issuerUris: readonly string[];
  readonly distributionPoints: readonly DistributionPoint[];
  /** URIs of cRLDistributionPoints. */
  readonly crlUris: readonly string[];
  readonly permittedSubtrees: readonly SubtreeFacts[];
  readonly excludedSubtrees: readonly SubtreeFacts[];
  /** Whether the extension is there. */
  has(oid: string): boolean;
  /** Whether the extension is there and critical. */
  isCritical(oid: string): boolean;
  /** What `get` gives; undefined where the certificate does not have it or it cannot be read. */
  read<Value>(get: (certificate: Certificate) => Value): Value | undefined;
}

export interface NameFacts {
  /** In the order of the bytes. */
  readonly attributes: readonly NameAttribute[];
  /** Whether an RDN has more than one attribute. */
  readonly hasMultivaluedRdn: boolean;
  /** The last common name; empty where there is none. */
  readonly commonName: string;
  /** Whether an attribute of this type is there, whatever its value. */
  has(oid: string): boolean;
  /** Character strings of an attribute type, in the order of the bytes. */
  values(oid: string): readonly string[];
}

export interface AltNameFacts {
  readonly names: readonly NameFact[];
  readonly dns: readonly string[];
  readonly email: readonly string[];
  readonly uri: readonly string[];
  readonly ip: readonly Uint8Array[];
  hasType(type: GeneralName["type"]): boolean;
}

// UTF8String, NumericString, PrintableString, TeletexString, IA5String, BMPString.
const STRING_TAGS: ReadonlySet<number> = new Set([12, 18, 19, 20, 22, 30]);

const NOTHING = new Uint8Array();

/** Reads all facts of a certificate. Throws nothing that comes from its bytes. */
export function readFacts(certificate: Certificate): CertificateFacts {
  const read = <Value>(get: (certificate: Certificate) => Value): Value | undefined => {
    try {
      return get(certificate);
    } catch (error) {
      if (error instanceof DerError) return undefined;
      throw error;
    }
  };
  const critical = new Map<string, boolean>();
  for (const extension of certificate.extensions) critical.set(extension.oid, extension.critical);
  const value = (oid: string): Uint8Array => certificate.extension(oid)?.value ?? NOTHING;
  const policies = readPolicies(value(EXTENSION.certificatePolicies));
  const accessDescriptions = read((c) => c.authorityInformationAccess) ?? [];
  const distributionPoints = read((c) => c.crlDistributionPoints) ?? [];
  const constraints = readSubtrees(value(EXTENSION.nameConstraints));
  const publicKey = read((c) => c.publicKey);
  return {
    certificate,
    notBefore: read((c) => c.validity.notBefore.milliseconds),
    notAfter: read((c) => c.validity.notAfter.milliseconds),
    isCa: read((c) => c.basicConstraints?.ca) === true,
    isSelfSigned: read(isSelfSigned) === true,
    subject: readName(read((c) => c.subject)),
    issuer: readName(read((c) => c.issuer)),
    subjectAltNames: readAltNames(readNames(value(EXTENSION.subjectAltName))),
    issuerAltNames: readAltNames(readNames(value(EXTENSION.issuerAltName))),
    policies,
    policyOids: policies.map(({ oid }) => oid),
    explicitTexts: policies.flatMap(({ qualifiers }) => qualifiers.flatMap(({ explicitText }) => explicitText ?? [])),
    keyUsage: read((c) => c.keyUsage) ?? new Set(),
    extendedKeyUsage: read((c) => c.extendedKeyUsage) ?? [],
    publicKey,
    rsa: rsaOf(publicKey),
    accessDescriptions,
    ocspUris: accessUris(accessDescriptions, ACCESS_METHOD.ocsp),
    issuerUris: accessUris(accessDescriptions, ACCESS_METHOD.caIssuers),
    distributionPoints,
    crlUris: distributionPoints.flatMap(({ fullName = [] }) => fullName.flatMap((name) => name.type === "uri" ? [name.value] : [])),
    permittedSubtrees: constraints.permitted,
    excludedSubtrees: constraints.excluded,
    has: (oid) => critical.has(oid),
    isCritical: (oid) => critical.get(oid) === true,
    read,
  };
}

function readName(name: Name | undefined): NameFacts {
  const attributes = name === undefined ? [] : name.rdns.flat();
  const values = (oid: string): string[] =>
    attributes.filter((attribute) => attribute.oid === oid && isCharacterString(attribute)).map(({ value }) => value);
  return {
    attributes,
    hasMultivaluedRdn: name?.rdns.some((rdn) => rdn.length > 1) === true,
    commonName: values(ATTRIBUTE.CN).at(-1) ?? "",
    has: (oid) => attributes.some((attribute) => attribute.oid === oid),
    values,
  };
}

/** Whether an attribute's value is text. */
export function isCharacterString(attribute: NameAttribute): boolean {
  return STRING_TAGS.has(attribute.tag);
}

function readAltNames(names: readonly NameFact[]): AltNameFacts {
  const values = (type: NameFact["type"]): string[] => names.filter((name) => name.type === type).map(({ value }) => value);
  return {
    names,
    dns: values("dns"),
    email: values("email"),
    uri: values("uri"),
    ip: names.filter(({ type }) => type === "ip").map(({ bytes }) => bytes),
    hasType: (type) => names.some((name) => name.type === type),
  };
}

function accessUris(descriptions: readonly AccessDescription[], method: string): string[] {
  return descriptions.flatMap((description) =>
    description.method === method && description.location.type === "uri" ? [description.location.value] : []);
}

function rsaOf(key: PublicKey | undefined): CertificateFacts["rsa"] {
  if (key?.type !== "RSA" || key.modulus === undefined || key.exponent === undefined || key.bits === undefined) return undefined;
  return { modulus: key.modulus, exponent: key.exponent, bits: key.bits };
}
