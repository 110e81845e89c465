import { DerError } from "../../../x509/der/error.ts";
import { UTC_TIME } from "../../../x509/der/tags.ts";
import type { Time } from "../../../x509/der/time.ts";
import type { Certificate } from "../../../x509/certificate.ts";
import type { Extension } from "../../../x509/extension.ts";
import type { AccessDescription } from "../../../x509/extensions/access.ts";
import type { DistributionPoint } from "../../../x509/extensions/distribution-points.ts";
import type { KeyUsage } from "../../../x509/extensions/usage.ts";
import type { GeneralName } from "../../../x509/general-name.ts";
import type { Name, NameAttribute } from "../../../x509/name.ts";
import { ACCESS_METHOD, ATTRIBUTE, EXTENSION } from "../../../x509/oids.ts";
import type { PublicKey } from "../../../x509/public-key.ts";
import { isPlainName, isPlainText } from "./plain.ts";
import { readNames, readPolicies, readSubtrees, type NameFact, type PolicyFacts, type QualifierFacts, type SubtreeFacts } from "./lenient.ts";
import { isSelfSigned } from "./self-signed.ts";

/** A name of the certificate. */
export interface NameFacts {
  /** In the order of the bytes. */
  readonly attributes: readonly NameAttribute[];
  /** The attributes without their values. */
  readonly types: readonly Pick<NameAttribute, "oid" | "tag">[];
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
  /** Of the names, each once, in the order in which they come first. */
  readonly types: readonly GeneralName["type"][];
  hasType(type: GeneralName["type"]): boolean;
}

// UTF8String, NumericString, PrintableString, TeletexString, IA5String, BMPString.
const STRING_TAGS: ReadonlySet<number> = new Set([12, 18, 19, 20, 22, 30]);

const NOTHING = new Uint8Array();
const NO_TEXTS: readonly string[] = [];
const NO_NAMES: readonly NameFact[] = [];
const NO_USAGE: ReadonlySet<KeyUsage> = new Set();

/**
 * What the rules of this folder look at: a certificate's values, each read once, when first asked for. What cannot be read is as if
 * it were not there (`has` still tells that the extension is); the fault itself is certificate/der-fault's.
 *
 * Some of it is the same for all certificates of a template (template.ts): what a CA writes into each. A rule that looked at nothing
 * else, as `lookedAtOwn` tells, says the same of them all. So every getter here that gives more must set it.
 */
export class CertificateFacts {
  /** Whether something was asked for since beginLook() that certificates of one template do not share. */
  lookedAtOwn = false;
  /** basicConstraints says so. */
  readonly isCa: boolean;
  readonly isSelfSigned: boolean;
  readonly #certificate: Certificate;
  readonly #own = (): void => { this.lookedAtOwn = true; };
  #critical: ReadonlyMap<string, boolean> | undefined = undefined;
  #times: { readonly notBefore: number | undefined; readonly notAfter: number | undefined } | undefined = undefined;
  #subject: NameFacts | undefined = undefined;
  #issuer: NameFacts | undefined = undefined;
  #subjectAltNames: AltNameFacts | undefined = undefined;
  #issuerAltNames: AltNameFacts | undefined = undefined;
  #policies: readonly PolicyFacts[] | undefined = undefined;
  #policyOids: readonly string[] | undefined = undefined;
  #explicitTexts: readonly NonNullable<QualifierFacts["explicitText"]>[] | undefined = undefined;
  #key: { readonly publicKey: PublicKey | undefined; readonly rsa: RsaFacts | undefined } | undefined = undefined;
  #timesArePlain: boolean | undefined = undefined;
  #namesArePlain: boolean | undefined = undefined;
  #subjectIsPlain: boolean | undefined = undefined;
  #accessDescriptions: readonly AccessDescription[] | undefined = undefined;
  #ocspUris: readonly string[] | undefined = undefined;
  #issuerUris: readonly string[] | undefined = undefined;
  #distributionPoints: readonly DistributionPoint[] | undefined = undefined;
  #crlUris: readonly string[] | undefined = undefined;
  #subtrees: ReturnType<typeof readSubtrees> | undefined = undefined;

  /** Throws nothing that comes from the certificate's bytes; nor do the getters. */
  constructor(certificate: Certificate) {
    this.#certificate = certificate;
    this.isCa = readable(certificate, (c) => c.basicConstraints?.ca) === true;
    this.isSelfSigned = readable(certificate, isSelfSigned) === true;
  }

  beginLook(): void {
    this.lookedAtOwn = false;
  }

  get certificate(): Certificate {
    this.lookedAtOwn = true;
    return this.#certificate;
  }

  get version(): Certificate["version"] {
    return this.#certificate.version;
  }

  /** In the order of the bytes, without their values and places. */
  get extensions(): readonly Pick<Extension, "oid" | "critical">[] {
    return this.#certificate.extensions;
  }

  /** Milliseconds since the epoch, of every time that has a meaning, whatever its form. */
  get notBefore(): number | undefined {
    this.lookedAtOwn = true;
    return this.#readTimes().notBefore;
  }

  get notAfter(): number | undefined {
    this.lookedAtOwn = true;
    return this.#readTimes().notAfter;
  }

  get subject(): NameFacts {
    return this.#subject ??= new SubjectFacts(readable(this.#certificate, (c) => c.subject), this.#own);
  }

  get issuer(): NameFacts {
    return this.#issuer ??= new SubjectFacts(readable(this.#certificate, (c) => c.issuer), undefined);
  }

  get subjectAltNames(): AltNameFacts {
    return this.#subjectAltNames ??= new AlternativeNames(this.#value(EXTENSION.subjectAltName), this.#own);
  }

  get issuerAltNames(): AltNameFacts {
    return this.#issuerAltNames ??= new AlternativeNames(this.#value(EXTENSION.issuerAltName), undefined);
  }

  get policies(): readonly PolicyFacts[] {
    return this.#policies ??= readPolicies(this.#value(EXTENSION.certificatePolicies));
  }

  /** OIDs of `policies`. */
  get policyOids(): readonly string[] {
    return this.#policyOids ??= this.policies.map(({ oid }) => oid);
  }

  /** explicitText of every user notice. */
  get explicitTexts(): readonly NonNullable<QualifierFacts["explicitText"]>[] {
    return this.#explicitTexts ??= this.policies.flatMap(({ qualifiers }) => qualifiers.flatMap(({ explicitText }) => explicitText ?? []));
  }

  get keyUsage(): ReadonlySet<KeyUsage> {
    return readable(this.#certificate, (c) => c.keyUsage) ?? NO_USAGE;
  }

  /** OIDs. */
  get extendedKeyUsage(): readonly string[] {
    return readable(this.#certificate, (c) => c.extendedKeyUsage) ?? NO_TEXTS;
  }

  /** What the algorithm of the key says. */
  get publicKey(): SharedKey | undefined {
    return this.#readKey().publicKey;
  }

  get rsa(): RsaFacts | undefined {
    return this.#readKey().rsa;
  }

  /** Whether both times are UTCTime in RFC 5280's form. */
  get timesArePlain(): boolean {
    return this.#timesArePlain ??= readable(this.#certificate, ({ validity: { notBefore, notAfter } }) => isPlainTime(notBefore) && isPlainTime(notAfter)) === true;
  }

  /** Whether the DNS names and the common name, where there is one, are such as rules about their characters and labels have nothing to say of. */
  get namesArePlain(): boolean {
    return this.#namesArePlain ??= this.#arePlain(({ subject: { commonName }, subjectAltNames: { dns } }) => (commonName === "" || isPlainName(commonName)) && dns.every(isPlainName));
  }

  /** Whether the subject's values are such as rules about their characters have nothing to say of. */
  get subjectIsPlain(): boolean {
    return this.#subjectIsPlain ??= this.#arePlain(({ subject: { attributes } }) => attributes.every(({ value }) => isPlainText(value)));
  }

  get accessDescriptions(): readonly AccessDescription[] {
    return this.#accessDescriptions ??= readable(this.#certificate, (c) => c.authorityInformationAccess) ?? [];
  }

  /** URIs of authorityInfoAccess. */
  get ocspUris(): readonly string[] {
    return this.#ocspUris ??= accessUris(this.accessDescriptions, ACCESS_METHOD.ocsp);
  }

  get issuerUris(): readonly string[] {
    return this.#issuerUris ??= accessUris(this.accessDescriptions, ACCESS_METHOD.caIssuers);
  }

  get distributionPoints(): readonly DistributionPoint[] {
    this.#lookAt(EXTENSION.cRLDistributionPoints);
    return this.#distributionPoints ??= readable(this.#certificate, (c) => c.crlDistributionPoints) ?? [];
  }

  /** URIs of cRLDistributionPoints. */
  get crlUris(): readonly string[] {
    this.#lookAt(EXTENSION.cRLDistributionPoints);
    return this.#crlUris ??= this.distributionPoints.flatMap(({ fullName = [] }) => fullName.flatMap((name) => name.type === "uri" ? [name.value] : []));
  }

  get permittedSubtrees(): readonly SubtreeFacts[] {
    return this.#readSubtrees().permitted;
  }

  get excludedSubtrees(): readonly SubtreeFacts[] {
    return this.#readSubtrees().excluded;
  }

  /** Whether the extension is there. */
  has(oid: string): boolean {
    return this.#readCritical().has(oid);
  }

  /** Whether the extension is there and critical. */
  isCritical(oid: string): boolean {
    return this.#readCritical().get(oid) === true;
  }

  /** The value of the first extension with this OID, in DER. */
  value(oid: string): Uint8Array | undefined {
    this.#lookAt(oid);
    return this.#certificate.extension(oid)?.value;
  }

  /** What `get` gives; undefined where the certificate does not have it or it cannot be read. */
  read<Value>(get: (certificate: Certificate) => Value): Value | undefined {
    this.lookedAtOwn = true;
    return readable(this.#certificate, get);
  }

  /** The same of what a template has. */
  readShared<Value>(get: (certificate: SharedFields) => Value): Value | undefined {
    return readable(this.#certificate, get);
  }

  /** That something is plain is the template's. */
  #arePlain(test: (facts: CertificateFacts) => boolean): boolean {
    const { lookedAtOwn } = this;
    const plain = test(this);
    this.lookedAtOwn = lookedAtOwn;
    return plain;
  }

  #value(oid: string): Uint8Array {
    return this.#certificate.extension(oid)?.value ?? NOTHING;
  }

  /** That an extension is not there is the template's, as is the value of most. */
  #lookAt(oid: string): void {
    if (OWN_EXTENSIONS.has(oid) && this.has(oid)) this.lookedAtOwn = true;
  }

  #readCritical(): ReadonlyMap<string, boolean> {
    return this.#critical ??= new Map(this.#certificate.extensions.map(({ oid, critical }) => [oid, critical]));
  }

  #readTimes(): { readonly notBefore: number | undefined; readonly notAfter: number | undefined } {
    return this.#times ??= {
      notBefore: readable(this.#certificate, (c) => c.validity.notBefore.milliseconds),
      notAfter: readable(this.#certificate, (c) => c.validity.notAfter.milliseconds),
    };
  }

  #readKey(): { readonly publicKey: PublicKey | undefined; readonly rsa: RsaFacts | undefined } {
    if (this.#key === undefined) {
      const publicKey = readable(this.#certificate, (c) => c.publicKey);
      this.#key = { publicKey, rsa: rsaOf(publicKey, this.#own) };
    }
    return this.#key;
  }

  #readSubtrees(): ReturnType<typeof readSubtrees> {
    return this.#subtrees ??= readSubtrees(this.#value(EXTENSION.nameConstraints));
  }
}

/** Of an RSA key. */
export interface RsaFacts {
  readonly modulus: Uint8Array;
  /** The template's, as are the bits of the modulus. */
  readonly exponent: bigint;
  readonly bits: number;
}

/** What follows from a key's algorithm alone. */
export type SharedKey = Pick<PublicKey, "type" | "curve" | "curveOid" | "algorithm">;

/** What a certificate shares with all of its template. */
export type SharedFields = Pick<Certificate, "version" | "signatureAlgorithm" | "tbsSignatureAlgorithm" | "basicConstraints" | "authorityKeyIdentifier" | "policyMappings" | "isPrecertificate">;

/** Extensions whose values certificates of one template do not share: whether they are there, and critical, is the template's all the same. */
export const OWN_EXTENSIONS: ReadonlySet<string> = new Set([
  EXTENSION.subjectAltName, EXTENSION.subjectKeyIdentifier, EXTENSION.signedCertificateTimestampList, EXTENSION.cRLDistributionPoints,
]);

function readable<Value>(certificate: Certificate, get: (certificate: Certificate) => Value): Value | undefined {
  try {
    return get(certificate);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

/** `own`: is told where more is asked for than which types of attributes there are; absent: of a name that is the template's as a whole. */
class SubjectFacts implements NameFacts {
  readonly hasMultivaluedRdn: boolean;
  readonly #attributes: readonly NameAttribute[];
  readonly #own: (() => void) | undefined;

  constructor(name: Name | undefined, own: (() => void) | undefined) {
    this.#own = own;
    this.#attributes = name === undefined ? [] : name.rdns.length === 1 ? name.rdns[0] ?? [] : name.rdns.flat();
    this.hasMultivaluedRdn = name?.rdns.some((rdn) => rdn.length > 1) === true;
  }

  get attributes(): readonly NameAttribute[] {
    if (this.#attributes.length > 0) this.#own?.();
    return this.#attributes;
  }

  get types(): readonly Pick<NameAttribute, "oid" | "tag">[] {
    return this.#attributes;
  }

  get commonName(): string {
    return this.values(ATTRIBUTE.CN).at(-1) ?? "";
  }

  has(oid: string): boolean {
    return this.#attributes.some((attribute) => attribute.oid === oid);
  }

  values(oid: string): readonly string[] {
    let found: string[] | undefined;
    for (const attribute of this.#attributes) if (attribute.oid === oid && isCharacterString(attribute)) (found ??= []).push(attribute.value);
    if (found === undefined) return NO_TEXTS;
    this.#own?.();
    return found;
  }
}

function isPlainTime({ tag, conforms }: Time): boolean {
  return tag === UTC_TIME && conforms;
}

/** Whether an attribute's value is text. */
export function isCharacterString(attribute: NameAttribute): boolean {
  return STRING_TAGS.has(attribute.tag);
}

/** `own`: is told where more is asked for than which types of names there are; absent: of names that are the template's as a whole. */
class AlternativeNames implements AltNameFacts {
  readonly #names: readonly NameFact[];
  readonly #own: (() => void) | undefined;
  readonly types: readonly GeneralName["type"][];
  readonly #byType = new Map<NameFact["type"], readonly NameFact[]>();
  #dns: readonly string[] | undefined = undefined;

  constructor(extension: Uint8Array, own: (() => void) | undefined) {
    this.#names = readNames(extension);
    this.#own = own;
    this.types = [...new Set(this.#names.map(({ type }) => type))];
  }

  get names(): readonly NameFact[] {
    if (this.#names.length > 0) this.#own?.();
    return this.#names;
  }

  get dns(): readonly string[] {
    const names = this.#of("dns");
    return names.length === 0 ? NO_TEXTS : this.#dns ??= names.map(({ value }) => value);
  }

  get email(): readonly string[] {
    return this.#texts("email");
  }

  get uri(): readonly string[] {
    return this.#texts("uri");
  }

  get ip(): readonly Uint8Array[] {
    return this.#of("ip").map(({ bytes }) => bytes);
  }

  hasType(type: GeneralName["type"]): boolean {
    return this.types.includes(type);
  }

  #texts(type: NameFact["type"]): readonly string[] {
    return this.#of(type).map(({ value }) => value);
  }

  #of(type: NameFact["type"]): readonly NameFact[] {
    if (!this.types.includes(type)) return NO_NAMES;
    let names = this.#byType.get(type);
    if (names === undefined) {
      names = this.#names.filter((name) => name.type === type);
      this.#byType.set(type, names);
    }
    this.#own?.();
    return names;
  }
}

function accessUris(descriptions: readonly AccessDescription[], method: string): string[] {
  return descriptions.flatMap((description) =>
    description.method === method && description.location.type === "uri" ? [description.location.value] : []);
}

function rsaOf(key: PublicKey | undefined, own: () => void): RsaFacts | undefined {
  if (key?.type !== "RSA" || key.modulus === undefined || key.exponent === undefined || key.bits === undefined) return undefined;
  const { modulus, exponent, bits } = key;
  return {
    exponent, bits,
    get modulus() {
      own();
      return modulus;
    },
  };
}
