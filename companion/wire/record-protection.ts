import { createDecipheriv, createHmac, type CipherCCMTypes, type CipherGCMTypes } from "node:crypto";
import { CONTENT, type TlsRecord } from "./records.ts";
import { WireError } from "../../src/core/wire/wire-error.ts";

interface Aead {
  cipher: "aes-128-gcm" | "aes-256-gcm" | "chacha20-poly1305" | "aes-128-ccm";
  hash: "sha256" | "sha384";
  keyLength: 16 | 32;
  tagLength: 8 | 16;
}

/** RFC 8446 appendix B.4. */
const AEADS: ReadonlyMap<number, Aead> = new Map([
  [0x1301, { cipher: "aes-128-gcm", hash: "sha256", keyLength: 16, tagLength: 16 }],
  [0x1302, { cipher: "aes-256-gcm", hash: "sha384", keyLength: 32, tagLength: 16 }],
  [0x1303, { cipher: "chacha20-poly1305", hash: "sha256", keyLength: 32, tagLength: 16 }],
  [0x1304, { cipher: "aes-128-ccm", hash: "sha256", keyLength: 16, tagLength: 16 }],
  [0x1305, { cipher: "aes-128-ccm", hash: "sha256", keyLength: 16, tagLength: 8 }],
]);

/** RFC 8446 section 5.2: content of at most 2^14 bytes, its type and padding, and the tag. */
const MAX_PROTECTED = 16_384 + 256;
const MAX_CONTENT = 16_384;

/** The hash of a suite of TLS 1.3. @throws WireError "decrypt" for another */
export function hashOfSuite(cipherSuite: number): Aead["hash"] {
  return aeadOf(cipherSuite).hash;
}

function aeadOf(cipherSuite: number): Aead {
  const aead = AEADS.get(cipherSuite);
  if (aead === undefined) throw new WireError("decrypt", `records of cipher suite 0x${cipherSuite.toString(16).padStart(4, "0")} cannot be opened`);
  return aead;
}

export interface OpenedRecord {
  type: number;
  content: Uint8Array;
}

/** Opens the records of one direction under one traffic secret of TLS 1.3, in their order. RFC 8446 sections 5.2, 5.3 and 7.3. */
export class RecordOpener {
  readonly #aead: Aead;
  readonly #key: Buffer;
  readonly #iv: Buffer;
  #sequence = 0n;

  /** @throws WireError "decrypt" for a suite that is none of TLS 1.3, or a secret of the wrong length */
  constructor(cipherSuite: number, secret: Uint8Array) {
    const aead = aeadOf(cipherSuite);
    const hashLength = aead.hash === "sha384" ? 48 : 32;
    if (secret.length !== hashLength) throw new WireError("decrypt", `a traffic secret of ${secret.length} bytes, where ${hashLength} are required`);
    this.#aead = aead;
    this.#key = hkdfExpandLabel(aead.hash, secret, "key", new Uint8Array(), aead.keyLength);
    this.#iv = hkdfExpandLabel(aead.hash, secret, "iv", new Uint8Array(), 12);
  }

  /** @throws WireError "decrypt" where the record is not of this key and place */
  open({ header, fragment }: TlsRecord): OpenedRecord {
    const { tagLength } = this.#aead;
    if (fragment.length > MAX_PROTECTED) throw new WireError("record-length", `a protected record of ${fragment.length} bytes, where at most ${MAX_PROTECTED} are allowed`);
    if (fragment.length <= tagLength) throw new WireError("decrypt", `a protected record of ${fragment.length} bytes, which is no more than its tag`);
    const nonce = Buffer.from(this.#iv);
    nonce.writeBigUInt64BE(nonce.readBigUInt64BE(4) ^ this.#sequence, 4);
    this.#sequence += 1n;
    const inner = this.#decrypt(nonce, header, fragment.subarray(0, -tagLength), fragment.subarray(-tagLength));
    let end = inner.length;
    while (end > 0 && inner[end - 1] === 0) end -= 1;
    const type = inner[end - 1];
    if (type === undefined) throw new WireError("bad-value", "a protected record with nothing but padding");
    if (end - 1 > MAX_CONTENT) throw new WireError("record-length", `a protected record with ${end - 1} bytes of content, where at most ${MAX_CONTENT} are allowed`);
    if (end === 1 && type !== CONTENT.applicationData) throw new WireError("record-empty", `an empty protected record of type ${type}`);
    return { type, content: inner.subarray(0, end - 1) };
  }

  #decrypt(nonce: Buffer, header: Uint8Array, ciphertext: Uint8Array, tag: Uint8Array): Buffer {
    const { cipher, tagLength } = this.#aead;
    try {
      if (cipher === "aes-128-ccm") {
        const decipher = createDecipheriv(cipher satisfies CipherCCMTypes, this.#key, nonce, { authTagLength: tagLength });
        decipher.setAuthTag(tag).setAAD(header, { plaintextLength: ciphertext.length });
        const plain = decipher.update(ciphertext);
        decipher.final();
        return plain;
      }
      // ChaCha20-Poly1305 has GCM's signature with a tag length, of which the types know nothing.
      const decipher = createDecipheriv(cipher as CipherGCMTypes, this.#key, nonce, { authTagLength: tagLength });
      decipher.setAAD(header).setAuthTag(tag);
      return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
    } catch (error) {
      throw new WireError("decrypt", `a protected record does not open: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** HKDF-Expand-Label (RFC 8446 section 7.1). */
export function hkdfExpandLabel(hash: "sha256" | "sha384", secret: Uint8Array, label: string, context: Uint8Array, length: number): Buffer {
  const full = Buffer.from(`tls13 ${label}`, "latin1");
  const info = Buffer.concat([Buffer.from([length >> 8, length & 255, full.length]), full, Buffer.from([context.length]), context]);
  const blocks: Buffer[] = [];
  let previous = Buffer.alloc(0);
  let made = 0;
  // HKDF-Expand (RFC 5869 section 2.3), which node:crypto has only together with Extract.
  for (let counter = 1; made < length; counter += 1) {
    previous = createHmac(hash, secret).update(previous).update(info).update(Buffer.from([counter])).digest();
    blocks.push(previous);
    made += previous.length;
  }
  return Buffer.concat(blocks).subarray(0, length);
}
