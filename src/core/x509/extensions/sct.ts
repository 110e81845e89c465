import { DerError } from "../der/error.ts";
import type { DerReader } from "../der/reader.ts";
import { OCTET_STRING } from "../der/tags.ts";

/** SignedCertificateTimestamp, v1 (RFC 6962 3.2). */
export interface Sct {
  /** 0 is v1; there is no other in this extension. */
  readonly version: 0;
  /** SHA-256 of the log's key. */
  readonly logId: Uint8Array;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly timestamp: number;
  readonly extensions: Uint8Array;
  /** HashAlgorithm and SignatureAlgorithm of RFC 5246 7.4.1.4.1: 4 is SHA-256, 3 ECDSA, 1 RSA. */
  readonly hashAlgorithm: number;
  readonly signatureAlgorithm: number;
  readonly signature: Uint8Array;
  /** The whole SCT as it stands. */
  readonly bytes: Uint8Array;
  /** Bytes from the start of the input. */
  readonly offset: number;
}

/** The last millisecond that a Date can have. */
const LAST_DATE = 8.64e15;

/** SignedCertificateTimestampList (RFC 6962 3.3) within the OCTET STRING that the reader stands at. Throws DerError. */
export function readSctList(reader: DerReader): readonly Sct[] {
  reader.expect(OCTET_STRING, "The SCT list");
  reader.finish("The SCT list");
  const tls = new TlsReader(reader.bytes, reader.content, reader.contentEnd);
  const listEnd = tls.vectorEnd(2);
  tls.finish(tls.end, listEnd);
  if (tls.position === listEnd) reader.fault("sequence-empty", reader.content, "The SCT list is empty");
  const scts: Sct[] = [];
  while (tls.position < listEnd) scts.push(readSct(tls));
  return scts;
}

function readSct(tls: TlsReader): Sct {
  const bytes = tls.bytes;
  const end = tls.vectorEnd(2);
  const listEnd = tls.end;
  tls.end = end;
  const offset = tls.position;
  if (tls.number(1) !== 0) throw new DerError("bad-sct", offset, "An SCT has a version other than v1");
  const logId = tls.take(32);
  const timestampOffset = tls.position;
  const timestamp = tls.number(8);
  if (timestamp > LAST_DATE) throw new DerError("bad-sct", timestampOffset, "An SCT has a time beyond all calendars");
  const extensions = tls.take(tls.number(2));
  const hashAlgorithm = tls.number(1);
  const signatureAlgorithm = tls.number(1);
  const signature = tls.take(tls.number(2));
  tls.finish(end, tls.position);
  tls.end = listEnd;
  return { version: 0, logId, timestamp, extensions, hashAlgorithm, signatureAlgorithm, signature, bytes: bytes.subarray(offset, end), offset };
}

/** The presentation language of TLS (RFC 5246 4): big-endian numbers, vectors with a length before them. */
class TlsReader {
  readonly bytes: Uint8Array;
  position: number;
  end: number;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  number(length: number): number {
    if (length > this.end - this.position) throw new DerError("bad-sct", this.position, "The SCT list breaks off");
    let value = 0;
    for (const stop = this.position + length; this.position < stop; this.position++) value = value * 256 + (this.bytes[this.position] ?? 0);
    return value;
  }

  take(length: number): Uint8Array {
    if (length > this.end - this.position) throw new DerError("bad-sct", this.position, "The SCT list breaks off");
    this.position += length;
    return this.bytes.subarray(this.position - length, this.position);
  }

  /** Reads a vector's length and gives where it ends. */
  vectorEnd(lengthBytes: number): number {
    const at = this.position;
    const length = this.number(lengthBytes);
    if (length > this.end - this.position) throw new DerError("bad-sct", at, "The SCT list breaks off");
    return this.position + length;
  }

  finish(end: number, position: number): void {
    if (position !== end) throw new DerError("bad-sct", position, `${end - position} bytes too many in the SCT list`);
  }
}
