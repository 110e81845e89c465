import { skipElement } from "../der/check.ts";
import type { DerReader } from "../der/reader.ts";
import { decodeString } from "../der/string.ts";
import { IA5_STRING, SEQUENCE, tagName } from "../der/tags.ts";
import { readFilledList, readList } from "../list.ts";
import { toHex } from "../../bytes/hex.ts";
import { POLICY } from "../oids.ts";

/** RFC 5280 4.2.1.4. */
export interface PolicyInformation {
  readonly oid: string;
  /** Undefined where the certificate has no list of them. */
  readonly qualifiers?: readonly PolicyQualifier[];
}

/** Texts are hostile. */
export type PolicyQualifier =
  | { readonly type: "cps"; readonly uri: string; readonly tag: number }
  | { readonly type: "userNotice"; readonly explicitText?: DisplayText; readonly noticeReference?: NoticeReference }
  /** `der`: the qualifier, without the OID. */
  | { readonly type: "unknown"; readonly oid: string; readonly der: Uint8Array };

export interface DisplayText {
  /** Identifier octet of the string type. */
  readonly tag: number;
  /** "#" and the hex of its DER where it is no character string. */
  readonly text: string;
  /** Bytes from the start of the input to its content. */
  readonly offset: number;
}

export interface NoticeReference {
  readonly organization: DisplayText;
  readonly numbers: readonly number[];
}

/** RFC 5280 4.2.1.5: OIDs in dotted form. */
export interface PolicyMapping {
  readonly issuerDomainPolicy: string;
  readonly subjectDomainPolicy: string;
}

export function readCertificatePolicies(reader: DerReader): readonly PolicyInformation[] {
  return readFilledList(reader, "certificatePolicies", readPolicy);
}

export function readPolicyMappings(reader: DerReader): readonly PolicyMapping[] {
  return readFilledList(reader, "policyMappings", (mappings) => {
    const outer = mappings.open(SEQUENCE, "A policy mapping");
    const issuerDomainPolicy = mappings.oid("issuerDomainPolicy");
    const subjectDomainPolicy = mappings.oid("subjectDomainPolicy");
    mappings.leave(outer, "A policy mapping");
    return { issuerDomainPolicy, subjectDomainPolicy };
  });
}

function readPolicy(reader: DerReader): PolicyInformation {
  const outer = reader.open(SEQUENCE, "A certificate policy");
  const oid = reader.oid("policyIdentifier");
  const qualifiers = reader.atEnd ? undefined : readFilledList(reader, "policyQualifiers", readQualifier);
  reader.leave(outer, "A certificate policy");
  return qualifiers === undefined ? { oid } : { oid, qualifiers };
}

function readQualifier(reader: DerReader): PolicyQualifier {
  const what = "A policy qualifier";
  const outer = reader.open(SEQUENCE, what);
  const oid = reader.oid(what);
  const qualifier = oid === POLICY.cps ? readCps(reader) : oid === POLICY.userNotice ? readUserNotice(reader) : readUnknown(reader, oid);
  reader.leave(outer, what);
  return qualifier;
}

function readCps(reader: DerReader): PolicyQualifier {
  const { tag, text } = readText(reader, "cPSuri");
  if (tag !== IA5_STRING) reader.fault("string-type", reader.start, `cPSuri must be IA5String and is ${tagName(tag)}`);
  return { type: "cps", uri: text, tag };
}

function readUnknown(reader: DerReader, oid: string): PolicyQualifier {
  const what = "A policy qualifier";
  const start = reader.position;
  skipElement(reader, what);
  return { type: "unknown", oid, der: reader.bytes.subarray(start, reader.position) };
}

function readUserNotice(reader: DerReader): PolicyQualifier {
  const outer = reader.open(SEQUENCE, "userNotice");
  const noticeReference = reader.peek() === SEQUENCE ? readNoticeReference(reader) : undefined;
  const explicitText = reader.atEnd ? undefined : readText(reader, "explicitText");
  reader.leave(outer, "userNotice");
  return { type: "userNotice", ...(explicitText && { explicitText }), ...(noticeReference && { noticeReference }) };
}

function readNoticeReference(reader: DerReader): NoticeReference {
  const outer = reader.open(SEQUENCE, "noticeRef");
  const organization = readText(reader, "noticeRef's organization");
  const numbers = readList(reader, "noticeNumbers", (list, what) => list.smallInteger(what));
  reader.leave(outer, "noticeRef");
  return { organization, numbers };
}

function readText(reader: DerReader, what: string): DisplayText {
  const tag = reader.next(what);
  const offset = reader.content;
  const text = decodeString(reader, tag, offset, reader.contentEnd);
  if (text !== undefined) return { tag, text, offset };
  // Text that is for people alone does not hide the policies.
  reader.fault("string-type", reader.start, `${what} must be a character string and is ${tagName(tag)}`);
  return { tag, text: `#${toHex(reader.elementBytes())}`, offset };
}
