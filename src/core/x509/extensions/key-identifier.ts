import type { DerReader } from "../der/reader.ts";
import { OCTET_STRING, SEQUENCE, context } from "../der/tags.ts";
import { readGeneralNames, type GeneralName } from "../general-name.ts";

/** RFC 5280 4.2.1.1. */
export interface AuthorityKeyIdentifier {
  readonly keyIdentifier?: Uint8Array;
  readonly issuer?: readonly GeneralName[];
  /** Content octets of the INTEGER. */
  readonly serialNumber?: Uint8Array;
}

/** RFC 5280 4.2.1.2. */
export function readSubjectKeyIdentifier(reader: DerReader): Uint8Array {
  reader.expect(OCTET_STRING, "subjectKeyIdentifier");
  return reader.contentBytes();
}

export function readAuthorityKeyIdentifier(reader: DerReader): AuthorityKeyIdentifier {
  const what = "authorityKeyIdentifier";
  const outer = reader.open(SEQUENCE, what);
  let keyIdentifier: Uint8Array | undefined;
  let serialNumber: Uint8Array | undefined;
  if (reader.peek() === context(0, false)) {
    reader.next(what);
    keyIdentifier = reader.contentBytes();
  }
  const issuer = reader.peek() === context(1, true) ? readGeneralNames(reader, context(1, true), "authorityCertIssuer") : undefined;
  if (reader.peek() === context(2, false)) {
    reader.next("authorityCertSerialNumber");
    reader.integerContent("authorityCertSerialNumber");
    serialNumber = reader.contentBytes();
  }
  reader.leave(outer, what);
  return { ...(keyIdentifier && { keyIdentifier }), ...(issuer && { issuer }), ...(serialNumber && { serialNumber }) };
}
