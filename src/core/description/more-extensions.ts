import type { DerReader } from "../x509/der/reader.ts";
import { conformingTime } from "../x509/der/time.ts";
import { latin1 } from "../x509/der/string.ts";
import { BIT_STRING, GENERALIZED_TIME, NULL, SEQUENCE, context } from "../x509/der/tags.ts";
import { readCaVersion, readCertificateTemplate, readSecurityIdentifier } from "../x509/extensions/active-directory.ts";
import { readCertificatePolicies } from "../x509/extensions/policies.ts";
import { QC_STATEMENT, readQcStatements, readCharacterString, type QcInfo } from "../x509/extensions/qualified.ts";
import type { DescribedField } from "./description.ts";
import { nameFields } from "./general-names.ts";
import { purposeValue } from "./purposes.ts";
import { hexValue, many, one, oidValue, textValue, timeValue } from "./values.ts";

/** What an extension's value says: a group of fields, or one for each entry. Throws DerError. */
export type Describe = (reader: DerReader, what: string) => DescribedField[][];

interface MoreExtension {
  name: string;
  describe: Describe;
}

/**
 * Extensions that judge nothing and are shown: qualified certificates (ETSI EN 319 412-5), AD CS ([MS-WCCE] 2.2.2.7.7), delegated
 * credentials (RFC 9345 4.2), the CA/Browser Forum's organization identifier (EV Guidelines 9.8.2), and older ones.
 */
export const MORE_EXTENSIONS: Readonly<Record<string, MoreExtension>> = {
  "1.3.6.1.5.5.7.1.3": { name: "qcStatements", describe: describeQcStatements },
  "1.3.6.1.4.1.311.20.2": { name: "certificateTemplateName", describe: (reader, what) => [[one("viewer_field_template", textValue(readCharacterString(reader, what)))]] },
  "1.3.6.1.4.1.311.21.1": { name: "caVersion", describe: describeCaVersion },
  "1.3.6.1.4.1.311.21.7": { name: "certificateTemplate", describe: describeTemplate },
  "1.3.6.1.4.1.311.21.10": { name: "applicationPolicies", describe: (reader) => readCertificatePolicies(reader).map(({ oid }) => [one("viewer_field_purposes", purposeValue(oid))]) },
  "1.3.6.1.4.1.311.25.2": { name: "securityIdentifier", describe: (reader, what) => [[one("viewer_field_sid", textValue(readSecurityIdentifier(reader, what)))]] },
  "1.3.6.1.4.1.44363.44": { name: "delegationUsage", describe: describePresence },
  "2.5.29.16": { name: "privateKeyUsagePeriod", describe: describeUsagePeriod },
  "2.23.140.3.1": { name: "cabfOrganizationIdentifier", describe: describeOrganizationIdentifier },
  "2.16.840.1.113730.1.1": { name: "netscapeCertType", describe: describeNetscapeType },
};

const STATEMENTS: ReadonlyMap<string, string> = new Map(Object.entries(QC_STATEMENT).map(([name, oid]) => [oid, name]));

/** EN 319 412-5 4.2.3. */
const QC_TYPES: Readonly<Record<string, string>> = { "0.4.0.1862.1.6.1": "esign", "0.4.0.1862.1.6.2": "eseal", "0.4.0.1862.1.6.3": "web" };

function describeQcStatements(reader: DerReader, what: string): DescribedField[][] {
  return readQcStatements(reader, what).map(({ oid, info }) => {
    const name = STATEMENTS.get(oid);
    return [one("viewer_field_statement", oidValue(oid, name === undefined ? undefined : `viewer_qc_${name}`)), ...(info === undefined ? [] : describeInfo(info))];
  });
}

function describeInfo(info: QcInfo): DescribedField[] {
  switch (info.type) {
    case "limit": return [one("viewer_field_amount", textValue(`${String(info.amount)} × 10^${String(info.exponent)} ${info.currency}`))];
    case "years": return [one("viewer_field_years", textValue(String(info.years)))];
    case "terms": return [many("viewer_field_terms", info.locations.map(({ url, language }) => textValue(`${url} (${language})`)))];
    case "oids": return [many("viewer_field_kinds", info.oids.map((oid) => {
      const kind = QC_TYPES[oid];
      return oidValue(oid, kind === undefined ? undefined : `viewer_qctype_${kind}`);
    }))];
    case "countries": return [many("viewer_field_countries", info.countries.map(textValue))];
    case "psd2": return [
      many("viewer_field_roles", info.roles.map(({ oid, name }) => textValue(`${name} (${oid})`))),
      one("viewer_field_authority", textValue(`${info.authority} (${info.authorityId})`)),
    ];
    case "semantics": return [
      ...(info.semantics === undefined ? [] : [one("viewer_field_semantics", oidValue(info.semantics))]),
      ...(info.authorities === undefined ? [] : nameFields(info.authorities)),
    ];
    case "unknown": return [one("viewer_field_value", hexValue(info.der))];
  }
}

function describeTemplate(reader: DerReader, what: string): DescribedField[][] {
  const { oid, major, minor } = readCertificateTemplate(reader, what);
  const version = [major, minor].filter((part) => part !== undefined).join(".");
  return [[one("viewer_field_template", oidValue(oid)), ...(version === "" ? [] : [one("viewer_field_version", textValue(version))])]];
}

function describeCaVersion(reader: DerReader, what: string): DescribedField[][] {
  const { certificate, key } = readCaVersion(reader, what);
  return [[one("viewer_field_caCertificateIndex", textValue(String(certificate))), one("viewer_field_caKeyIndex", textValue(String(key)))]];
}

function describePresence(reader: DerReader, what: string): DescribedField[][] {
  reader.expect(NULL, what);
  return [];
}

/** RFC 3280 4.2.1.4: two GeneralizedTimes with implicit tags. */
function describeUsagePeriod(reader: DerReader, what: string): DescribedField[][] {
  const outer = reader.open(SEQUENCE, what);
  const fields: DescribedField[] = [];
  for (const [number, name] of [[0, "viewer_field_notBefore"], [1, "viewer_field_notAfter"]] as const) {
    if (reader.peek() !== context(number, false)) continue;
    reader.next(what);
    const time = conformingTime(reader.bytes, GENERALIZED_TIME, reader.content, reader.contentEnd);
    fields.push(one(name, time === undefined ? textValue(latin1(reader.bytes, reader.content, reader.contentEnd)) : timeValue(time)));
  }
  reader.leave(outer, what);
  return [fields];
}

const STATE = context(0, false);

/** EV Guidelines 9.8.2. */
function describeOrganizationIdentifier(reader: DerReader, what: string): DescribedField[][] {
  const outer = reader.open(SEQUENCE, what);
  const scheme = readCharacterString(reader, "registrationSchemeIdentifier");
  const country = readCharacterString(reader, "registrationCountry");
  let state: string | undefined;
  if (reader.peek() === STATE) {
    reader.next("registrationStateOrProvince");
    state = latin1(reader.bytes, reader.content, reader.contentEnd);
  }
  const reference = readCharacterString(reader, "registrationReference");
  reader.leave(outer, what);
  return [[
    one("viewer_field_registrationScheme", textValue(scheme)), one("viewer_attribute_C", textValue(country)),
    ...(state === undefined ? [] : [one("viewer_attribute_ST", textValue(state))]), one("viewer_field_registrationReference", textValue(reference)),
  ]];
}

/** In the order of the bits, as Netscape's certificate specifications name them. */
const NETSCAPE_TYPES = ["SSL client", "SSL server", "S/MIME", "object signing", "", "SSL CA", "S/MIME CA", "object signing CA"] as const;

function describeNetscapeType(reader: DerReader, what: string): DescribedField[][] {
  reader.expect(BIT_STRING, what);
  const bits = reader.namedBits(what);
  return [[many("viewer_field_uses", NETSCAPE_TYPES.filter((name, bit) => name !== "" && (bits & (1 << bit)) !== 0).map((name) => textValue(name)))]];
}

/** TLS's presentation of CtExtensions in tiled logs (C2SP static-ct-api): of type 0, an entry's number in 40 bits. */
export function leafIndexOf(extensions: Uint8Array): number | undefined {
  const view = new DataView(extensions.buffer, extensions.byteOffset, extensions.byteLength);
  for (let at = 0; at + 3 <= extensions.length;) {
    const type = view.getUint8(at);
    const length = view.getUint16(at + 1);
    const value = at + 3;
    if (value + length > extensions.length) return undefined;
    if (type === 0) return length === 5 ? view.getUint8(value) * 2 ** 32 + view.getUint32(value + 1) : undefined;
    at = value + length;
  }
  return undefined;
}
