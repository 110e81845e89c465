import { open } from "node:fs/promises";
import type { TrustAnchors } from "../../src/core/chain/anchors.ts";
import { SequentialAnchors } from "../../src/core/chain/just-in-time/sources.ts";
import { AnchorSourceError, CertificateSplitter } from "../../src/core/chain/just-in-time/splitter.ts";

/** Bytes that are read at a time. */
const PIECE = 4096;

/**
 * Anchors in a file, PEM or one DER after the other. It is read for each question, and no more of it is held than one
 * certificate. Lookups reject with AnchorSourceError where it cannot be read.
 */
export function anchorsInFile(path: string): TrustAnchors {
  return new SequentialAnchors(() => certificatesOf(path));
}

async function* certificatesOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await reading(path, () => open(path));
  try {
    const splitter = new CertificateSplitter();
    for (;;) {
      const { bytesRead, buffer } = await reading(path, () => file.read(new Uint8Array(PIECE), 0, PIECE));
      if (bytesRead === 0) break;
      yield* splitter.push(buffer.subarray(0, bytesRead));
    }
    splitter.end();
  } finally {
    await file.close();
  }
}

async function reading<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new AnchorSourceError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
