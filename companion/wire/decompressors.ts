import * as zlib from "node:zlib";
import type { Decompress, Decompressors } from "../../src/core/wire/compressed-certificate.ts";

/** Node has zstd since 22.15; this one may be older. */
const { zstdDecompressSync } = zlib as { zstdDecompressSync?: (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array };

const zstd: Decompress | undefined = zstdDecompressSync && ((bytes, maxOutputLength) => zstdDecompressSync(bytes, { maxOutputLength }));

/** What this Node can undo of certificate compression (RFC 8879). */
export const nodeDecompressors: Decompressors = {
  zlib: (bytes, maxOutputLength) => zlib.inflateSync(bytes, { maxOutputLength }),
  brotli: (bytes, maxOutputLength) => zlib.brotliDecompressSync(bytes, { maxOutputLength }),
  ...(zstd === undefined ? {} : { zstd }),
};
