import { once } from "node:events";
import { endianness } from "node:os";
import type { Writable } from "node:stream";

/** Bytes of one message to us. A request takes some hundred. */
export const MAX_INCOMING = 64 * 1024;
/** Bytes of one message that a browser takes from a host (Chrome's and Firefox's documents on native messaging). */
export const MAX_OUTGOING = 1024 * 1024;

const LITTLE = endianness() === "LE";

/** What comes in is no sequence of messages. Nothing behind it can be read. */
export class FramingError extends Error {
  override readonly name = "FramingError";
  readonly code: "message-too-long" | "truncated";

  constructor(code: FramingError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * The messages of native messaging: a length of 32 bits in the machine's byte order, then so many bytes. `maximum`: of bytes in one.
 * @throws FramingError
 */
export async function* framesOf(input: AsyncIterable<Uint8Array>, maximum = MAX_INCOMING): AsyncGenerator<Buffer> {
  let held = Buffer.alloc(0);
  for await (const chunk of input) {
    held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk]);
    while (held.length >= 4) {
      const length = LITTLE ? held.readUInt32LE(0) : held.readUInt32BE(0);
      if (length > maximum) throw new FramingError("message-too-long", `a message of ${length} bytes; at most ${maximum} are taken`);
      if (held.length < 4 + length) break;
      yield held.subarray(4, 4 + length);
      held = held.subarray(4 + length);
    }
  }
  if (held.length > 0) throw new FramingError("truncated", `the input ends within a message`);
}

/** The bytes of a message. @throws RangeError where it is longer than a browser takes */
export function frame(message: object): Buffer {
  const body = Buffer.from(JSON.stringify(message), "utf8");
  if (body.length > MAX_OUTGOING) throw new RangeError(`a message of ${body.length} bytes`);
  const bytes = Buffer.alloc(4 + body.length);
  if (LITTLE) bytes.writeUInt32LE(body.length, 0);
  else bytes.writeUInt32BE(body.length, 0);
  body.copy(bytes, 4);
  return bytes;
}

/** Writes, no faster than is taken. */
export async function write(output: Writable, bytes: Buffer): Promise<void> {
  if (!output.write(bytes)) await once(output, "drain");
}
