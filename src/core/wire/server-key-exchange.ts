import { ByteReader } from "./byte-reader.ts";

/** What a ServerKeyExchange tells about the exchange and how the server signed it. */
export interface ServerKeyExchange {
  /** Named group of an elliptic-curve exchange. */
  group?: number;
  /** Bits of the prime of a finite-field exchange. */
  primeBits?: number;
  /** SignatureScheme, or hash and signature of RFC 5246 section 7.4.1.4.1; absent before TLS 1.2 and where nothing is signed. */
  signatureScheme?: number;
}

const NAMED_CURVE = 3;
const TLS_1_2 = 0x0303;

/** `exchange`: what the cipher suite says. RFC 8422 section 5.4, RFC 5246 section 7.4.3. @throws WireError */
export function readServerKeyExchange(body: Uint8Array, exchange: "ECDHE" | "DHE", signed: boolean, version: number): ServerKeyExchange {
  const reader = new ByteReader(body, "the ServerKeyExchange");
  const result: ServerKeyExchange = {};
  if (exchange === "ECDHE") {
    // Explicit curves (RFC 4492) are not read: nobody sends them, and RFC 8422 took them out.
    if (reader.uint8() !== NAMED_CURVE) return result;
    result.group = reader.uint16();
    reader.vector(1, 1);
  } else {
    result.primeBits = bitLength(reader.vector(2, 1));
    reader.vector(2, 1);
    reader.vector(2, 1);
  }
  if (signed) {
    if (version >= TLS_1_2) result.signatureScheme = reader.uint16();
    reader.vector(2);
  }
  reader.end();
  return result;
}

function bitLength(bytes: Uint8Array): number {
  const start = bytes.findIndex((byte) => byte !== 0);
  const first = bytes[start];
  return first === undefined ? 0 : (bytes.length - start - 1) * 8 + (32 - Math.clz32(first));
}
