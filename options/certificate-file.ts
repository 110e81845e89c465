import { toBase64 } from "../src/core/bytes/base64.ts";

/** Files are read up to this size; a bundle of every public root is a quarter of it. Bytes. */
const MAX_FILE = 1024 * 1024;

/** The text of a file with certificates: PEM as it is, DER as base64. Rejects where the file is too large or cannot be read. */
export async function readCertificateFile(file: Blob): Promise<string> {
  if (file.size > MAX_FILE) throw new Error(`The file has ${file.size} bytes, more than ${MAX_FILE}.`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  // DER begins with a SEQUENCE; no text begins with that and a byte that is not ASCII.
  if (bytes[0] !== 0x30 || (bytes[1] ?? 0) < 0x80) return text;
  return toBase64(bytes);
}
