import { DerError } from "../../../x509/der/error.ts";
import { decodeOid } from "../../../x509/der/oid.ts";
import { OBJECT_IDENTIFIER, SEQUENCE } from "../../../x509/der/tags.ts";
import type { GeneralName } from "../../../x509/general-name.ts";
import { POLICY } from "../../../x509/oids.ts";
import { elementsOf, elementsWithin, type RawElement } from "./raw.ts";

/*
 * Second readers for extensions that the first could not read because of one bad entry: what stands beside it still
 * counts for the rules. They look at tag numbers and pass over what they do not know.
 */

export interface PolicyFacts {
  readonly oid: string;
  readonly qualifiers: readonly QualifierFacts[];
}

export interface QualifierFacts {
  readonly oid: string;
  /** Of a user notice. */
  readonly explicitText?: { readonly tag: number; readonly text: string };
  readonly hasNoticeReference: boolean;
}

export interface NameFact {
  readonly type: GeneralName["type"];
  /** Text of DNS names, mail addresses and URIs; empty for others. */
  readonly value: string;
  /** The content as it stands. */
  readonly bytes: Uint8Array;
}

export interface SubtreeFacts {
  readonly base: NameFact;
  /** Of the optional fields the first byte that is not zero; 0 where they are not there. */
  readonly minimum: number;
  readonly maximum: number;
}

const NAME_TYPES: readonly GeneralName["type"][] = ["other", "email", "dns", "x400", "directory", "edi", "uri", "ip", "registeredId"];
const IA5_TAGS: ReadonlySet<number> = new Set([1, 2, 6]);
const BMP_STRING = 30;

// A decoder takes longer to make than to decode a name.
const UTF8 = new TextDecoder();
const UTF16 = new TextDecoder("utf-16be");

/** certificatePolicies. */
export function readPolicies(der: Uint8Array): readonly PolicyFacts[] {
  return (elementsOf(der) ?? []).flatMap(({ tag, content }) => {
    const [id, qualifiers] = tag === SEQUENCE ? elementsWithin(content) ?? [] : [];
    const oid = oidOf(id);
    return oid === undefined ? [] : [{ oid, qualifiers: (qualifiers && elementsWithin(qualifiers.content))?.flatMap(readQualifier) ?? [] }];
  });
}

function readQualifier({ content }: RawElement): QualifierFacts[] {
  const [id, value] = elementsWithin(content) ?? [];
  const oid = oidOf(id);
  if (oid === undefined) return [];
  const fields = oid === POLICY.userNotice && value?.tag === SEQUENCE ? elementsWithin(value.content) ?? [] : [];
  const text = fields.find(({ tag }) => tag !== SEQUENCE);
  return [{
    oid,
    ...(text !== undefined && text.content.length > 0 && { explicitText: { tag: text.tag, text: textOf(text) } }),
    hasNoticeReference: fields.some(({ tag }) => tag === SEQUENCE),
  }];
}

/** GeneralNames. */
export function readNames(der: Uint8Array): readonly NameFact[] {
  return (elementsOf(der) ?? []).flatMap(readNameFact);
}

/** nameConstraints. */
export function readSubtrees(der: Uint8Array): { permitted: readonly SubtreeFacts[]; excluded: readonly SubtreeFacts[] } {
  const lists = elementsOf(der) ?? [];
  const subtrees = (number: number): SubtreeFacts[] =>
    lists.filter(({ tag }) => (tag & 0x1f) === number).flatMap(({ content }) => elementsWithin(content) ?? []).flatMap(({ content }) => {
      const [base, ...fields] = elementsWithin(content) ?? [];
      const field = (wanted: number): number => fields.find(({ tag }) => (tag & 0x1f) === wanted)?.content.find((byte) => byte !== 0) ?? 0;
      return base === undefined ? [] : readNameFact(base).map((name) => ({ base: name, minimum: field(0), maximum: field(1) }));
    });
  return { permitted: subtrees(0), excluded: subtrees(1) };
}

function readNameFact(element: RawElement): NameFact[] {
  const number = element.tag & 0x1f;
  const type = (element.tag & 0xc0) === 0x80 ? NAME_TYPES[number] : undefined;
  return type === undefined ? [] : [{ type, value: IA5_TAGS.has(number) ? UTF8.decode(element.content) : "", bytes: element.content }];
}

function oidOf(element: RawElement | undefined): string | undefined {
  if (element?.tag !== OBJECT_IDENTIFIER) return undefined;
  try {
    return decodeOid(element.content, 0, element.content.length);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

function textOf({ tag, content }: RawElement): string {
  return (tag === BMP_STRING ? UTF16 : UTF8).decode(content);
}
