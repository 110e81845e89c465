import { certificatesFromPem, PemError } from "../../x509/pem.ts";

/** A blob or file of trust anchors cannot be read. */
export class AnchorSourceError extends Error {
  override readonly name = "AnchorSourceError";
  readonly code = "anchor-source";
}

/** No root takes more; what is longer is not collected. */
const MAX_CERTIFICATE = 64 * 1024;
const SEQUENCE = 0x30;
const BEGIN = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/;
const END = /-----END (?:X509 |TRUSTED )?CERTIFICATE-----/;
/** A BEGIN that is not whole yet is shorter. */
const LONGEST_BEGIN = 40;

/**
 * Cuts bytes that come in pieces into certificates: PEM (RFC 7468), or one DER after the other. Holds one certificate at a
 * time, however many there are.
 */
export class CertificateSplitter {
  #held: Uint8Array = new Uint8Array(0);
  #format: "pem" | "der" | undefined;

  /** The certificates that this piece completes, as DER. @throws AnchorSourceError */
  push(piece: Uint8Array): Uint8Array[] {
    this.#held = joined(this.#held, piece);
    const [first] = this.#held;
    if (first === undefined) return [];
    this.#format ??= first === SEQUENCE ? "der" : "pem";
    const found = this.#format === "der" ? this.#takeDer() : this.#takePem();
    if (this.#held.length > MAX_CERTIFICATE) throw new AnchorSourceError(`a certificate of more than ${MAX_CERTIFICATE} bytes`);
    return found;
  }

  /** To be called behind the last piece. @throws AnchorSourceError where it ends within a certificate */
  end(): void {
    const rest = this.#format === "der" ? this.#held.length > 0 : BEGIN.test(ascii(this.#held));
    if (rest) throw new AnchorSourceError("the anchors end within a certificate");
  }

  #takeDer(): Uint8Array[] {
    const found: Uint8Array[] = [];
    for (;;) {
      const length = derLength(this.#held);
      if (length === undefined || length > this.#held.length) return found;
      found.push(this.#held.slice(0, length));
      this.#held = this.#held.slice(length);
    }
  }

  #takePem(): Uint8Array[] {
    let text = ascii(this.#held);
    const found: Uint8Array[] = [];
    for (;;) {
      const begin = BEGIN.exec(text);
      if (begin === null) {
        this.#held = this.#held.slice(this.#held.length - Math.min(text.length, LONGEST_BEGIN));
        return found;
      }
      const end = END.exec(text.slice(begin.index));
      if (end === null) {
        this.#held = this.#held.slice(this.#held.length - text.length + begin.index);
        return found;
      }
      const stop = begin.index + end.index + end[0].length;
      found.push(...decoded(text.slice(begin.index, stop)));
      text = text.slice(stop);
    }
  }
}

/** The certificates of a blob in memory: PEM, or one DER after the other. @throws AnchorSourceError */
export function certificatesOfBlob(blob: Uint8Array): Uint8Array[] {
  const splitter = new CertificateSplitter();
  const found: Uint8Array[] = [];
  for (let at = 0; at < blob.length; at += 4096) found.push(...splitter.push(blob.subarray(at, at + 4096)));
  splitter.end();
  return found;
}

function decoded(block: string): Uint8Array[] {
  try {
    return certificatesFromPem(block);
  } catch (error) {
    if (error instanceof PemError) throw new AnchorSourceError(error.message);
    throw error;
  }
}

/** Bytes of the structure that begins here, its header included; undefined while that is not known. @throws AnchorSourceError */
function derLength(bytes: Uint8Array): number | undefined {
  const [tag, first] = bytes;
  if (tag === undefined) return undefined;
  if (tag !== SEQUENCE) throw new AnchorSourceError("what stands behind a certificate is none");
  if (first === undefined) return undefined;
  if (first < 0x80) return 2 + first;
  const size = first & 0x7f;
  if (size === 0 || size > 3) throw new AnchorSourceError("the length of a certificate cannot be read");
  if (bytes.length < 2 + size) return undefined;
  let length = 0;
  for (const octet of bytes.subarray(2, 2 + size)) length = length * 256 + octet;
  return 2 + size + length;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const bytes = new Uint8Array(a.length + b.length);
  bytes.set(a);
  bytes.set(b, a.length);
  return bytes;
}

/** A character for each byte, so that places in the text are places in the bytes. */
function ascii(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
}
