import { once } from "node:events";
import { open, rename, rm, stat, type FileHandle } from "node:fs/promises";
import type { Writable } from "node:stream";
import { InputError } from "../errors.ts";

/** Where a conversion is written to. Every method throws InputError where it cannot be written. */
export interface Sink {
  write(part: string | Uint8Array): Promise<void>;
  /** All of it was there. */
  finish(): Promise<void>;
  /** Something failed in the middle: leaves nothing half done behind. */
  abandon(): Promise<void>;
}

/** The code of the error where the disk is full, or a limit of the user's is reached. */
export const NO_ROOM = "no-room";

/** Bytes that are written at once. */
const BLOCK = 256 * 1024;

/** What a stream takes. */
export function streamSink(output: Writable): Sink {
  const nothing = (): Promise<void> => Promise.resolve();
  return {
    write: async (part) => {
      if (part.length > 0 && !output.write(part)) await once(output, "drain");
    },
    finish: nothing, abandon: nothing,
  };
}

/** A file that appears whole, or not at all. What is no ordinary file (a pipe, a device) is written into as it is. */
export async function fileSink(file: string): Promise<Sink> {
  const ordinary = (await stat(file).catch(() => undefined))?.isFile() ?? true;
  const part = ordinary ? `${file}.part` : file;
  const failed = (error: unknown): InputError => hasNoRoom(error)
    ? new InputError(`${file} cannot be written: the disk is full. Make room, or give another place with --out; nothing was left behind`, NO_ROOM)
    : new InputError(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  let handle: FileHandle;
  try {
    // Where somebody was is nobody else's business.
    handle = await open(part, "w", 0o600);
  } catch (error) {
    throw failed(error);
  }
  let waiting: Uint8Array[] = [];
  let length = 0;
  const flush = async (): Promise<void> => {
    const bytes = Buffer.concat(waiting);
    waiting = [];
    length = 0;
    try {
      for (let at = 0; at < bytes.length;) at += (await handle.write(bytes, at)).bytesWritten;
    } catch (error) {
      throw failed(error);
    }
  };
  return {
    write: async (text) => {
      const bytes = typeof text === "string" ? Buffer.from(text) : Uint8Array.from(text);
      waiting.push(bytes);
      length += bytes.length;
      if (length >= BLOCK) await flush();
    },
    finish: async () => {
      await flush();
      try {
        await handle.close();
        if (ordinary) await rename(part, file);
      } catch (error) {
        throw failed(error);
      }
    },
    abandon: async () => {
      // What could not be written cannot be closed either, on some disks; why was said already.
      await handle.close().catch(() => undefined);
      if (ordinary) await rm(part, { force: true });
    },
  };
}

function hasNoRoom(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT" || error.code === "EFBIG");
}
