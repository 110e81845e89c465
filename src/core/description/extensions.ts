import { ctLogById } from "../registry/ct-logs.ts";
import { EV_POLICIES } from "../registry/ev-policies.ts";
import { checkElement } from "../x509/der/check.ts";
import { DerError } from "../x509/der/error.ts";
import { DerReader } from "../x509/der/reader.ts";
import { decodeString, isStringTag } from "../x509/der/string.ts";
import { NULL, SEQUENCE, SET } from "../x509/der/tags.ts";
import { readExtension, type Extension } from "../x509/extension.ts";
import { readAccessDescriptions } from "../x509/extensions/access.ts";
import { readBasicConstraints, readInhibitAnyPolicy, readNameConstraints, readPolicyConstraints, type GeneralSubtree } from "../x509/extensions/constraints.ts";
import { readDistributionPoints, type DistributionPoint } from "../x509/extensions/distribution-points.ts";
import { readAuthorityKeyIdentifier, readSubjectKeyIdentifier } from "../x509/extensions/key-identifier.ts";
import { readCertificatePolicies, readPolicyMappings, type PolicyQualifier } from "../x509/extensions/policies.ts";
import { readSctList, type Sct } from "../x509/extensions/sct.ts";
import { readTlsFeatures } from "../x509/extensions/tls-feature.ts";
import { readExtendedKeyUsage, readKeyUsage } from "../x509/extensions/usage.ts";
import { readAltNames } from "../x509/general-name.ts";
import { toHex } from "../bytes/hex.ts";
import { ACCESS_METHOD, EXTENSION, POLICY } from "../x509/oids.ts";
import type { DescribedField, DescribedSection, DescribedValue } from "./description.ts";
import { attributeFields, nameFields } from "./general-names.ts";
import { leafIndexOf, MORE_EXTENSIONS, type Describe } from "./more-extensions.ts";
import { purposeValue } from "./purposes.ts";
import type { ByteStretch } from "./walk.ts";
import { describeThrown, hexValue, integerValue, many, one, oidValue, textValue, timeValue, wordsValue } from "./values.ts";

/** Entries of one list that are described; the raw bytes have all. */
const MAX_GROUPS = 200;

type Named = keyof typeof EXTENSION;

/** The extensions of RFC 5280 4.2, RFC 6960, RFC 6962 and RFC 7633. */
const DESCRIBE: Readonly<Record<Named, Describe>> = {
  subjectKeyIdentifier: (reader) => [[one("viewer_field_keyIdentifier", hexValue(readSubjectKeyIdentifier(reader)))]],
  authorityKeyIdentifier: describeAuthorityKeyIdentifier,
  keyUsage: (reader) => [[many("viewer_field_uses", [...readKeyUsage(reader)].map((usage) => wordsValue(`viewer_usage_${usage}`)))]],
  extKeyUsage: (reader) => [[many("viewer_field_purposes", readExtendedKeyUsage(reader).map(purposeValue))]],
  subjectAltName: (reader, what) => [nameFields(readAltNames(reader, what))],
  issuerAltName: (reader, what) => [nameFields(readAltNames(reader, what))],
  basicConstraints: describeBasicConstraints,
  nameConstraints: describeNameConstraints,
  certificatePolicies: (reader) => readCertificatePolicies(reader).map(({ oid, qualifiers = [] }) => [one("viewer_field_policy", oidValue(oid, policyKey(oid))), ...qualifiers.flatMap(describeQualifier)]),
  policyMappings: (reader) => readPolicyMappings(reader).map(({ issuerDomainPolicy, subjectDomainPolicy }) => [
    one("viewer_field_issuerPolicy", oidValue(issuerDomainPolicy)), one("viewer_field_subjectPolicy", oidValue(subjectDomainPolicy)),
  ]),
  policyConstraints: describePolicyConstraints,
  inhibitAnyPolicy: (reader) => [[one("viewer_field_skipCertificates", textValue(String(readInhibitAnyPolicy(reader))))]],
  cRLDistributionPoints: (reader, what) => readDistributionPoints(reader, what).map(describePoint),
  freshestCRL: (reader, what) => readDistributionPoints(reader, what).map(describePoint),
  authorityInfoAccess: describeAccess,
  subjectInfoAccess: describeAccess,
  tlsFeature: (reader) => [[many("viewer_field_features", readTlsFeatures(reader).map((feature) => feature === 5 ? wordsValue("viewer_feature_status_request", "5") : wordsValue("viewer_feature_other", String(feature))))]],
  signedCertificateTimestampList: (reader) => readSctList(reader).map(describeTimestamp),
  precertificatePoison: describeNull,
  ocspNoCheck: describeNull,
  subjectDirectoryAttributes: describeDirectoryAttributes,
};

const NAMED: ReadonlyMap<string, Named> = new Map(Object.entries(EXTENSION).map(([name, oid]) => [oid, name as Named]));

/** In use, and not read here: what documents call them. */
const UNREAD: Readonly<Record<string, string>> = {
  "1.3.6.1.5.5.7.1.12": "logotype",
  "2.16.840.1.113730.1.13": "netscape-comment",
  "1.2.840.113533.7.65.0": "entrustVersInfo",
  "1.3.6.1.4.1.311.21.2": "szOID_CERTSRV_PREVIOUS_CERT_HASH",
  "1.2.643.100.111": "subjectSignTool",
  "1.2.643.100.112": "issuerSignTool",
};

const METHODS = byOid(ACCESS_METHOD);
const POLICIES = byOid(POLICY);

function byOid(table: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(table).map(([name, oid]) => [oid, name]));
}

function keyOf(table: ReadonlyMap<string, string>, oid: string, stem: string): string | undefined {
  const name = table.get(oid);
  return name === undefined ? undefined : `${stem}${name}`;
}

/** Describes the extension at this place in the certificate. Throws nothing for bad bytes: the section then says why. */
export function describeExtension(bytes: Uint8Array, { start, end }: ByteStretch): DescribedSection {
  const place = { offset: start, length: end - start };
  try {
    return { ...describe(bytes, readExtension(new DerReader(bytes).seek(start, end))), place };
  } catch (thrown) {
    return { title: "viewer_extension_unreadable", groups: [], place, fault: describeThrown(thrown, start) };
  }
}

function describe(bytes: Uint8Array, extension: Extension): DescribedSection {
  const { oid, critical, valueOffset, valueEnd } = extension;
  const known = NAMED.get(oid);
  const more = MORE_EXTENSIONS[oid];
  const named = known ?? more?.name;
  const describeValue = known === undefined ? more?.describe : DESCRIBE[known];
  if (named === undefined || describeValue === undefined) return { ...nameless(oid), oid, critical, groups: [rawFields(bytes, extension)] };
  const titled = { title: `viewer_extension_${named}`, meaning: `viewer_extension_${named}_meaning`, oid, critical };
  try {
    const reader = new DerReader(bytes).seek(valueOffset, valueEnd);
    const groups = describeValue(reader, named);
    reader.finish(named);
    const left = groups.length - MAX_GROUPS;
    return { ...titled, groups: groups.slice(0, MAX_GROUPS), ...(left > 0 ? { more: left } : {}) };
  } catch (thrown) {
    return { ...titled, groups: [rawFields(bytes, extension)], fault: describeThrown(thrown, valueOffset) };
  }
}

function nameless(oid: string): Pick<DescribedSection, "title" | "params" | "meaning"> {
  const name = UNREAD[oid];
  return name === undefined
    ? { title: "viewer_extension_unknown", meaning: "viewer_extension_unknown_meaning" }
    : { title: "viewer_extension_unread", params: [name], meaning: "viewer_extension_unread_meaning" };
}

/** The value's bytes, and its text where it is one. */
function rawFields(bytes: Uint8Array, { valueOffset, valueEnd, value }: Extension): DescribedField[] {
  const raw = one("viewer_field_value", hexValue(value));
  try {
    const reader = new DerReader(bytes).seek(valueOffset, valueEnd);
    const tag = reader.next("The value");
    reader.finish("The value");
    const text = isStringTag(tag) ? decodeString(reader, tag, reader.content, reader.contentEnd) : undefined;
    return text === undefined ? [raw] : [one("viewer_field_text", textValue(text)), raw];
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return [raw];
  }
}

function describeAuthorityKeyIdentifier(reader: DerReader): DescribedField[][] {
  const { keyIdentifier, issuer, serialNumber } = readAuthorityKeyIdentifier(reader);
  return [[
    ...(keyIdentifier === undefined ? [] : [one("viewer_field_keyIdentifier", hexValue(keyIdentifier))]),
    ...(issuer === undefined ? [] : nameFields(issuer)),
    ...(serialNumber === undefined ? [] : [one("viewer_field_serialNumber", integerValue(serialNumber))]),
  ]];
}

function describeBasicConstraints(reader: DerReader): DescribedField[][] {
  const { ca, pathLength } = readBasicConstraints(reader);
  const length = pathLength === undefined ? wordsValue("viewer_words_no_limit") : textValue(String(pathLength));
  return [[
    one("viewer_field_ca", wordsValue(ca ? "viewer_words_ca" : "viewer_words_no_ca")),
    ...(ca || pathLength !== undefined ? [one("viewer_field_pathLength", length)] : []),
  ]];
}

function describeNameConstraints(reader: DerReader): DescribedField[][] {
  const { permitted, excluded } = readNameConstraints(reader);
  const group = (kind: "permitted" | "excluded", subtrees: readonly GeneralSubtree[] | undefined): DescribedField[][] =>
    subtrees === undefined ? [] : [[one("viewer_field_subtrees", wordsValue(`viewer_words_${kind}`)), ...nameFields(subtrees.map(({ base }) => base), true)]];
  return [...group("permitted", permitted), ...group("excluded", excluded)];
}

function describePolicyConstraints(reader: DerReader): DescribedField[][] {
  const { requireExplicitPolicy, inhibitPolicyMapping } = readPolicyConstraints(reader);
  return [[
    ...(requireExplicitPolicy === undefined ? [] : [one("viewer_field_requireExplicitPolicy", textValue(String(requireExplicitPolicy)))]),
    ...(inhibitPolicyMapping === undefined ? [] : [one("viewer_field_inhibitPolicyMapping", textValue(String(inhibitPolicyMapping)))]),
  ]];
}

function policyKey(oid: string): string | undefined {
  return keyOf(POLICIES, oid, "viewer_policy_") ?? (EV_POLICIES.has(oid) ? "viewer_policy_extendedValidation" : undefined);
}

function describeQualifier(qualifier: PolicyQualifier): DescribedField[] {
  switch (qualifier.type) {
    case "cps": return [one("viewer_field_cps", textValue(qualifier.uri))];
    case "unknown": return [one("viewer_field_qualifier", oidValue(qualifier.oid)), one("viewer_field_value", hexValue(qualifier.der))];
    case "userNotice": {
      const { explicitText, noticeReference } = qualifier;
      return [
        ...(explicitText === undefined ? [] : [one("viewer_field_notice", textValue(explicitText.text))]),
        ...(noticeReference === undefined ? [] : [one("viewer_field_noticeReference", textValue(`${noticeReference.organization.text}: ${noticeReference.numbers.slice(0, 100).join(", ")}`))]),
      ];
    }
  }
}

function describePoint({ fullName, relativeName, reasons, crlIssuer }: DistributionPoint): DescribedField[] {
  return [
    ...(fullName === undefined ? [] : nameFields(fullName)),
    ...(relativeName === undefined ? [] : attributeFields([relativeName])),
    ...(reasons === undefined ? [] : [many("viewer_field_reasons", [...reasons].map((reason) => wordsValue(`viewer_reason_${reason}`)))]),
    ...(crlIssuer === undefined ? [] : [one("viewer_field_crlIssuer", wordsValue("viewer_words_crl_issuer")), ...nameFields(crlIssuer)]),
  ];
}

function describeAccess(reader: DerReader, what: string): DescribedField[][] {
  return readAccessDescriptions(reader, what).map(({ method, location }) => [
    one("viewer_field_accessMethod", oidValue(method, keyOf(METHODS, method, "viewer_access_"))), ...nameFields([location]),
  ]);
}

/** Names of RFC 5246 7.4.1.4.1. */
const TIMESTAMP_HASHES: Readonly<Record<number, string>> = { 4: "SHA-256", 5: "SHA-384", 6: "SHA-512" };
const TIMESTAMP_SIGNATURES: Readonly<Record<number, string>> = { 1: "RSA", 3: "ECDSA" };

function describeTimestamp({ logId, timestamp, extensions, hashAlgorithm, signatureAlgorithm, signature }: Sct): DescribedField[] {
  const log = ctLogById(toHex(logId));
  const leafIndex = leafIndexOf(extensions);
  const algorithm = `${TIMESTAMP_SIGNATURES[signatureAlgorithm] ?? String(signatureAlgorithm)}, ${TIMESTAMP_HASHES[hashAlgorithm] ?? String(hashAlgorithm)}`;
  return [
    one("viewer_field_log", log === undefined ? wordsValue("viewer_words_log_unknown") : wordsValue("viewer_words_log", log.name, log.operator)),
    one("viewer_field_logId", hexValue(logId)),
    one("viewer_field_timestamp", timeValue(timestamp)),
    one("viewer_field_sctVersion", textValue("1")),
    one("viewer_field_algorithm", textValue(algorithm)),
    one("viewer_field_signature", hexValue(signature)),
    ...(leafIndex === undefined ? [] : [one("viewer_field_leafIndex", textValue(String(leafIndex)))]),
    ...(extensions.length === 0 ? [] : [one("viewer_field_sctExtensions", hexValue(extensions))]),
  ];
}

function describeNull(reader: DerReader, what: string): DescribedField[][] {
  reader.expect(NULL, what);
  return [];
}

/** RFC 5280 4.2.1.8: SEQUENCE OF Attribute, an OID and a SET of values. */
function describeDirectoryAttributes(reader: DerReader, what: string): DescribedField[][] {
  const outer = reader.open(SEQUENCE, what);
  const groups: DescribedField[][] = [];
  while (!reader.atEnd) {
    const attribute = reader.open(SEQUENCE, what);
    const oid = reader.oid(what);
    const set = reader.open(SET, what);
    const values: DescribedValue[] = [];
    while (reader.position < reader.end) {
      const start = reader.position;
      checkElement(reader, what);
      values.push(hexValue(reader.bytes.subarray(start, reader.position)));
    }
    reader.leave(set, what);
    reader.leave(attribute, what);
    groups.push([one("viewer_field_attribute", oidValue(oid)), many("viewer_field_value", values)]);
  }
  reader.leave(outer, what);
  return groups;
}
