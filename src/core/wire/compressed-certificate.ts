import { ByteReader } from "./byte-reader.ts";
import { MAX_MESSAGE } from "./handshake-messages.ts";
import { WireError } from "./wire-error.ts";

export interface CertificateCompression {
  /** CertificateCompressionAlgorithm: "zlib", "brotli", "zstd", or its number. */
  algorithm: string;
  /** Bytes on the wire, and of the Certificate message. */
  compressed: number;
  uncompressed: number;
}

/** Undoes one compression. `maxLength`: throws where there is more, before it is made. */
export type Decompress = (bytes: Uint8Array, maxLength: number) => Uint8Array;

/** What can be undone here, by the name of the algorithm. */
export type Decompressors = Readonly<Partial<Record<"zlib" | "brotli" | "zstd", Decompress>>>;

/** IANA "TLS Certificate Compression Algorithm IDs", as of 2026-11-30. */
const ALGORITHMS: ReadonlyMap<number, keyof Decompressors> = new Map([[1, "zlib"], [2, "brotli"], [3, "zstd"]]);

/** A CompressedCertificate (RFC 8879 section 4). `message`: absent where the algorithm cannot be undone here. @throws WireError */
export function expandCertificateMessage(body: Uint8Array, decompressors: Decompressors): { compression: CertificateCompression; message?: Uint8Array } {
  const reader = new ByteReader(body, "the CompressedCertificate");
  const algorithm = reader.uint16();
  const uncompressed = reader.uint24();
  const bytes = reader.vector(3, 1);
  reader.end();
  if (uncompressed > MAX_MESSAGE) throw new WireError("message-too-long", `a compressed Certificate message of ${uncompressed} bytes; at most ${MAX_MESSAGE} are read`);
  const name = ALGORITHMS.get(algorithm);
  const compression = { algorithm: name ?? String(algorithm), compressed: bytes.length, uncompressed };
  const decompress = name === undefined ? undefined : decompressors[name];
  if (decompress === undefined) return { compression };
  let message: Uint8Array;
  try {
    // One byte more than announced shows a message that is longer.
    message = decompress(bytes, uncompressed + 1);
  } catch (error) {
    throw new WireError("bad-value", `the CompressedCertificate cannot be expanded: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (message.length !== uncompressed) throw new WireError("bad-value", `the CompressedCertificate has ${message.length} bytes or more, where ${uncompressed} are announced`);
  return { compression, message };
}
