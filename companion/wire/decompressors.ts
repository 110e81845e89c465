import * as zlib from "node:zlib";
import type { Decompressors } from "../../src/core/wire/compressed-certificate.ts";
import { inflateZstd } from "./zstd.ts";

/** Node has zstd since 22.15; this one may be older. */
const { zstdDecompressSync } = zlib as { zstdDecompressSync?: (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array };

/** Undoes all three kinds of certificate compression (RFC 8879). */
export const nodeDecompressors: Required<Decompressors> = {
  zlib: (bytes, maxOutputLength) => zlib.inflateSync(bytes, { maxOutputLength }),
  brotli: (bytes, maxOutputLength) => zlib.brotliDecompressSync(bytes, { maxOutputLength }),
  zstd: zstdDecompressSync === undefined ? inflateZstd : (bytes, maxOutputLength) => zstdDecompressSync(bytes, { maxOutputLength }),
};
