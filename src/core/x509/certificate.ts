/**
 * A certificate from attackers' bytes, read where they stand.
 *
 * What throws, and when:
 * - `Certificate.parse` follows the skeleton: Certificate, TBSCertificate's fields, the Extension wrappers. It throws
 *   where that cannot be done: every fault of a header (indefinite, not minimal, overrun, wrong tag, trailing bytes),
 *   a critical flag that is no BOOLEAN, an OID that is none, a version that does not exist, a bound that is passed.
 * - A getter throws where its own value has no meaning: the same faults within it, an INTEGER, BOOLEAN, NULL or
 *   BIT STRING that DER cannot have written, a key that is no key of its algorithm, a time that is not RFC 5280's.
 *   The other getters go on working: one bad extension does not hide the certificate.
 * - What DER or RFC 5280 forbid although its meaning is plain does not throw: defaults written out (critical FALSE,
 *   cA FALSE, version v1), bits of padding, named bits with trailing zeros, a SET OF that is not sorted, characters
 *   outside their string type, a negative, zero or long serial number, a list that must not be empty, an extension
 *   that is there twice (the first counts). Deployed certificates have all of these.
 * - `problems` has all of it, of both kinds, for the whole certificate, in the order of the bytes.
 * - `parse(der, { strict: true })` throws the first of `problems`: nothing that DER forbids passes.
 *
 * All errors are DerErrors with the offset from the start of the bytes given.
 */
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { readAlgorithm, type AlgorithmIdentifier } from "./algorithm.ts";
import { checkElement, compareEncodings } from "./der/check.ts";
import { DerError } from "./der/error.ts";
import { DerReader, MAX_FAULTS } from "./der/reader.ts";
import { BIT_STRING, INTEGER, SEQUENCE, context } from "./der/tags.ts";
import { readTime, type Time } from "./der/time.ts";
import { Extension, readExtensions } from "./extension.ts";
import { readAccessDescriptions, type AccessDescription } from "./extensions/access.ts";
import {
  readBasicConstraints, readInhibitAnyPolicy, readNameConstraints, readPolicyConstraints,
  type BasicConstraints, type NameConstraints, type PolicyConstraints,
} from "./extensions/constraints.ts";
import { readDistributionPoints, type DistributionPoint } from "./extensions/distribution-points.ts";
import { readAuthorityKeyIdentifier, readSubjectKeyIdentifier, type AuthorityKeyIdentifier } from "./extensions/key-identifier.ts";
import { readCertificatePolicies, readPolicyMappings, type PolicyInformation, type PolicyMapping } from "./extensions/policies.ts";
import { readSctList, type Sct } from "./extensions/sct.ts";
import { readTlsFeatures } from "./extensions/tls-feature.ts";
import { readExtendedKeyUsage, readKeyUsage, type KeyUsage } from "./extensions/usage.ts";
import { readAltNames, type GeneralName } from "./general-name.ts";
import { toHex } from "../bytes/hex.ts";
import { readName, type Name } from "./name.ts";
import { EXTENSION } from "./oids.ts";
import { readPublicKey, type PublicKey } from "./public-key.ts";

/** Bytes of a certificate that are read unless the caller wants more; real ones have below 100 kB. */
export const MAX_CERTIFICATE_BYTES = 1 << 20;

export interface ParseOptions {
  /** Default MAX_CERTIFICATE_BYTES. */
  readonly maxBytes?: number;
  /** Reads all at once and throws the first of `problems`. */
  readonly strict?: boolean;
}

export interface Validity {
  readonly notBefore: Time;
  readonly notAfter: Time;
}

const EXPLICIT_VERSION = context(0, true);
const ISSUER_UNIQUE_ID = context(1, false);
const SUBJECT_UNIQUE_ID = context(2, false);
const EXPLICIT_EXTENSIONS = context(3, true);
const NO_EXTENSIONS: readonly Extension[] = [];

export class Certificate {
  /** As given, not copied. */
  readonly der: Uint8Array;
  /** A missing version is 1. */
  readonly version: 1 | 2 | 3;
  /** In the order of the bytes. */
  readonly extensions: readonly Extension[];

  readonly #bytes: Uint8Array;
  readonly #reader: DerReader;
  // Offsets of the fields' headers; each field ends where the next begins.
  readonly #tbsStart: number;
  readonly #serialStart: number;
  readonly #innerAlgorithmStart: number;
  readonly #issuerStart: number;
  readonly #validityStart: number;
  readonly #subjectStart: number;
  readonly #spkiStart: number;
  readonly #spkiEnd: number;
  readonly #issuerUniqueIdStart: number;
  readonly #subjectUniqueIdStart: number;
  readonly #tbsEnd: number;
  readonly #signatureStart: number;

  // What the getters keep. An extension that is not there is looked for again: the list is short.
  #keptSerialNumber: Uint8Array | undefined = undefined;
  #keptIssuer: Name | undefined = undefined;
  #keptSubject: Name | undefined = undefined;
  #keptValidity: Validity | undefined = undefined;
  #keptPublicKey: PublicKey | undefined = undefined;
  #keptSignatureAlgorithm: AlgorithmIdentifier | undefined = undefined;
  #keptTbsSignatureAlgorithm: AlgorithmIdentifier | undefined = undefined;
  #keptSubjectAltNames: readonly GeneralName[] | undefined = undefined;
  #keptIssuerAltNames: readonly GeneralName[] | undefined = undefined;
  #keptBasicConstraints: BasicConstraints | undefined = undefined;
  #keptKeyUsage: ReadonlySet<KeyUsage> | undefined = undefined;
  #keptExtendedKeyUsage: readonly string[] | undefined = undefined;
  #keptSubjectKeyIdentifier: Uint8Array | undefined = undefined;
  #keptAuthorityKeyIdentifier: AuthorityKeyIdentifier | undefined = undefined;
  #keptNameConstraints: NameConstraints | undefined = undefined;
  #keptCertificatePolicies: readonly PolicyInformation[] | undefined = undefined;
  #keptPolicyMappings: readonly PolicyMapping[] | undefined = undefined;
  #keptPolicyConstraints: PolicyConstraints | undefined = undefined;
  #keptInhibitAnyPolicy: number | undefined = undefined;
  #keptAuthorityInformationAccess: readonly AccessDescription[] | undefined = undefined;
  #keptSubjectInformationAccess: readonly AccessDescription[] | undefined = undefined;
  #keptCrlDistributionPoints: readonly DistributionPoint[] | undefined = undefined;
  #keptFreshestCrl: readonly DistributionPoint[] | undefined = undefined;
  #keptTlsFeatures: readonly number[] | undefined = undefined;
  #keptScts: readonly Sct[] | undefined = undefined;
  #keptSha1: string | undefined = undefined;
  #keptSha256: string | undefined = undefined;
  #keptSpkiSha256: string | undefined = undefined;
  #keptProblems: readonly DerError[] | undefined = undefined;

  /** Reads the skeleton; the values are read when asked for. Throws DerError: see the top of this file. */
  static parse(der: Uint8Array, options: ParseOptions = {}): Certificate {
    const { maxBytes = MAX_CERTIFICATE_BYTES, strict = false } = options;
    if (der.length > maxBytes) {
      throw new DerError("input-too-large", 0, `A certificate of ${der.length} bytes; more than ${maxBytes} are not read`);
    }
    const certificate = new Certificate(der, undefined);
    const first = strict ? certificate.problems[0] : undefined;
    if (first !== undefined) throw first;
    return certificate;
  }

  private constructor(der: Uint8Array, faults: DerError[] | undefined) {
    this.der = der;
    // A plain view: subclasses (Node's Buffer) have a slower subarray and another toString.
    const bytes = der.constructor === Uint8Array ? der : new Uint8Array(der.buffer, der.byteOffset, der.byteLength);
    const reader = new DerReader(bytes, faults);
    this.#bytes = bytes;
    this.#reader = reader;

    const outerEnd = reader.open(SEQUENCE, "The certificate");
    const tbsOuterEnd = reader.open(SEQUENCE, "TBSCertificate");
    this.#tbsStart = reader.start;
    this.version = reader.peek() === EXPLICIT_VERSION ? readVersion(reader) : 1;
    reader.expect(INTEGER, "serialNumber");
    this.#serialStart = reader.start;
    reader.expect(SEQUENCE, "TBSCertificate's signature algorithm");
    this.#innerAlgorithmStart = reader.start;
    reader.expect(SEQUENCE, "issuer");
    this.#issuerStart = reader.start;
    reader.expect(SEQUENCE, "validity");
    this.#validityStart = reader.start;
    reader.expect(SEQUENCE, "subject");
    this.#subjectStart = reader.start;
    reader.expect(SEQUENCE, "subjectPublicKeyInfo");
    this.#spkiStart = reader.start;
    this.#spkiEnd = reader.position;
    this.#issuerUniqueIdStart = this.#skipUniqueId(ISSUER_UNIQUE_ID, "issuerUniqueID");
    this.#subjectUniqueIdStart = this.#skipUniqueId(SUBJECT_UNIQUE_ID, "subjectUniqueID");
    let extensions = NO_EXTENSIONS;
    if (reader.peek() === EXPLICIT_EXTENSIONS) {
      const end = reader.open(EXPLICIT_EXTENSIONS, "extensions");
      if (this.version !== 3) reader.fault("extensions-without-version-3", reader.start, `Extensions in a certificate of version ${this.version}`);
      extensions = readExtensions(reader);
      reader.leave(end, "extensions");
    }
    this.extensions = extensions;
    this.#tbsEnd = reader.position;
    reader.leave(tbsOuterEnd, "TBSCertificate");
    reader.expect(SEQUENCE, "signatureAlgorithm");
    reader.expect(BIT_STRING, "signatureValue");
    this.#signatureStart = reader.start;
    reader.octetAlignedBitStringContent("signatureValue");
    reader.leave(outerEnd, "the certificate");
    reader.finish("the certificate");
  }

  /** Gives its offset, -1 where it is not there. */
  #skipUniqueId(tag: number, what: string): number {
    const reader = this.#reader;
    if (reader.peek() !== tag) return -1;
    reader.next(what);
    if (this.version === 1) reader.fault("unique-id-in-version-1", reader.start, `${what} in a certificate of version 1`);
    return reader.start;
  }

  #at(start: number, end: number): DerReader {
    return this.#reader.seek(start, end);
  }

  /** TBSCertificate with its header: the bytes that are signed. */
  get tbs(): Uint8Array {
    return this.#bytes.subarray(this.#tbsStart, this.#tbsEnd);
  }

  /** signatureValue's bits. */
  get signature(): Uint8Array {
    const reader = this.#at(this.#signatureStart, this.#bytes.length);
    reader.octetAlignedBitString("signatureValue");
    return reader.contentBytes();
  }

  /** The INTEGER's content octets, two's complement and as they stand. Throws where there are none. */
  get serialNumber(): Uint8Array {
    return this.#keptSerialNumber ??= readSerialNumber(this.#at(this.#serialStart, this.#innerAlgorithmStart));
  }

  /** `serialNumber` in lower-case hex. */
  get serialHex(): string {
    return toHex(this.serialNumber);
  }

  /** Of the Certificate. */
  get signatureAlgorithm(): AlgorithmIdentifier {
    return this.#keptSignatureAlgorithm ??= readAlgorithm(this.#at(this.#tbsEnd, this.#signatureStart), "signatureAlgorithm");
  }

  /** Of the TBSCertificate; RFC 5280 4.1.1.2 demands the same bytes. */
  get tbsSignatureAlgorithm(): AlgorithmIdentifier {
    return this.#keptTbsSignatureAlgorithm ??= readAlgorithm(this.#at(this.#innerAlgorithmStart, this.#issuerStart), "TBSCertificate's signature algorithm");
  }

  get issuer(): Name {
    return this.#keptIssuer ??= readName(this.#at(this.#issuerStart, this.#validityStart), "issuer");
  }

  get subject(): Name {
    return this.#keptSubject ??= readName(this.#at(this.#subjectStart, this.#spkiStart), "subject");
  }

  /** Both times as they stand, whatever their form. */
  get validity(): Validity {
    return this.#keptValidity ??= readValidity(this.#at(this.#validityStart, this.#subjectStart));
  }

  /** Milliseconds since 1970-01-01T00:00:00Z. Throws where the time is not in RFC 5280's form. */
  get notBefore(): number {
    return conforming(this.validity.notBefore, "notBefore");
  }

  /** The last second of validity, in milliseconds since 1970-01-01T00:00:00Z. Throws where the time is not in RFC 5280's form. */
  get notAfter(): number {
    return conforming(this.validity.notAfter, "notAfter");
  }

  get publicKey(): PublicKey {
    return this.#keptPublicKey ??= readPublicKey(this.#at(this.#spkiStart, this.#spkiEnd));
  }

  /** The BIT STRING's bits (RFC 5280 4.1.2.8). */
  get issuerUniqueId(): Uint8Array | undefined {
    return this.#readUniqueId(this.#issuerUniqueIdStart, "issuerUniqueID");
  }

  /** The BIT STRING's bits (RFC 5280 4.1.2.8). */
  get subjectUniqueId(): Uint8Array | undefined {
    return this.#readUniqueId(this.#subjectUniqueIdStart, "subjectUniqueID");
  }

  #readUniqueId(start: number, what: string): Uint8Array | undefined {
    if (start < 0) return undefined;
    const reader = this.#at(start, this.#tbsEnd);
    reader.next(what);
    reader.bitStringContent(what);
    return reader.contentBytes();
  }

  /** The first extension with this OID. */
  extension(oid: string): Extension | undefined {
    const extensions = this.extensions;
    for (const extension of extensions) if (extension.oid === oid) return extension;
    return undefined;
  }

  /** Reads an extension's value, all of it; undefined where the extension is not there. */
  #read<Value>(oid: string, readValue: (reader: DerReader, what: string) => Value, what: string): Value | undefined {
    const extension = this.extension(oid);
    if (extension === undefined) return undefined;
    const reader = this.#at(extension.valueOffset, extension.valueEnd);
    const value = readValue(reader, what);
    reader.finish(what);
    return value;
  }

  get subjectAltNames(): readonly GeneralName[] | undefined {
    return this.#keptSubjectAltNames ??= this.#read(EXTENSION.subjectAltName, readAltNames, "subjectAltName");
  }

  get issuerAltNames(): readonly GeneralName[] | undefined {
    return this.#keptIssuerAltNames ??= this.#read(EXTENSION.issuerAltName, readAltNames, "issuerAltName");
  }

  get basicConstraints(): BasicConstraints | undefined {
    return this.#keptBasicConstraints ??= this.#read(EXTENSION.basicConstraints, readBasicConstraints, "basicConstraints");
  }

  get keyUsage(): ReadonlySet<KeyUsage> | undefined {
    return this.#keptKeyUsage ??= this.#read(EXTENSION.keyUsage, readKeyUsage, "keyUsage");
  }

  /** OIDs in dotted form. */
  get extendedKeyUsage(): readonly string[] | undefined {
    return this.#keptExtendedKeyUsage ??= this.#read(EXTENSION.extKeyUsage, readExtendedKeyUsage, "extKeyUsage");
  }

  get subjectKeyIdentifier(): Uint8Array | undefined {
    return this.#keptSubjectKeyIdentifier ??= this.#read(EXTENSION.subjectKeyIdentifier, readSubjectKeyIdentifier, "subjectKeyIdentifier");
  }

  get authorityKeyIdentifier(): AuthorityKeyIdentifier | undefined {
    return this.#keptAuthorityKeyIdentifier ??= this.#read(EXTENSION.authorityKeyIdentifier, readAuthorityKeyIdentifier, "authorityKeyIdentifier");
  }

  get nameConstraints(): NameConstraints | undefined {
    return this.#keptNameConstraints ??= this.#read(EXTENSION.nameConstraints, readNameConstraints, "nameConstraints");
  }

  get certificatePolicies(): readonly PolicyInformation[] | undefined {
    return this.#keptCertificatePolicies ??= this.#read(EXTENSION.certificatePolicies, readCertificatePolicies, "certificatePolicies");
  }

  get policyMappings(): readonly PolicyMapping[] | undefined {
    return this.#keptPolicyMappings ??= this.#read(EXTENSION.policyMappings, readPolicyMappings, "policyMappings");
  }

  get policyConstraints(): PolicyConstraints | undefined {
    return this.#keptPolicyConstraints ??= this.#read(EXTENSION.policyConstraints, readPolicyConstraints, "policyConstraints");
  }

  /** Certificates that may follow before anyPolicy counts no more. */
  get inhibitAnyPolicy(): number | undefined {
    return this.#keptInhibitAnyPolicy ??= this.#read(EXTENSION.inhibitAnyPolicy, readInhibitAnyPolicy, "inhibitAnyPolicy");
  }

  get authorityInformationAccess(): readonly AccessDescription[] | undefined {
    return this.#keptAuthorityInformationAccess ??= this.#read(EXTENSION.authorityInfoAccess, readAccessDescriptions, "authorityInfoAccess");
  }

  get subjectInformationAccess(): readonly AccessDescription[] | undefined {
    return this.#keptSubjectInformationAccess ??= this.#read(EXTENSION.subjectInfoAccess, readAccessDescriptions, "subjectInfoAccess");
  }

  get crlDistributionPoints(): readonly DistributionPoint[] | undefined {
    return this.#keptCrlDistributionPoints ??= this.#read(EXTENSION.cRLDistributionPoints, readDistributionPoints, "cRLDistributionPoints");
  }

  get freshestCrl(): readonly DistributionPoint[] | undefined {
    return this.#keptFreshestCrl ??= this.#read(EXTENSION.freshestCRL, readDistributionPoints, "freshestCRL");
  }

  /** Numbers of TLS extensions; 5 is "must staple". */
  get tlsFeatures(): readonly number[] | undefined {
    return this.#keptTlsFeatures ??= this.#read(EXTENSION.tlsFeature, readTlsFeatures, "tlsFeature");
  }

  get signedCertificateTimestamps(): readonly Sct[] | undefined {
    return this.#keptScts ??= this.#read(EXTENSION.signedCertificateTimestampList, readSctList, "The SCT list");
  }

  /** The extension's value in DER, unread (RFC 5280 4.2.1.8). */
  get subjectDirectoryAttributes(): Uint8Array | undefined {
    return this.extension(EXTENSION.subjectDirectoryAttributes)?.value;
  }

  /** RFC 6962 3.1: it has the poison extension. */
  get isPrecertificate(): boolean {
    return this.extension(EXTENSION.precertificatePoison) !== undefined;
  }

  /** Of the whole certificate, lower-case hex. */
  get sha1(): string {
    return this.#keptSha1 ??= toHex(sha1(this.#bytes));
  }

  /** Of the whole certificate, lower-case hex. */
  get sha256(): string {
    return this.#keptSha256 ??= toHex(sha256(this.#bytes));
  }

  /** Of the SubjectPublicKeyInfo, lower-case hex. */
  get spkiSha256(): string {
    return this.#keptSpkiSha256 ??= toHex(sha256(this.#bytes.subarray(this.#spkiStart, this.#spkiEnd)));
  }

  /** All that DER or RFC 5280's encoding rules forbid in this certificate, in the order of the bytes, MAX_FAULTS at most. */
  get problems(): readonly DerError[] {
    return this.#keptProblems ??= Certificate.#findProblems(this.#bytes);
  }

  /** Reads the certificate once more with a reader that takes note of faults, every value of it. */
  static #findProblems(bytes: Uint8Array): readonly DerError[] {
    const problems: DerError[] = [];
    const certificate = new Certificate(bytes, problems);
    for (const value of VALUES) note(problems, () => certificate[value]);
    note(problems, () => certificate.#checkRest());
    return problems.sort((a, b) => a.offset - b.offset);
  }

  /** What no getter reads, and what only shows when fields are held against each other. */
  #checkRest(): void {
    const [reader, bytes] = [this.#reader, this.#bytes];
    if (compareEncodings(bytes, this.#innerAlgorithmStart, this.#issuerStart, this.#tbsEnd, this.#signatureStart) !== 0) {
      reader.fault("signature-algorithm-mismatch", this.#tbsEnd, "The signature algorithm outside differs from the one that is signed");
    }
    const seen = new Set<string>();
    for (const extension of this.extensions) {
      if (seen.has(extension.oid)) reader.fault("duplicate-extension", extension.offset, `The extension ${extension.name ?? extension.oid} is there twice`);
      seen.add(extension.oid);
    }
    const poison = this.extension(EXTENSION.precertificatePoison);
    if (poison !== undefined && (!poison.critical || poison.valueEnd - poison.valueOffset !== 2 || bytes[poison.valueOffset] !== 5 || bytes[poison.valueOffset + 1] !== 0)) {
      reader.fault("bad-poison", poison.offset, "The precertificate poison must be critical and NULL");
    }
    this.#read(EXTENSION.subjectDirectoryAttributes, checkElement, "subjectDirectoryAttributes");
  }
}

/** Getters whose values `problems` reads. */
const VALUES = [
  "serialNumber", "tbsSignatureAlgorithm", "issuer", "validity", "subject", "publicKey", "issuerUniqueId", "subjectUniqueId",
  "signatureAlgorithm", "subjectAltNames", "issuerAltNames", "basicConstraints", "keyUsage", "extendedKeyUsage",
  "subjectKeyIdentifier", "authorityKeyIdentifier", "nameConstraints", "certificatePolicies", "policyMappings",
  "policyConstraints", "inhibitAnyPolicy", "authorityInformationAccess", "subjectInformationAccess", "crlDistributionPoints",
  "freshestCrl", "tlsFeatures", "signedCertificateTimestamps",
] as const satisfies readonly (keyof Certificate)[];

function note(problems: DerError[], read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    if (problems.length < MAX_FAULTS) problems.push(error);
  }
}

function readVersion(reader: DerReader): 1 | 2 | 3 {
  const outer = reader.open(EXPLICIT_VERSION, "version");
  const start = reader.start;
  const version = reader.smallInteger("version");
  reader.leave(outer, "version");
  if (version === 2 || version === 1) return version === 2 ? 3 : 2;
  if (version !== 0) throw new DerError("unsupported-version", reader.content, `There is no certificate version ${version + 1}`);
  reader.fault("default-encoded", start, "Version 1 is written out, which DER leaves out");
  return 1;
}

/** RFC 5280 4.1.2.2. */
function readSerialNumber(reader: DerReader): Uint8Array {
  reader.expect(INTEGER, "serialNumber");
  const { bytes, content, contentEnd } = reader;
  const length = contentEnd - content;
  if (length === 0) throw new DerError("integer-empty", content, "serialNumber is an INTEGER without content");
  if (reader.faults !== undefined) {
    const first = bytes[content] ?? 0;
    const second = bytes[content + 1] ?? 0;
    if (length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) {
      reader.fault("serial-not-minimal", content, "serialNumber is an INTEGER with a superfluous first byte");
    }
    if (first >= 0x80) reader.fault("integer-negative", content, "serialNumber is negative");
    if (length > 20) reader.fault("serial-too-long", content, `serialNumber has ${length} bytes; 20 are allowed`);
    if (isZero(bytes, content, contentEnd)) reader.fault("serial-zero", content, "serialNumber is zero");
  }
  return bytes.subarray(content, contentEnd);
}

function isZero(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== 0) return false;
  return true;
}

function readValidity(reader: DerReader): Validity {
  const outer = reader.open(SEQUENCE, "validity");
  const notBefore = readTime(reader, "notBefore");
  const notAfter = readTime(reader, "notAfter");
  reader.leave(outer, "validity");
  return { notBefore, notAfter };
}

function conforming(time: Time, what: string): number {
  if (!time.conforms || time.milliseconds === undefined) {
    throw new DerError(time.milliseconds === undefined ? "time-value" : "time-format", time.offset, `${what} is not in the form of RFC 5280 4.1.2.5`);
  }
  return time.milliseconds;
}
