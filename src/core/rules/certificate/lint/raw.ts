import { DerError } from "../../../x509/der/error.ts";
import { DerReader } from "../../../x509/der/reader.ts";
import { SEQUENCE } from "../../../x509/der/tags.ts";

export interface RawElement {
  /** Identifier octet. */
  readonly tag: number;
  readonly content: Uint8Array;
}

/** The elements within the SEQUENCE that `der` is; undefined where it is none. */
export function elementsOf(der: Uint8Array): readonly RawElement[] | undefined {
  const [outer] = elementsWithin(der) ?? [];
  return outer?.tag === SEQUENCE ? elementsWithin(outer.content) : undefined;
}

/** Elements that stand one behind the other; undefined where the bytes are not such. */
export function elementsWithin(bytes: Uint8Array): readonly RawElement[] | undefined {
  try {
    const reader = new DerReader(bytes);
    const elements: RawElement[] = [];
    while (!reader.atEnd) {
      const tag = reader.next("A value");
      elements.push({ tag, content: reader.contentBytes() });
    }
    return elements;
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

/** Whether it is a SEQUENCE without elements. */
export function isEmptySequence(der: Uint8Array): boolean {
  return der[0] === SEQUENCE && der[1] === 0 && elementsOf(der)?.length === 0;
}
