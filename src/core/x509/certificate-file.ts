import { decodeOid } from "./der/oid.ts";
import { DerError } from "./der/error.ts";
import { DerReader } from "./der/reader.ts";
import { INTEGER, OBJECT_IDENTIFIER, SEQUENCE, SET } from "./der/tags.ts";
import { oidName } from "./oids.ts";
import { pemBlocks, PemError } from "./pem.ts";

/** The certificates of a file, and what was left out of it. */
export interface CertificateFile {
  /** DER, in the file's order; whether each is a certificate is for its reader to say. */
  certificates: Uint8Array[];
  notes: CertificateFileNote[];
}

export interface CertificateFileNote {
  /** "trust-data": what OpenSSL's "TRUSTED CERTIFICATE" says of whom to trust for what. */
  code: "trust-data";
  /** Which certificate, from 1. */
  certificate: number;
  bytes: number;
  message: string;
}

const SIGNED_DATA = "1.2.840.113549.1.7.2";
const CERTIFICATE_LABELS: ReadonlySet<string> = new Set(["CERTIFICATE", "X509 CERTIFICATE"]);
const PKCS7_LABELS: ReadonlySet<string> = new Set(["PKCS7", "PKCS #7 SIGNED DATA", "CMS"]);
const TRUSTED_LABEL = "TRUSTED CERTIFICATE";
const AROUND: ReadonlySet<string> = new Set([" ", "\t", "\r", "\n", "\"", "'", ","]);
/** [0] IMPLICIT, constructed. */
const CONTEXT_0 = 0xa0;
/** Purposes of trust data that are named. */
const MAX_PURPOSES = 20;

/**
 * The certificates of a file as people have them: PEM (RFC 7468), also in UTF-16 or with its line breaks written as "\n"; OpenSSL's
 * TRUSTED CERTIFICATE without its trust data; DER; and what PKCS #7 (RFC 5652 section 5.1, certificates alone) holds.
 * Throws PemError where it is none of these, DerError where a PKCS #7 cannot be read.
 */
export function certificatesInFile(bytes: Uint8Array): CertificateFile {
  if (bytes[0] === SEQUENCE && beginsWithInteger(bytes)) throw new PemError("pem-none", 1, "this is no certificate, but a PKCS #12 file (openssl pkcs12 -nokeys takes the certificates out) or a private key");
  if (bytes[0] === SEQUENCE) return { certificates: certificatesOfDer(bytes), notes: [] };
  const certificates: Uint8Array[] = [];
  const notes: CertificateFileNote[] = [];
  for (const { label, der } of pemBlocks(unescaped(decoded(bytes)))) {
    if (PKCS7_LABELS.has(label)) certificates.push(...certificatesOfDer(der));
    if (CERTIFICATE_LABELS.has(label)) certificates.push(der);
    if (label !== TRUSTED_LABEL) continue;
    const certificate = withoutTrustData(der);
    certificates.push(certificate);
    const left = der.length - certificate.length;
    if (left === 0) continue;
    notes.push({
      code: "trust-data", certificate: certificates.length, bytes: left,
      message: `certificate ${certificates.length} is OpenSSL's TRUSTED CERTIFICATE: the certificate was read, and the ${left} bytes after it that say what it is trusted for${trustText(der.subarray(certificate.length))} were left out`,
    });
  }
  if (certificates.length === 0) throw new PemError("pem-none", 1, "no -----BEGIN CERTIFICATE----- in this text");
  return { certificates, notes };
}

/** The certificate that OpenSSL's TRUSTED CERTIFICATE (X509_AUX, crypto/x509/x_x509a.c) begins with; all bytes where they begin with no element. */
export function withoutTrustData(der: Uint8Array): Uint8Array {
  try {
    const reader = new DerReader(der);
    reader.expect(SEQUENCE, "Certificate");
    return reader.elementBytes();
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return der;
  }
}

/** What the trust data says (X509_CERT_AUX: purposes trusted, purposes rejected): " (serverAuth; not clientAuth)"; "" where it cannot be read or names none. */
function trustText(data: Uint8Array): string {
  try {
    const reader = new DerReader(data);
    reader.open(SEQUENCE, "CertAux");
    const trusted = reader.peek() === SEQUENCE ? readPurposes(reader, SEQUENCE) : [];
    const rejected = reader.peek() === CONTEXT_0 ? readPurposes(reader, CONTEXT_0) : [];
    const said = [...trusted, ...rejected.map((purpose) => `not ${purpose}`)].slice(0, MAX_PURPOSES);
    return said.length === 0 ? "" : ` (${said.join("; ")})`;
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return "";
  }
}

function readPurposes(reader: DerReader, tag: number): string[] {
  const outer = reader.open(tag, "Purposes");
  const purposes: string[] = [];
  while (!reader.atEnd) {
    const oid = reader.oid("A purpose");
    purposes.push(oidName(oid) ?? oid);
  }
  reader.leave(outer, "Purposes");
  return purposes;
}

/** One certificate, or those of a PKCS #7. Throws DerError for a PKCS #7 that cannot be read. */
function certificatesOfDer(der: Uint8Array): Uint8Array[] {
  return isSignedData(der) ? certificatesOfSignedData(der) : [der];
}

/** As PKCS #12 (RFC 7292 section 4) and private keys do, with their version; a certificate begins with a SEQUENCE. */
function beginsWithInteger(der: Uint8Array): boolean {
  return readsAs(der, (reader) => {
    reader.open(SEQUENCE, "PFX");
    return reader.peek() === INTEGER;
  });
}

function isSignedData(der: Uint8Array): boolean {
  return readsAs(der, (reader) => {
    reader.open(SEQUENCE, "ContentInfo");
    reader.expect(OBJECT_IDENTIFIER, "contentType");
    return decodeOid(der, reader.content, reader.contentEnd) === SIGNED_DATA;
  });
}

/** What `look` says of it; bytes that cannot be read so far are not that. */
function readsAs(der: Uint8Array, look: (reader: DerReader) => boolean): boolean {
  try {
    return look(new DerReader(der));
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return false;
  }
}

/** RFC 5652 section 5.1: ContentInfo, SignedData, [0] certificates; of these the plain ones. */
function certificatesOfSignedData(der: Uint8Array): Uint8Array[] {
  const reader = new DerReader(der);
  reader.open(SEQUENCE, "ContentInfo");
  reader.next("contentType");
  reader.open(CONTEXT_0, "content");
  reader.open(SEQUENCE, "SignedData");
  reader.next("version");
  reader.expect(SET, "digestAlgorithms");
  reader.expect(SEQUENCE, "encapContentInfo");
  const certificates: Uint8Array[] = [];
  if (reader.peek() !== CONTEXT_0) return certificates;
  reader.open(CONTEXT_0, "certificates");
  while (!reader.atEnd) if (reader.next("certificate") === SEQUENCE) certificates.push(reader.elementBytes());
  return certificates;
}

/** Text of UTF-8 or, by its byte order mark or its zeros, of UTF-16. */
function decoded(bytes: Uint8Array): string {
  const [first = 0, second = 0] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0 && bytes.length > 1)) return new TextDecoder("utf-16le").decode(bytes);
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return new TextDecoder("utf-16be").decode(bytes);
  return new TextDecoder().decode(bytes);
}

/** As PEM stands in JSON, in an environment variable or a YAML file: in one line, with "\n" for its line breaks. */
function unescaped(text: string): string {
  return /-----\s*\\[nr]/.test(text) ? withoutQuotes(text.replace(/\\r/g, "").replace(/\\n/g, "\n")) : text;
}

/** Without what JSON, YAML or a shell puts around a value. */
function withoutQuotes(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && AROUND.has(text.charAt(start))) start++;
  while (end > start && AROUND.has(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}
