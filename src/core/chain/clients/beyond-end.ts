import { Certificate } from "../../x509/certificate.ts";
import { DerError } from "../../x509/der/error.ts";
import type { PresentedCertificate } from "../presented.ts";

/** What was sent as a client reads it that takes a certificate and passes over what stands behind its end. Each keeps the hash of all its bytes. */
export function readBeyondEnds(sent: readonly PresentedCertificate[]): readonly PresentedCertificate[] {
  return sent.every(({ certificate }) => certificate) ? sent : sent.map((presented) => presented.certificate ? presented : withoutRest(presented));
}

function withoutRest(presented: PresentedCertificate): PresentedCertificate {
  const end = endOf(presented.der);
  if (end >= presented.der.length) return presented;
  try {
    return { ...presented, certificate: Certificate.parse(presented.der.subarray(0, end)), faults: [] };
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return presented;
  }
}

/** Where the outer element ends, by its length of up to three octets. */
function endOf(der: Uint8Array): number {
  const first = der[1] ?? 0;
  if (first < 0x80) return 2 + first;
  const octets = der.subarray(2, 2 + (first & 0x7f));
  return octets.length > 3 ? Infinity : 2 + octets.length + octets.reduce((sum, octet) => sum * 256 + octet, 0);
}
