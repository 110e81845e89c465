import { DerError, type DerErrorCode } from "./error.ts";
import { BIT_STRING, BOOLEAN, INTEGER, NULL, OBJECT_IDENTIFIER, tagName } from "./tags.ts";
import { decodeOid } from "./oid.ts";

/** Constructed values inside each other; certificates need about ten. */
export const MAX_DEPTH = 64;

/** Faults kept of one input; what comes after says nothing new. */
export const MAX_FAULTS = 1000;

/**
 * A cursor over DER (X.690) that copies nothing and builds no tree: `next` steps over one element and says where its
 * content is, `enter` and `leave` go into a constructed one and demand that nothing stands behind its last field.
 * Every method throws DerError, with the offset in `bytes`, on what DER forbids and has no meaning; what is forbidden
 * but plain goes to `fault`, which collects where somebody listens and otherwise lets it pass.
 */
export class DerReader {
  readonly bytes: Uint8Array;
  readonly faults: DerError[] | undefined;
  position: number;
  end: number;
  #depth = 0;
  /** The element that `next` stepped over last: identifier octet, where its header, its content and what follows begin. */
  tag = 0;
  start = 0;
  content = 0;
  contentEnd = 0;

  constructor(bytes: Uint8Array, faults?: DerError[]) {
    this.bytes = bytes;
    this.faults = faults;
    this.position = 0;
    this.end = bytes.length;
  }

  /** Starts anew at these bounds. */
  seek(start: number, end: number): this {
    this.position = start;
    this.end = end;
    this.#depth = 0;
    return this;
  }

  get atEnd(): boolean {
    return this.position >= this.end;
  }

  /** Identifier octet of what comes next; -1 at the end. */
  peek(): number {
    return this.position < this.end ? this.bytes[this.position] ?? -1 : -1;
  }

  /** Steps over one element and gives its identifier octet (a high tag number n gives n * 256 + first octet). */
  next(what: string): number {
    const bytes = this.bytes;
    const start = this.position;
    const end = this.end;
    if (end - start < 2) this.#failShort(start, what);
    let tag = bytes[start] ?? 0;
    let content = start + 2;
    if ((tag & 0x1f) === 0x1f) {
      content = this.#highTagEnd(start, what) + 1;
      tag = this.tag;
    }
    let length = bytes[content - 1] ?? 0;
    if (length >= 0x80) {
      length = this.#longLength(content - 1, what);
      content = this.content;
    }
    if (length > end - content) {
      throw new DerError("length-overrun", content - 1, `${what} claims ${length} bytes, and only ${end - content} are left`);
    }
    this.tag = tag;
    this.start = start;
    this.content = content;
    this.position = this.contentEnd = content + length;
    return tag;
  }

  /** `next`, demanding this identifier octet. */
  expect(tag: number, what: string): void {
    if (this.next(what) !== tag) this.failTag(tag, what);
  }

  /** Goes into the element that `next` stepped over; gives what `leave` needs. */
  enter(): number {
    if (++this.#depth > MAX_DEPTH) throw new DerError("too-deep", this.start, `More than ${MAX_DEPTH} constructed values inside each other`);
    const outerEnd = this.end;
    this.position = this.content;
    this.end = this.contentEnd;
    return outerEnd;
  }

  /** `expect` and `enter`. */
  open(tag: number, what: string): number {
    if (this.next(what) !== tag) this.failTag(tag, what);
    return this.enter();
  }

  /** Comes out of an element, which must be used up. */
  leave(outerEnd: number, what: string): void {
    if (this.position !== this.end) this.#failTrailing(what);
    this.end = outerEnd;
    this.#depth--;
  }

  /** Demands that nothing is left. */
  finish(what: string): void {
    if (this.position !== this.end) this.#failTrailing(what);
  }

  /** The element's content that was stepped over last, as a view. */
  contentBytes(): Uint8Array {
    return this.bytes.subarray(this.content, this.contentEnd);
  }

  /** The element that was stepped over last with its header, as a view. */
  elementBytes(): Uint8Array {
    return this.bytes.subarray(this.start, this.contentEnd);
  }

  /** Reports what is forbidden and does not throw here; `fatal`: because it will throw where the value is used. */
  fault(code: DerErrorCode, offset: number, message: string, fatal = false): void {
    if (this.faults !== undefined) this.note(new DerError(code, offset, message, fatal));
  }

  /** Keeps an error where somebody listens. */
  note(error: DerError): void {
    if (this.faults !== undefined && this.faults.length < MAX_FAULTS) this.faults.push(error);
  }

  /** BOOLEAN: DER has 00 and FF alone (X.690 11.1). */
  boolean(what: string): boolean {
    this.expect(BOOLEAN, what);
    return this.booleanContent(what);
  }

  /** The same with an implicit tag already stepped over. */
  booleanContent(what: string): boolean {
    if (this.contentEnd - this.content !== 1) throw new DerError("boolean-length", this.content, `${what} is a BOOLEAN of other than one byte`);
    const value = this.bytes[this.content] ?? 0;
    if (value !== 0 && value !== 0xff) throw new DerError("boolean-value", this.content, `${what} is a BOOLEAN other than 00 and FF`);
    return value === 0xff;
  }

  /** Steps over an INTEGER in its shortest form (X.690 8.3.2); its content is left in `content` and `contentEnd`. */
  integer(what: string): void {
    this.expect(INTEGER, what);
    this.integerContent(what);
  }

  /** The same with an implicit tag already stepped over. */
  integerContent(what: string): void {
    const content = this.content;
    const length = this.contentEnd - content;
    if (length === 0) throw new DerError("integer-empty", content, `${what} is an INTEGER without content`);
    if (length > 1) {
      const first = this.bytes[content] ?? 0;
      const second = this.bytes[content + 1] ?? 0;
      if ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)) {
        throw new DerError("integer-not-minimal", content, `${what} is an INTEGER with a superfluous first byte`);
      }
    }
  }

  /** An INTEGER as a number; at most six bytes, as no field of a certificate has more sense. May be negative: say so with `fault`. */
  smallInteger(what: string): number {
    this.expect(INTEGER, what);
    return this.smallIntegerContent(what);
  }

  /** The same with an implicit tag already stepped over. */
  smallIntegerContent(what: string): number {
    this.integerContent(what);
    const { content, contentEnd } = this;
    if (contentEnd - content > 6) throw new DerError("integer-too-large", content, `${what} is an INTEGER of more than 48 bits`);
    let value = 0;
    for (let i = content; i < contentEnd; i++) value = value * 256 + (this.bytes[i] ?? 0);
    if ((this.bytes[content] ?? 0) >= 0x80) {
      value -= 256 ** (contentEnd - content);
      this.fault("integer-negative", content, `${what} is negative`);
    }
    return value;
  }

  /** OBJECT IDENTIFIER in dotted form. */
  oid(what: string): string {
    if (this.next(what) !== OBJECT_IDENTIFIER) this.failTag(OBJECT_IDENTIFIER, what);
    return decodeOid(this.bytes, this.content, this.contentEnd);
  }

  /** NULL. */
  null(what: string): void {
    this.expect(NULL, what);
    if (this.contentEnd !== this.content) throw new DerError("null-not-empty", this.content, `${what} is a NULL with content`);
  }

  /** BIT STRING: gives the number of unused bits and leaves `content` at the first octet of bits. */
  bitString(what: string): number {
    this.expect(BIT_STRING, what);
    return this.bitStringContent(what);
  }

  /** The same with an implicit tag already stepped over (X.690 8.6.2, 11.2.1). */
  bitStringContent(what: string): number {
    const { content, contentEnd, bytes } = this;
    if (content === contentEnd) throw new DerError("bit-string-empty", content, `${what} is a BIT STRING without its count of unused bits`);
    const unused = bytes[content] ?? 0;
    if (unused > 7 || (unused > 0 && contentEnd - content === 1)) {
      throw new DerError("bit-string-unused-bits", content, `${what} is a BIT STRING that claims ${unused} unused bits`);
    }
    if (unused > 0 && ((bytes[contentEnd - 1] ?? 0) & ((1 << unused) - 1)) !== 0) {
      this.fault("bit-string-padding", contentEnd - 1, `${what} has unused bits that are not zero`);
    }
    this.content = content + 1;
    return unused;
  }

  /** A BIT STRING of whole bytes, as keys and signatures are; other than that is a fault. */
  octetAlignedBitString(what: string): void {
    this.expect(BIT_STRING, what);
    this.octetAlignedBitStringContent(what);
  }

  /** The same already stepped over. */
  octetAlignedBitStringContent(what: string): void {
    const start = this.content;
    if (this.bitStringContent(what) !== 0) this.fault("bit-string-unused-bits", start, `${what} is not a whole number of bytes`);
  }

  /** A list of named bits with an implicit or universal tag already stepped over: bit n of the result is the list's bit n; at most 32 bits are told. */
  namedBits(what: string): number {
    const unused = this.bitStringContent(what);
    const { content, contentEnd, bytes } = this;
    // X.690 11.2.2: no trailing zero bits.
    if (contentEnd > content && (((bytes[contentEnd - 1] ?? 0) >> unused) & 1) === 0) {
      this.fault("bit-list-trailing-zeros", contentEnd - 1, `${what} ends in zero bits, which DER leaves out`);
    }
    let set = 0;
    const bits = Math.min(32, (contentEnd - content) * 8 - unused);
    for (let bit = 0; bit < bits; bit++) {
      if (((bytes[content + (bit >> 3)] ?? 0) & (0x80 >> (bit & 7))) !== 0) set |= 1 << bit;
    }
    return set;
  }

  failTag(expected: number, what: string): never {
    throw new DerError("unexpected-tag", this.start, `${what} must be ${tagName(expected)} and is ${tagName(this.tag)}`);
  }

  #failTrailing(what: string): never {
    throw new DerError("trailing-bytes", this.position, `${this.end - this.position} bytes too many at the end of ${what}`);
  }

  #failShort(start: number, what: string): never {
    if (start >= this.end) throw new DerError("missing-element", start, `${what} is missing`);
    throw new DerError("truncated", start, `${what} breaks off in its header`);
  }

  /** X.690 8.1.2.4: several octets of tag number. Leaves the tag in `tag`, gives the offset of the length. */
  #highTagEnd(start: number, what: string): number {
    const bytes = this.bytes;
    let number = 0;
    let at = start + 1;
    for (;;) {
      if (at >= this.end) throw new DerError("truncated", at, `${what} breaks off in its tag`);
      const octet = bytes[at] ?? 0;
      if (at === start + 1 && octet === 0x80) throw new DerError("tag-not-minimal", at, `${what} has a tag number that begins with zeros`);
      if (at > start + 3) throw new DerError("tag-too-large", start, `${what} has a tag number of more than 21 bits`);
      number = number * 128 + (octet & 0x7f);
      at++;
      if (octet < 0x80) break;
    }
    if (number < 31) throw new DerError("tag-not-minimal", start, `${what} has tag number ${number} in the form for numbers above 30`);
    if (at >= this.end) throw new DerError("truncated", at, `${what} breaks off before its length`);
    this.tag = number * 256 + (bytes[start] ?? 0);
    return at;
  }

  /** X.690 8.1.3.5 and 10.1. Gives the length, leaves the content's offset in `content`. */
  #longLength(at: number, what: string): number {
    const bytes = this.bytes;
    const count = (bytes[at] ?? 0) & 0x7f;
    if (count === 0) throw new DerError("length-indefinite", at, `${what} has an indefinite length, which DER forbids`);
    if (count === 127) throw new DerError("length-reserved", at, `${what} has a reserved form of length`);
    if (count > this.end - at - 1) throw new DerError("truncated", at, `${what} breaks off in its length`);
    if ((bytes[at + 1] ?? 0) === 0) throw new DerError("length-not-minimal", at, `${what} has a length that begins with zeros`);
    if (count > 4) throw new DerError("length-too-large", at, `${what} has a length of more than four bytes`);
    let length = 0;
    for (let i = 1; i <= count; i++) length = length * 256 + (bytes[at + i] ?? 0);
    if (length < 0x80) throw new DerError("length-not-minimal", at, `${what} has a length below 128 in the form for longer ones`);
    this.content = at + 1 + count;
    return length;
  }
}
