import type { Certificate } from "./certificate.ts";
import { DerReader } from "./der/reader.ts";
import { SEQUENCE, context } from "./der/tags.ts";

const EXTENSIONS = context(3, true);

/**
 * TBSCertificate with its header and without the extension of this OID, as RFC 6962 section 3.2 asks for it: all other
 * bytes stand as they are, the lengths around them are DER's. Undefined where the certificate does not have the
 * extension exactly once, or has no other.
 */
export function tbsWithoutExtension(certificate: Certificate, oid: string): Uint8Array | undefined {
  const extension = certificate.extension(oid);
  if (extension === undefined || !canLeaveOut(certificate, oid)) return undefined;
  const { der } = certificate;
  const reader = new DerReader(der);
  reader.open(SEQUENCE, "The certificate");
  reader.open(SEQUENCE, "TBSCertificate");
  const fields = reader.position;
  while (reader.next("A field of TBSCertificate") !== EXTENSIONS);
  const wrapper = reader.start;
  reader.enter();
  reader.open(SEQUENCE, "extensions");
  const [list, listEnd] = [reader.position, reader.end];
  reader.seek(extension.offset, listEnd).next("An extension");
  const left = [der.subarray(list, reader.start), der.subarray(reader.position, listEnd)];
  return concat(wrap(SEQUENCE, [der.subarray(fields, wrapper), ...wrap(EXTENSIONS, wrap(SEQUENCE, left))]));
}

/** Whether the certificate has the extension exactly once, and another. */
export function canLeaveOut({ extensions }: Certificate, oid: string): boolean {
  let times = 0;
  for (const extension of extensions) if (extension.oid === oid) times += 1;
  return times === 1 && extensions.length > 1;
}

/** The parts with a header before them. */
function wrap(tag: number, parts: readonly Uint8Array[]): Uint8Array[] {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const octets: number[] = [];
  for (let left = length; left > 0; left = Math.floor(left / 256)) octets.unshift(left % 256);
  return [Uint8Array.from(length < 0x80 ? [tag, length] : [tag, 0x80 + octets.length, ...octets]), ...parts];
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
