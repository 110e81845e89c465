/** The bytes of a line without its end, or the note that it was longer than is read. */
export type RawLine = { number: number; bytes: Uint8Array } | { number: number; tooLong: true };

/** A line of the input, or why it cannot be read. */
export type Line = { number: number; text: string } | { number: number; tooLong: true } | { number: number; notUtf8: true };

const NEWLINE = 0x0a;

/** Cuts a stream of bytes into lines, from 1. Holds one line at a time: a line of more than `maxBytes` is passed over and said to be too long. */
export class LineCutter {
  readonly #maxBytes: number;
  #parts: Uint8Array[] = [];
  #length = 0;
  #number = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The lines that end in this chunk. */
  *push(chunk: Uint8Array): Generator<RawLine> {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      this.#add(chunk.subarray(start, end));
      start = end + 1;
      yield this.#finish();
    }
    if (start < chunk.length) this.#add(chunk.subarray(start));
  }

  /** What is left where the stream has ended. */
  *end(): Generator<RawLine> {
    if (this.#length > 0) yield this.#finish();
  }

  #add(part: Uint8Array): void {
    this.#length += part.length;
    if (this.#length > this.#maxBytes) this.#parts = [];
    else this.#parts.push(part);
  }

  #finish(): RawLine {
    this.#number += 1;
    const parts = this.#parts;
    const bytes = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
    const tooLong = this.#length > this.#maxBytes;
    this.#parts = [];
    this.#length = 0;
    return tooLong ? { number: this.#number, tooLong } : { number: this.#number, bytes };
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** The line's text. */
export function decodeLine(line: RawLine): Line {
  if ("tooLong" in line) return line;
  const { number, bytes } = line;
  try {
    return { number, text: decoder.decode(bytes) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { number, notUtf8: true };
  }
}

/** The lines of a stream of bytes in UTF-8, without their ends, from 1; see LineCutter. */
export async function* linesOf(input: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Line> {
  const cutter = new LineCutter(maxBytes);
  for await (const chunk of input) for (const line of cutter.push(chunk)) yield decodeLine(line);
  for (const line of cutter.end()) yield decodeLine(line);
}
