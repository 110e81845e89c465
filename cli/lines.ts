/** A line of the input, or the note that it was longer than is read. */
export type Line = { number: number; text: string } | { number: number; tooLong: true } | { number: number; notUtf8: true };

const NEWLINE = 0x0a;

/**
 * The lines of a stream of bytes in UTF-8, without their ends, from 1. Holds one line at a time: a line of more than
 * `maxBytes` is passed over and said to be too long.
 */
export async function* linesOf(input: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Line> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let parts: Uint8Array[] = [];
  let length = 0;
  let number = 0;

  const finish = (): Line => {
    number += 1;
    const bytes = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
    const tooLong = length > maxBytes;
    parts = [];
    length = 0;
    if (tooLong) return { number, tooLong };
    try {
      return { number, text: decoder.decode(bytes) };
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return { number, notUtf8: true };
    }
  };
  const add = (part: Uint8Array): void => {
    length += part.length;
    if (length > maxBytes) parts = [];
    else parts.push(part);
  };

  for await (const chunk of input) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      add(chunk.subarray(start, end));
      start = end + 1;
      yield finish();
    }
    if (start < chunk.length) add(chunk.subarray(start));
  }
  if (length > 0) yield finish();
}
