import { DerError } from "../der/error.ts";
import type { DerReader } from "../der/reader.ts";
import { latin1 } from "../der/string.ts";
import { OCTET_STRING, SEQUENCE, context } from "../der/tags.ts";

/** Which template an enterprise CA of AD CS made the certificate by ([MS-WCCE] 2.2.2.7.7.2). */
export interface CertificateTemplate {
  readonly oid: string;
  readonly major?: number;
  readonly minor?: number;
}

/** CertificateTemplate. Throws DerError. */
export function readCertificateTemplate(reader: DerReader, what: string): CertificateTemplate {
  const outer = reader.open(SEQUENCE, what);
  const oid = reader.oid("templateID");
  const major = reader.atEnd ? undefined : reader.smallInteger("templateMajorVersion");
  const minor = reader.atEnd ? undefined : reader.smallInteger("templateMinorVersion");
  reader.leave(outer, what);
  return { oid, ...(major === undefined ? {} : { major }), ...(minor === undefined ? {} : { minor }) };
}

/** How often the CA has renewed its certificate and its key ([MS-WCCE] 2.2.2.7.7.1): two halves of an INTEGER. Throws DerError. */
export function readCaVersion(reader: DerReader, what: string): { certificate: number; key: number } {
  const version = reader.smallInteger(what);
  if (version < 0 || version > 0xffff_ffff) throw new DerError("integer-too-large", reader.start, `${what} has more than 32 bits`);
  return { certificate: version % 0x1_0000, key: Math.floor(version / 0x1_0000) };
}

const SECURITY_IDENTIFIER = "1.3.6.1.4.1.311.25.2.1";
const OTHER_NAME = context(0, true);

/** The security identifier of an account ([MS-WCCE] 2.2.2.7.7.4): "S-1-5-21-…", hostile. Throws DerError. */
export function readSecurityIdentifier(reader: DerReader, what: string): string {
  const outer = reader.open(SEQUENCE, what);
  const name = reader.open(OTHER_NAME, what);
  const oid = reader.oid(what);
  if (oid !== SECURITY_IDENTIFIER) throw new DerError("unknown-choice", reader.start, `${what} has a name of the kind ${oid}`);
  const value = reader.open(OTHER_NAME, what);
  reader.expect(OCTET_STRING, what);
  const text = latin1(reader.bytes, reader.content, reader.contentEnd);
  reader.leave(value, what);
  reader.leave(name, what);
  reader.leave(outer, what);
  return text;
}
