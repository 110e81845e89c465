import { WireError } from "../../src/core/wire/wire-error.ts";

/** RFC 8446 section 5.1. */
export const CONTENT = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;

export interface TlsRecord {
  type: number;
  /** legacy_record_version. */
  version: number;
  /** The five bytes in front, which TLS 1.3 authenticates. */
  header: Uint8Array;
  fragment: Uint8Array;
}

const HEADER = 5;
/** RFC 5246 section 6.2.3: 2^14 + 2048. TLS 1.3 allows less (RFC 8446 section 5.2: 2^14 + 256). */
const MAX_FRAGMENT = 16_384 + 2048;

/**
 * Cuts what a server sends into records, however it comes in pieces. Holds less than one record, in memory of its own.
 * RFC 8446 section 5.1, RFC 5246 section 6.2.1.
 */
export class RecordSplitter {
  #buffer = new Uint8Array(HEADER);
  #held = 0;
  #first = true;

  /**
   * The records that are whole with these bytes, each before what follows it is looked at.
   * @throws WireError for what is no record; nothing can be pushed after that
   */
  *push(chunk: Uint8Array): Generator<TlsRecord> {
    let rest = chunk;
    while (rest.length > 0) {
      const part = rest.subarray(0, this.#buffer.length - this.#held);
      rest = rest.subarray(part.length);
      // Another protocol is told by its first byte: it may never send five.
      if (this.#held === 0) checkType(part[0] ?? 0, this.#first);
      this.#buffer.set(part, this.#held);
      this.#held += part.length;
      if (this.#held < this.#buffer.length) break;
      if (this.#held === HEADER) {
        const record = new Uint8Array(HEADER + fragmentLength(this.#buffer, this.#first));
        record.set(this.#buffer);
        this.#buffer = record;
        if (record.length > HEADER) continue;
      }
      const bytes = this.#buffer;
      this.#buffer = new Uint8Array(HEADER);
      this.#held = 0;
      this.#first = false;
      yield { type: bytes[0] ?? 0, version: uint16(bytes, 1), header: bytes.subarray(0, HEADER), fragment: bytes.subarray(HEADER) };
    }
  }
}

function fragmentLength(header: Uint8Array, first: boolean): number {
  const type = header[0] ?? 0;
  checkType(type, first);
  const version = uint16(header, 1);
  if (version >> 8 !== 3) throw new WireError(first ? "not-tls" : "record-version", `a record of version 0x${version.toString(16).padStart(4, "0")}`);
  const length = uint16(header, 3);
  if (length > MAX_FRAGMENT) throw new WireError("record-length", `a record of ${length} bytes, where at most ${MAX_FRAGMENT} are allowed`);
  // RFC 8446 section 5.1: only application data may be empty. A server could send such records for ever.
  if (length === 0 && type !== CONTENT.applicationData) throw new WireError("record-empty", `an empty record of type ${type}`);
  return length;
}

function checkType(type: number, first: boolean): void {
  if (type >= CONTENT.changeCipherSpec && type <= CONTENT.applicationData) return;
  throw new WireError(first ? "not-tls" : "record-type", `a byte 0x${type.toString(16).padStart(2, "0")} where a TLS record is expected`);
}

function uint16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) << 8 | (bytes[at + 1] ?? 0);
}
