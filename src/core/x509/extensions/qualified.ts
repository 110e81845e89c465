import { skipElement } from "../der/check.ts";
import { DerError } from "../der/error.ts";
import type { DerReader } from "../der/reader.ts";
import { decodeString } from "../der/string.ts";
import { INTEGER, OBJECT_IDENTIFIER, SEQUENCE, tagName } from "../der/tags.ts";
import { readGeneralNames, type GeneralName } from "../general-name.ts";
import { readList } from "../list.ts";

/** Statements of ETSI EN 319 412-5 and ETSI TS 119 495, and RFC 3739's two. */
export const QC_STATEMENT = {
  pkixQCSyntaxV1: "1.3.6.1.5.5.7.11.1",
  pkixQCSyntaxV2: "1.3.6.1.5.5.7.11.2",
  QcCompliance: "0.4.0.1862.1.1",
  QcLimitValue: "0.4.0.1862.1.2",
  QcRetentionPeriod: "0.4.0.1862.1.3",
  QcSSCD: "0.4.0.1862.1.4",
  QcPDS: "0.4.0.1862.1.5",
  QcType: "0.4.0.1862.1.6",
  QcCClegislation: "0.4.0.1862.1.7",
  QcIdentMethod: "0.4.0.1862.1.8",
  QcQSCDlegislation: "0.4.0.1862.1.9",
  PSD2: "0.4.0.19495.2",
} as const;

/** A statement of a qualified certificate (RFC 3739 3.2.6). Texts are hostile. */
export interface QcStatement {
  readonly oid: string;
  readonly info?: QcInfo;
}

export type QcInfo =
  /** EN 319 412-5 4.3.2: `amount` times ten to the power of `exponent`; `currency` in letters or digits of ISO 4217. */
  | { readonly type: "limit"; readonly currency: string; readonly amount: number; readonly exponent: number }
  /** 4.3.3. */
  | { readonly type: "years"; readonly years: number }
  /** 4.3.4: terms by language (ISO 639-1). */
  | { readonly type: "terms"; readonly locations: readonly { readonly url: string; readonly language: string }[] }
  /** 4.2.3: kinds of certificate, ways of identification. */
  | { readonly type: "oids"; readonly oids: readonly string[] }
  /** 4.2.4: ISO 3166-1. */
  | { readonly type: "countries"; readonly countries: readonly string[] }
  /** TS 119 495 5.1. */
  | { readonly type: "psd2"; readonly roles: readonly { readonly oid: string; readonly name: string }[]; readonly authority: string; readonly authorityId: string }
  /** RFC 3739 3.2.6.1. */
  | { readonly type: "semantics"; readonly semantics?: string; readonly authorities?: readonly GeneralName[] }
  | { readonly type: "unknown"; readonly der: Uint8Array };

/** QCStatements. Throws DerError. */
export function readQcStatements(reader: DerReader, what: string): readonly QcStatement[] {
  return readList(reader, what, () => {
    const outer = reader.open(SEQUENCE, "A statement");
    const oid = reader.oid("statementId");
    const info = reader.atEnd ? undefined : readInfo(reader, oid);
    reader.leave(outer, "A statement");
    return info === undefined ? { oid } : { oid, info };
  });
}

function readInfo(reader: DerReader, oid: string): QcInfo {
  switch (oid) {
    case QC_STATEMENT.QcLimitValue: return readLimit(reader);
    case QC_STATEMENT.QcRetentionPeriod: return { type: "years", years: reader.smallInteger("QcRetentionPeriod") };
    case QC_STATEMENT.QcPDS: return { type: "terms", locations: readList(reader, "QcPDS", readLocation) };
    case QC_STATEMENT.QcType: case QC_STATEMENT.QcIdentMethod: return { type: "oids", oids: readList(reader, "The statement's OIDs", () => reader.oid("The statement's OIDs")) };
    case QC_STATEMENT.QcCClegislation: case QC_STATEMENT.QcQSCDlegislation: return { type: "countries", countries: readList(reader, "The statement's countries", () => readCharacterString(reader, "A country")) };
    case QC_STATEMENT.PSD2: return readPsd2(reader);
    case QC_STATEMENT.pkixQCSyntaxV1: case QC_STATEMENT.pkixQCSyntaxV2: return readSemantics(reader);
    default: {
      const start = reader.position;
      skipElement(reader, "A statement");
      return { type: "unknown", der: reader.bytes.subarray(start, reader.position) };
    }
  }
}

function readLimit(reader: DerReader): QcInfo {
  const outer = reader.open(SEQUENCE, "QcLimitValue");
  const currency = reader.peek() === INTEGER ? String(reader.smallInteger("A currency")) : readCharacterString(reader, "A currency");
  const amount = reader.smallInteger("An amount");
  const exponent = reader.smallInteger("An exponent");
  reader.leave(outer, "QcLimitValue");
  return { type: "limit", currency, amount, exponent };
}

function readLocation(reader: DerReader): { url: string; language: string } {
  const outer = reader.open(SEQUENCE, "QcPDS");
  const url = readCharacterString(reader, "A URL");
  const language = readCharacterString(reader, "A language");
  reader.leave(outer, "QcPDS");
  return { url, language };
}

function readPsd2(reader: DerReader): QcInfo {
  const outer = reader.open(SEQUENCE, "PSD2QcType");
  const roles = readList(reader, "rolesOfPSP", () => {
    const role = reader.open(SEQUENCE, "A role");
    const oid = reader.oid("A role");
    const name = readCharacterString(reader, "A role");
    reader.leave(role, "A role");
    return { oid, name };
  });
  const authority = readCharacterString(reader, "nCAName");
  const authorityId = readCharacterString(reader, "nCAId");
  reader.leave(outer, "PSD2QcType");
  return { type: "psd2", roles, authority, authorityId };
}

function readSemantics(reader: DerReader): QcInfo {
  const what = "SemanticsInformation";
  const outer = reader.open(SEQUENCE, what);
  const semantics = reader.peek() === OBJECT_IDENTIFIER ? reader.oid(what) : undefined;
  const authorities = reader.atEnd ? undefined : readGeneralNames(reader, SEQUENCE, what);
  reader.leave(outer, what);
  return { type: "semantics", ...(semantics && { semantics }), ...(authorities && { authorities }) };
}

/** A character string of whatever type. Throws DerError where it is none. */
export function readCharacterString(reader: DerReader, what: string): string {
  const tag = reader.next(what);
  const text = decodeString(reader, tag, reader.content, reader.contentEnd);
  if (text === undefined) throw new DerError("unexpected-tag", reader.start, `${what} must be a character string and is ${tagName(tag)}`);
  return text;
}
