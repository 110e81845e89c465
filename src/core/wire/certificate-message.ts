import { ByteReader } from "./byte-reader.ts";
import { readTlsExtensions, type TlsExtension } from "./extensions.ts";
import { WireError } from "./wire-error.ts";

/** One entry of the Certificate message as sent. */
export interface CertificateEntry {
  /** DER, byte for byte; nothing says that it is a certificate. */
  der: Uint8Array;
  /** Of TLS 1.3 alone: a stapled OCSP response, SCTs. */
  extensions: TlsExtension[];
}

/** Certificates that we read of one message. */
const MAX_CERTIFICATES = 1000;

/** RFC 8446 section 4.4.2 for TLS 1.3; RFC 5246 section 7.4.2 before. @throws WireError */
export function readCertificateMessage(body: Uint8Array, tls13: boolean): CertificateEntry[] {
  const reader = new ByteReader(body, "the Certificate message");
  // certificate_request_context: empty for a server's.
  if (tls13) reader.vector(1);
  const list = new ByteReader(reader.vector(3), "the certificate list");
  reader.end();
  const entries: CertificateEntry[] = [];
  while (list.left > 0) {
    if (entries.length === MAX_CERTIFICATES) throw new WireError("too-much", `the Certificate message has more than ${MAX_CERTIFICATES} certificates`);
    const der = list.vector(3, 1);
    entries.push({ der, extensions: tls13 ? readTlsExtensions(list, `certificate ${entries.length + 1}`) : [] });
  }
  return entries;
}
