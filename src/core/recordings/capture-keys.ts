import { RecordingError } from "./recording-error.ts";

/** Bytes of one block of secrets. A browser writes a kilobyte a connection. */
const MAX_SECRETS = 64 * 1024 * 1024;
/** Bytes of one block. A packet has 64 KB, and libpcap allows 256. */
const MAX_BLOCK = 128 * 1024 * 1024;

const NEWLINE = 0x0a;
const SECTION_HEADER = 0x0a0d0d0a;
const DECRYPTION_SECRETS = 0x0000000a;
/** "TLSK": secrets in the form of NSS's key log. */
const TLS_KEY_LOG = 0x544c534b;

/** Labels of a key log (SSLKEYLOGFILE) that open handshake messages of TLS 1.3 and QUIC, and nothing behind them. */
const HANDSHAKE_LABELS = ["CLIENT_HANDSHAKE_TRAFFIC_SECRET ", "SERVER_HANDSHAKE_TRAFFIC_SECRET "].map((label) => Uint8Array.from(label, (character) => character.charCodeAt(0)));

/** Blanks, in place, every line of a key log but those with a handshake's traffic secrets: what is left opens no data of anybody's. */
export function keepHandshakeSecrets(keyLog: Uint8Array): void {
  for (let start = 0; start < keyLog.length;) {
    const newline = keyLog.indexOf(NEWLINE, start);
    const end = newline < 0 ? keyLog.length : newline;
    const kept = HANDSHAKE_LABELS.some((label) => label.every((byte, at) => keyLog[start + at] === byte));
    if (!kept) keyLog.fill(NEWLINE, start, end);
    start = end + 1;
  }
}

/**
 * Passes a capture on in chunks. Where it is pcapng, the secrets in it (Decryption Secrets Blocks) are cut down to those of
 * handshakes, in place; everything else stays byte for byte. IETF draft-ietf-opsawg-pcapng, sections 3.1, 4.1 and 4.7.
 */
export class CaptureFilter {
  readonly #give: (bytes: Uint8Array) => void;
  #begin: Uint8Array = new Uint8Array();
  #little = false;
  /** Of a block that is passed on: bytes still to come. */
  #left = 0;
  #kind: "unknown" | "pcap" | "pcapng" = "unknown";

  constructor(give: (bytes: Uint8Array) => void) {
    this.#give = give;
  }

  /** @throws RecordingError for blocks that are none */
  push(chunk: Uint8Array): void {
    if (this.#kind === "pcap") {
      this.#give(chunk);
      return;
    }
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#left > 0) {
        const part = rest.subarray(0, this.#left);
        rest = rest.subarray(part.length);
        this.#left -= part.length;
        this.#give(part);
        continue;
      }
      const joined = new Uint8Array(this.#begin.length + rest.length);
      joined.set(this.#begin);
      joined.set(rest, this.#begin.length);
      this.#begin = new Uint8Array();
      const used = this.#block(joined);
      if (used === 0) {
        this.#begin = joined;
        return;
      }
      rest = joined.subarray(used);
    }
  }

  /** No more bytes come: what is there of a block that was cut off is passed on, if it holds no secrets. */
  end(): void {
    if (this.#kind === "unknown" && this.#begin.length > 0) this.#give(this.#begin);
  }

  /** The bytes that are done with, of a block's beginning; 0: more are needed. */
  #block(bytes: Uint8Array): number {
    if (bytes.length < 12) return 0;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const type = view.getUint32(0, this.#little);
    if (type === SECTION_HEADER) {
      this.#little = view.getUint32(8, true) === 0x1a2b3c4d;
      this.#kind = "pcapng";
    } else if (this.#kind === "unknown") {
      this.#kind = "pcap";
      this.#give(bytes);
      return bytes.length;
    }
    const length = view.getUint32(4, this.#little);
    if (length < 12 || length % 4 !== 0 || length > MAX_BLOCK) throw new RecordingError("damaged", `The capture has a block of ${length} bytes: it is damaged there.`);
    if (type !== DECRYPTION_SECRETS) {
      this.#left = length;
      return this.#passOn(bytes);
    }
    if (length > MAX_SECRETS) throw new RecordingError("too-long", `The capture has secrets of ${length} bytes.`);
    if (bytes.length < length) return 0;
    const block = bytes.slice(0, length);
    cutSecrets(block, this.#little);
    this.#give(block);
    return length;
  }

  #passOn(bytes: Uint8Array): number {
    const part = bytes.subarray(0, this.#left);
    this.#left -= part.length;
    this.#give(part);
    return part.length;
  }
}

/** Cuts the secrets of a whole block; those that are not of TLS go altogether. */
function cutSecrets(block: Uint8Array, little: boolean): void {
  const secrets = block.subarray(16, Math.max(16, block.length - 4));
  if (block.length >= 20 && new DataView(block.buffer).getUint32(8, little) === TLS_KEY_LOG) keepHandshakeSecrets(secrets);
  else secrets.fill(0);
}
