import { sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { integerText } from "../text/integer-text.ts";
import { hasNullParameters, readAlgorithm, type AlgorithmIdentifier } from "../x509/algorithm.ts";
import { Certificate } from "../x509/certificate.ts";
import { DerError } from "../x509/der/error.ts";
import { DerReader } from "../x509/der/reader.ts";
import { SEQUENCE } from "../x509/der/tags.ts";
import { readTime, type Time } from "../x509/der/time.ts";
import { toHex } from "../bytes/hex.ts";
import { readName } from "../x509/name.ts";
import { toPem } from "../x509/pem.ts";
import { readPublicKey, type PublicKey } from "../x509/public-key.ts";
import type { CertificateDescription, DescribedFault, DescribedField, DescribedSection } from "./description.ts";
import { describeExtension } from "./extensions.ts";
import { attributeFields } from "./general-names.ts";
import { describeFault, describeThrown, hexValue, integerValue, many, oidValue, one, textValue, timeValue, wordsValue } from "./values.ts";
import { walkCertificate, type FieldName, type ByteStretch } from "./walk.ts";

/** Faults that are listed. */
const MAX_PROBLEMS = 100;
const DAY = 86_400_000;

/**
 * Describes a certificate in full. Bytes that are no certificate are described as far as they can be read. Throws nothing,
 * whatever the bytes are; texts in the result are the certificate's own, hostile.
 */
export function describeCertificate(der: Uint8Array): CertificateDescription {
  const { fields, extensions } = walkCertificate(der);
  const { fault, problems } = judgeEncoding(der);
  const sections = SECTIONS.flatMap(({ name, title, describe }) => {
    const stretch = fields.get(name);
    return stretch === undefined ? [] : [section(title, stretch, () => describe(new DerReader(der).seek(stretch.start, stretch.end), stretch))];
  });
  const key = fields.get("publicKey");
  return {
    sha256: toHex(sha256(der)),
    pem: toPem(der),
    bytes: der.length,
    fields: [...sections, fingerprints(der, key === undefined ? undefined : der.subarray(key.start, key.end))],
    extensions: extensions.map((stretch) => describeExtension(der, stretch)),
    problems: problems.slice(0, MAX_PROBLEMS).map(describeFault),
    problemsTotal: problems.length,
    ...(fault === undefined ? {} : { fault }),
  };
}

/** What the strict reading says. */
function judgeEncoding(der: Uint8Array): { fault?: DescribedFault; problems: readonly DerError[] } {
  try {
    return { problems: Certificate.parse(der).problems };
  } catch (thrown) {
    return { fault: describeThrown(thrown, 0), problems: [] };
  }
}

/** Describes a field's value, whose header the reader stands at. Throws DerError. */
interface FieldDescriber {
  name: FieldName;
  title: string;
  describe: (reader: DerReader, stretch: ByteStretch) => DescribedField[];
}

/** In the order in which people read them. */
const SECTIONS: readonly FieldDescriber[] = [
  { name: "subject", title: "viewer_section_subject", describe: describeName },
  { name: "issuer", title: "viewer_section_issuer", describe: describeName },
  { name: "validity", title: "viewer_section_validity", describe: describeValidity },
  { name: "serialNumber", title: "viewer_section_serialNumber", describe: describeSerialNumber },
  { name: "version", title: "viewer_section_version", describe: describeVersion },
  { name: "publicKey", title: "viewer_section_publicKey", describe: (reader) => describeKey(readPublicKey(reader)) },
  { name: "signature", title: "viewer_section_signature", describe: (reader) => describeAlgorithm(readAlgorithm(reader, "signature")) },
  { name: "issuerUniqueId", title: "viewer_section_issuerUniqueId", describe: describeUniqueId },
  { name: "subjectUniqueId", title: "viewer_section_subjectUniqueId", describe: describeUniqueId },
  { name: "signatureAlgorithm", title: "viewer_section_signatureAlgorithm", describe: (reader) => describeAlgorithm(readAlgorithm(reader, "signatureAlgorithm")) },
  { name: "signatureValue", title: "viewer_section_signatureValue", describe: describeSignature },
];

function section(title: string, { start, end }: ByteStretch, describe: () => DescribedField[]): DescribedSection {
  const place = { offset: start, length: end - start };
  try {
    return { title, place, groups: [describe()] };
  } catch (thrown) {
    return { title, place, groups: [], fault: describeThrown(thrown, start) };
  }
}

function describeName(reader: DerReader): DescribedField[] {
  const { rdns } = readName(reader, "A name");
  return rdns.length === 0 ? [one("viewer_field_name", wordsValue("viewer_words_empty"))] : attributeFields(rdns);
}

function describeValidity(reader: DerReader, { content, end }: ByteStretch): DescribedField[] {
  reader.seek(content, end);
  const notBefore = readTime(reader, "notBefore");
  const notAfter = readTime(reader, "notAfter");
  const fields = [...timeFields("viewer_field_notBefore", notBefore), ...timeFields("viewer_field_notAfter", notAfter)];
  if (notBefore.milliseconds === undefined || notAfter.milliseconds === undefined) return fields;
  // RFC 5280 4.1.2.5: both ends belong to it.
  const days = (notAfter.milliseconds + 1000 - notBefore.milliseconds) / DAY;
  return [...fields, one("viewer_field_duration", wordsValue("viewer_words_days", String(Math.round(days * 100) / 100)))];
}

function timeFields(name: string, { milliseconds, conforms, text }: Time): DescribedField[] {
  return [
    one(name, milliseconds === undefined ? textValue(text) : timeValue(milliseconds)),
    ...(conforms ? [] : [one("viewer_field_timeText", textValue(text))]),
  ];
}

function describeSerialNumber(reader: DerReader): DescribedField[] {
  reader.next("serialNumber");
  const content = reader.contentBytes();
  const hex = toHex(content);
  // Two's complement; a decimal of more digits than a page is wide helps nobody.
  const decimal = content.length === 0 || content.length > 40 ? undefined : BigInt.asIntN(content.length * 8, BigInt(`0x${hex}`));
  return [one("viewer_field_hex", integerValue(content)), ...(decimal === undefined ? [] : [one("viewer_field_decimal", textValue(String(decimal)))])];
}

function describeVersion(reader: DerReader, { content, end }: ByteStretch): DescribedField[] {
  return [one("viewer_field_version", textValue(String(reader.seek(content, end).smallInteger("version") + 1)))];
}

function describeKey({ algorithm, type, bits, curve, curveOid, explicitParameters, modulus, exponent, key }: PublicKey): DescribedField[] {
  return [
    ...describeAlgorithm(algorithm, type !== "EC"),
    ...(bits === undefined ? [] : [one("viewer_field_bits", wordsValue("viewer_words_bits", String(bits)))]),
    ...(curveOid === undefined ? [] : [one("viewer_field_curve", curve === undefined ? oidValue(curveOid) : { kind: "oid", oid: curveOid, name: curve })]),
    ...(explicitParameters ? [one("viewer_field_curve", wordsValue("viewer_words_explicit_curve"))] : []),
    ...(modulus === undefined ? [] : [one("viewer_field_modulus", hexValue(modulus))]),
    ...(exponent === undefined ? [] : [one("viewer_field_exponent", textValue(integerText(exponent).slice(0, 1000)))]),
    ...(modulus === undefined ? [one(type === "EC" ? "viewer_field_point" : "viewer_field_key", hexValue(key))] : []),
  ];
}

/** `parameters`: also those that say how a key is to be used. An EC key's curve has a field of its own. */
function describeAlgorithm(algorithm: AlgorithmIdentifier, parameters = true): DescribedField[] {
  const field = one("viewer_field_algorithm", oidValue(algorithm.oid));
  const { pss } = algorithm;
  if (pss !== undefined) {
    return [
      field,
      one("viewer_field_hash", oidValue(pss.hash)),
      one("viewer_field_mask", pss.maskHash === undefined ? oidValue(pss.mask) : oidValue(pss.maskHash)),
      one("viewer_field_salt", textValue(String(pss.saltLength))),
    ];
  }
  const raw = parameters ? algorithm.parameters : undefined;
  if (raw === undefined) return [field];
  const sets = parameterSets(raw);
  if (sets.length > 0) return [field, many("viewer_field_parameters", sets.map((oid) => oidValue(oid)))];
  return [field, one("viewer_field_parameters", hasNullParameters(algorithm) ? wordsValue("viewer_words_null") : hexValue(raw))];
}

/** Parameters that are sets known by name: an OID, or a SEQUENCE of nothing but OIDs (RFC 4491 2.3.2 and RFC 9215 4.2: GOST). None where they are others. */
function parameterSets(raw: Uint8Array): string[] {
  try {
    const reader = new DerReader(raw);
    if (reader.peek() === SEQUENCE) reader.open(SEQUENCE, "Parameters");
    const oids: string[] = [];
    while (!reader.atEnd) oids.push(reader.oid("Parameters"));
    return oids;
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return [];
  }
}

function describeUniqueId(reader: DerReader): DescribedField[] {
  reader.next("A unique identifier");
  reader.bitStringContent("A unique identifier");
  return [one("viewer_field_value", hexValue(reader.contentBytes()))];
}

function describeSignature(reader: DerReader): DescribedField[] {
  reader.octetAlignedBitString("signatureValue");
  const signature = reader.contentBytes();
  return [one("viewer_field_bits", wordsValue("viewer_words_bits", String(signature.length * 8))), one("viewer_field_value", hexValue(signature))];
}

function fingerprints(der: Uint8Array, spki: Uint8Array | undefined): DescribedSection {
  return {
    title: "viewer_section_fingerprints",
    meaning: "viewer_section_fingerprints_meaning",
    groups: [[
      one("viewer_field_sha256", hexValue(sha256(der))),
      ...(spki === undefined ? [] : [one("viewer_field_spkiSha256", hexValue(sha256(spki)))]),
      one("viewer_field_sha1", hexValue(sha1(der))),
      one("viewer_field_size", wordsValue("viewer_words_bytes", String(der.length))),
    ]],
  };
}
