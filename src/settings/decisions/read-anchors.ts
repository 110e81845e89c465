import { Certificate } from "../../core/x509/certificate.ts";
import { DerError } from "../../core/x509/der/error.ts";
import { certificatesFromPem, PemError } from "../../core/x509/pem.ts";
import { TrustError } from "./decision-error.ts";

/** Characters of one text that are looked at. */
export const MAX_INPUT = 2_000_000;

/**
 * The certificates in a text: PEM with any number of them, or the bare base64 of one. Throws TrustError where there is
 * none, or one that cannot be read.
 */
export function readAnchors(text: string): Certificate[] {
  if (text.length > MAX_INPUT) throw new TrustError("too-large", [String(MAX_INPUT)]);
  const bare = text.replace(/\s/g, "");
  const pem = /^[A-Za-z0-9+/]{16,}={0,2}$/.test(bare) ? `-----BEGIN CERTIFICATE-----\n${bare}\n-----END CERTIFICATE-----` : text;
  try {
    return certificatesFromPem(pem).map(parse);
  } catch (error) {
    if (!(error instanceof PemError)) throw error;
    throw error.code === "pem-none" ? new TrustError("no-certificate") : new TrustError("pem", [error.message]);
  }
}

function parse(der: Uint8Array): Certificate {
  try {
    const certificate = Certificate.parse(der);
    // An anchor is looked up by its name (RFC 5280 section 6.1.1 d).
    if (certificate.subject.rdns.length === 0) throw new TrustError("nameless");
    return certificate;
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    throw new TrustError("malformed", [error.message, String(error.offset)]);
  }
}
