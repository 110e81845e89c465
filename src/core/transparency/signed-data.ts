import type { Sct } from "../x509/extensions/sct.ts";

const V1 = 0;
const CERTIFICATE_TIMESTAMP = 0;
const PRECERT_ENTRY = 1;

/**
 * What a log signs for a precertificate (RFC 6962 section 3.2): `tbs` is the TBSCertificate without the list of
 * timestamps, `issuerKeyHash` the SHA-256 of the issuer's SubjectPublicKeyInfo.
 */
export function signedData({ timestamp, extensions }: Pick<Sct, "timestamp" | "extensions">, issuerKeyHash: Uint8Array, tbs: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + issuerKeyHash.length + 3 + tbs.length + 2 + extensions.length);
  const view = new DataView(bytes.buffer);
  bytes[0] = V1;
  bytes[1] = CERTIFICATE_TIMESTAMP;
  view.setBigUint64(2, BigInt(timestamp));
  view.setUint16(10, PRECERT_ENTRY);
  bytes.set(issuerKeyHash, 12);
  let at = 12 + issuerKeyHash.length;
  bytes[at] = tbs.length >> 16;
  view.setUint16(at + 1, tbs.length & 0xffff);
  bytes.set(tbs, at += 3);
  view.setUint16(at += tbs.length, extensions.length);
  bytes.set(extensions, at + 2);
  return bytes;
}
