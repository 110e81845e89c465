import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { InputError } from "../errors.ts";

/** Bytes that are read at once. */
const CHUNK = 256 * 1024;

/**
 * The file's bytes, or those of standard input for "-". Each chunk is good until the next is asked for: one piece of memory
 * serves all. @throws InputError where the file cannot be opened
 */
export async function* bytesOf(file: string, stdin: Readable): AsyncGenerator<Uint8Array> {
  if (file === "-") {
    yield* stdin;
    return;
  }
  const handle = await open(file).catch((error: unknown) => {
    throw new InputError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  });
  try {
    const buffer = new Uint8Array(CHUNK);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}
