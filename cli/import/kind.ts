import { open } from "node:fs/promises";
import { ENOUGH, kindOf, type FileKind } from "../../src/core/recordings/kind.ts";
import { RecordingError } from "../../src/core/recordings/recording-error.ts";
import { Unpacker } from "../../src/core/recordings/unpack.ts";
import { InputError } from "../errors.ts";

/** What a file is, by its content. @throws InputError where it cannot be read */
export async function kindOfFile(file: string): Promise<FileKind> {
  const begin = await firstBytes(file);
  const parts: Uint8Array[] = [];
  const unpacker = new Unpacker((bytes) => parts.push(bytes));
  try {
    unpacker.push(begin);
  } catch (error) {
    if (error instanceof RecordingError) throw new InputError(`${file}: ${error.message}`);
    throw error;
  }
  return kindOf(Buffer.concat(parts));
}

async function firstBytes(file: string): Promise<Uint8Array> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(ENOUGH), 0, ENOUGH, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new InputError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
