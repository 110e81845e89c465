import { open } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

const CHUNK = 256 * 1024;
/** Milliseconds between looks at the file. */
const PAUSE = 250;

/** The bytes of a file that somebody writes into, as they come, until `over` says so and all was read. It may not be there yet. */
export async function* growingFile(file: string, over: () => boolean): AsyncGenerator<Uint8Array> {
  let handle = await openIfThere(file);
  while (handle === undefined) {
    if (over()) return;
    await sleep(PAUSE);
    handle = await openIfThere(file);
  }
  try {
    const buffer = new Uint8Array(CHUNK);
    for (;;) {
      const last = over();
      const { bytesRead } = await handle.read(buffer, 0, CHUNK);
      if (bytesRead > 0) yield buffer.subarray(0, bytesRead);
      else if (last) return;
      else await sleep(PAUSE);
    }
  } finally {
    await handle.close();
  }
}

async function openIfThere(file: string) {
  try {
    return await open(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
