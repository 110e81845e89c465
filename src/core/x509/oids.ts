/** An OID that we have a name for. */
export interface KnownOid {
  readonly oid: string;
  readonly name: string;
  /** The OBJECT IDENTIFIER's content octets. */
  readonly content: Uint8Array;
}

/** Extensions (RFC 5280 4.2, RFC 6962 3.3, RFC 7633, RFC 6960). */
export const EXTENSION = {
  subjectDirectoryAttributes: "2.5.29.9",
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  subjectAltName: "2.5.29.17",
  issuerAltName: "2.5.29.18",
  basicConstraints: "2.5.29.19",
  nameConstraints: "2.5.29.30",
  cRLDistributionPoints: "2.5.29.31",
  certificatePolicies: "2.5.29.32",
  policyMappings: "2.5.29.33",
  authorityKeyIdentifier: "2.5.29.35",
  policyConstraints: "2.5.29.36",
  extKeyUsage: "2.5.29.37",
  freshestCRL: "2.5.29.46",
  inhibitAnyPolicy: "2.5.29.54",
  authorityInfoAccess: "1.3.6.1.5.5.7.1.1",
  subjectInfoAccess: "1.3.6.1.5.5.7.1.11",
  tlsFeature: "1.3.6.1.5.5.7.1.24",
  signedCertificateTimestampList: "1.3.6.1.4.1.11129.2.4.2",
  precertificatePoison: "1.3.6.1.4.1.11129.2.4.3",
  ocspNoCheck: "1.3.6.1.5.5.7.48.1.5",
} as const;

/** Attribute types of names, by the short names of RFC 4514 section 3 and the LDAP registry where there is one. */
export const ATTRIBUTE = {
  CN: "2.5.4.3",
  SN: "2.5.4.4",
  serialNumber: "2.5.4.5",
  C: "2.5.4.6",
  L: "2.5.4.7",
  ST: "2.5.4.8",
  STREET: "2.5.4.9",
  O: "2.5.4.10",
  OU: "2.5.4.11",
  title: "2.5.4.12",
  description: "2.5.4.13",
  businessCategory: "2.5.4.15",
  postalAddress: "2.5.4.16",
  postalCode: "2.5.4.17",
  postOfficeBox: "2.5.4.18",
  telephoneNumber: "2.5.4.20",
  name: "2.5.4.41",
  GN: "2.5.4.42",
  initials: "2.5.4.43",
  generationQualifier: "2.5.4.44",
  x500UniqueIdentifier: "2.5.4.45",
  dnQualifier: "2.5.4.46",
  pseudonym: "2.5.4.65",
  organizationIdentifier: "2.5.4.97",
  UID: "0.9.2342.19200300.100.1.1",
  DC: "0.9.2342.19200300.100.1.25",
  emailAddress: "1.2.840.113549.1.9.1",
  unstructuredName: "1.2.840.113549.1.9.2",
  jurisdictionL: "1.3.6.1.4.1.311.60.2.1.1",
  jurisdictionST: "1.3.6.1.4.1.311.60.2.1.2",
  jurisdictionC: "1.3.6.1.4.1.311.60.2.1.3",
} as const;

/** Extended key usages (RFC 5280 4.2.1.12 and in use). */
export const EXTENDED_KEY_USAGE = {
  anyExtendedKeyUsage: "2.5.29.37.0",
  serverAuth: "1.3.6.1.5.5.7.3.1",
  clientAuth: "1.3.6.1.5.5.7.3.2",
  codeSigning: "1.3.6.1.5.5.7.3.3",
  emailProtection: "1.3.6.1.5.5.7.3.4",
  timeStamping: "1.3.6.1.5.5.7.3.8",
  OCSPSigning: "1.3.6.1.5.5.7.3.9",
  precertificateSigning: "1.3.6.1.4.1.11129.2.4.4",
  msServerGatedCrypto: "1.3.6.1.4.1.311.10.3.3",
  nsServerGatedCrypto: "2.16.840.1.113730.4.1",
} as const;

/** Algorithms of keys and signatures (RFC 3279, 4055, 5480, 5758, 8410, 9881) and the hashes and mask function of RSASSA-PSS. */
export const ALGORITHM = {
  rsaEncryption: "1.2.840.113549.1.1.1",
  md2WithRSAEncryption: "1.2.840.113549.1.1.2",
  md5WithRSAEncryption: "1.2.840.113549.1.1.4",
  sha1WithRSAEncryption: "1.2.840.113549.1.1.5",
  mgf1: "1.2.840.113549.1.1.8",
  "RSASSA-PSS": "1.2.840.113549.1.1.10",
  sha256WithRSAEncryption: "1.2.840.113549.1.1.11",
  sha384WithRSAEncryption: "1.2.840.113549.1.1.12",
  sha512WithRSAEncryption: "1.2.840.113549.1.1.13",
  sha224WithRSAEncryption: "1.2.840.113549.1.1.14",
  dsa: "1.2.840.10040.4.1",
  "dsa-with-sha1": "1.2.840.10040.4.3",
  "dsa-with-sha224": "2.16.840.1.101.3.4.3.1",
  "dsa-with-sha256": "2.16.840.1.101.3.4.3.2",
  ecPublicKey: "1.2.840.10045.2.1",
  "ecdsa-with-SHA1": "1.2.840.10045.4.1",
  "ecdsa-with-SHA224": "1.2.840.10045.4.3.1",
  "ecdsa-with-SHA256": "1.2.840.10045.4.3.2",
  "ecdsa-with-SHA384": "1.2.840.10045.4.3.3",
  "ecdsa-with-SHA512": "1.2.840.10045.4.3.4",
  X25519: "1.3.101.110",
  X448: "1.3.101.111",
  Ed25519: "1.3.101.112",
  Ed448: "1.3.101.113",
  "ML-DSA-44": "2.16.840.1.101.3.4.3.17",
  "ML-DSA-65": "2.16.840.1.101.3.4.3.18",
  "ML-DSA-87": "2.16.840.1.101.3.4.3.19",
  "SHA-1": "1.3.14.3.2.26",
  "SHA-256": "2.16.840.1.101.3.4.2.1",
  "SHA-384": "2.16.840.1.101.3.4.2.2",
  "SHA-512": "2.16.840.1.101.3.4.2.3",
  "SHA-224": "2.16.840.1.101.3.4.2.4",
} as const;

/** Named curves (RFC 5480 2.1.1.1, RFC 5639, SEC 2), by the names that WebCrypto uses where it has one. */
export const CURVE = {
  "P-192": "1.2.840.10045.3.1.1",
  "P-256": "1.2.840.10045.3.1.7",
  "P-224": "1.3.132.0.33",
  "P-384": "1.3.132.0.34",
  "P-521": "1.3.132.0.35",
  secp256k1: "1.3.132.0.10",
  brainpoolP256r1: "1.3.36.3.3.2.8.1.1.7",
  brainpoolP384r1: "1.3.36.3.3.2.8.1.1.11",
  brainpoolP512r1: "1.3.36.3.3.2.8.1.1.13",
} as const;

/** Access methods (RFC 5280 4.2.2). */
export const ACCESS_METHOD = {
  ocsp: "1.3.6.1.5.5.7.48.1",
  caIssuers: "1.3.6.1.5.5.7.48.2",
  timeStamping: "1.3.6.1.5.5.7.48.3",
  caRepository: "1.3.6.1.5.5.7.48.5",
} as const;

/** Certificate policies (RFC 5280 4.2.1.4, Baseline Requirements 7.1.6.1) and their qualifiers. */
export const POLICY = {
  anyPolicy: "2.5.29.32.0",
  extendedValidation: "2.23.140.1.1",
  domainValidated: "2.23.140.1.2.1",
  organizationValidated: "2.23.140.1.2.2",
  individualValidated: "2.23.140.1.2.3",
  cps: "1.3.6.1.5.5.7.2.1",
  userNotice: "1.3.6.1.5.5.7.2.2",
} as const;

const TABLES: readonly Readonly<Record<string, string>>[] = [EXTENSION, ATTRIBUTE, EXTENDED_KEY_USAGE, ALGORITHM, CURVE, ACCESS_METHOD, POLICY];

/** The content octets of an OBJECT IDENTIFIER with arcs below 2^31. */
export function encodeOid(oid: string): Uint8Array {
  const arcs = oid.split(".").map(Number);
  const [first = 0, second = 0, ...rest] = arcs;
  const octets: number[] = [];
  for (const arc of [first * 40 + second, ...rest]) {
    const base128 = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) base128.unshift(0x80 | (left & 0x7f));
    octets.push(...base128);
  }
  return Uint8Array.from(octets);
}

// An open-addressed hash table over the content octets: a lookup builds no string.
const SLOTS = 512;
const slots: (KnownOid | undefined)[] = new Array<KnownOid | undefined>(SLOTS).fill(undefined);
const byText = new Map<string, KnownOid>();

function slotOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start;
  for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + (bytes[i] ?? 0)) | 0;
  return (hash ^ (hash >>> 9)) & (SLOTS - 1);
}

for (const table of TABLES) {
  for (const [name, oid] of Object.entries(table)) {
    const content = encodeOid(oid);
    const known = { oid, name, content };
    let slot = slotOf(content, 0, content.length);
    while (slots[slot] !== undefined) slot = (slot + 1) % SLOTS;
    slots[slot] = known;
    byText.set(oid, known);
  }
}

/** The OID whose content octets stand between start and end, where it is one of ours. */
export function findKnownOid(bytes: Uint8Array, start: number, end: number): KnownOid | undefined {
  for (let slot = slotOf(bytes, start, end); ; slot = (slot + 1) & (SLOTS - 1)) {
    const known = slots[slot];
    if (known === undefined || sameBytes(known.content, bytes, start, end)) return known;
  }
}

function sameBytes(content: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (content.length !== end - start) return false;
  for (let i = 0; i < content.length; i++) if (content[i] !== bytes[start + i]) return false;
  return true;
}

/** Our name for a dotted OID. */
export function oidName(oid: string): string | undefined {
  return byText.get(oid)?.name;
}
