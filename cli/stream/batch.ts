import type { ClientName } from "../../src/core/chain/clients/index.ts";
import type { ExitStatus } from "../errors.ts";
import type { RawLine } from "../lines.ts";

/** What a thread begins with: bytes that it may remember, and whose verdict on chains it gives. */
export interface ThreadData {
  memory: number;
  client: ClientName;
}

/** Lines on their way to a thread: their bytes one behind the other. */
export interface LineBatch {
  bytes: Uint8Array<ArrayBuffer>;
  /** Of each line, its number, and how many bytes it has; -1: it was too long. */
  numbers: number[];
  lengths: number[];
}

/** The answers to the lines of a batch, in their order: their bytes one behind the other. */
export interface AnswerBatch {
  bytes: Uint8Array<ArrayBuffer>;
  numbers: number[];
  lengths: number[];
  statuses: ExitStatus[];
}

/** Puts lines together; their bytes are copied. */
export function batchOf(lines: readonly RawLine[]): LineBatch {
  const lengths = lines.map((line) => "bytes" in line ? line.bytes.length : -1);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + Math.max(0, length), 0));
  let at = 0;
  for (const line of lines) {
    if (!("bytes" in line)) continue;
    bytes.set(line.bytes, at);
    at += line.bytes.length;
  }
  return { bytes, numbers: lines.map(({ number }) => number), lengths };
}

/** The lines of a batch. */
export function* linesIn({ bytes, numbers, lengths }: LineBatch): Generator<RawLine> {
  let at = 0;
  for (const [i, number] of numbers.entries()) {
    const length = lengths[i] ?? -1;
    if (length < 0) {
      yield { number, tooLong: true };
      continue;
    }
    yield { number, bytes: bytes.subarray(at, at + length) };
    at += length;
  }
}
