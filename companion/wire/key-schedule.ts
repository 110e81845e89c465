import { createHash, createHmac } from "node:crypto";
import { hashOfSuite, hkdfExpandLabel } from "./record-protection.ts";

/**
 * SERVER_HANDSHAKE_TRAFFIC_SECRET of a handshake without a pre-shared key (RFC 8446 section 7.1). `transcript`: ClientHello and
 * ServerHello, with their headers. @throws WireError for a suite that is none of TLS 1.3
 */
export function serverHandshakeSecret(cipherSuite: number, sharedSecret: Uint8Array, transcript: readonly Uint8Array[]): Buffer {
  const hash = hashOfSuite(cipherSuite);
  const digest = (parts: readonly Uint8Array[]): Buffer => parts.reduce((sum, part) => sum.update(part), createHash(hash)).digest();
  const empty = digest([]);
  const zeros = Buffer.alloc(empty.length);
  // HKDF-Extract (RFC 5869 section 2.2) is an HMAC under the salt.
  const early = createHmac(hash, zeros).update(zeros).digest();
  const derived = hkdfExpandLabel(hash, early, "derived", empty, empty.length);
  const handshake = createHmac(hash, derived).update(sharedSecret).digest();
  return hkdfExpandLabel(hash, handshake, "s hs traffic", digest(transcript), empty.length);
}
