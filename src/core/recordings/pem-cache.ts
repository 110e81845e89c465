import { fromBase64Lines } from "../bytes/base64-lines.ts";

/** Bytes of DER that are kept: intermediates come again with every connection, leaves with every verdict. */
const MAX_KEPT = 8 * 1024 * 1024;

const BEGIN = "-----BEGIN CERTIFICATE-----";
const END = "-----END CERTIFICATE-----";

/** Gives the same bytes object for the same certificate, so that it is decoded, hashed and parsed once. */
export class PemCache {
  /** Two generations, since a map that forgets one by one is slow: what is asked for is carried over to the next. */
  #young = new Map<string, Uint8Array>();
  #old = new Map<string, Uint8Array>();
  #bytes = 0;
  readonly #numbers = new WeakMap<Uint8Array, number>();
  #last = 0;

  /** The DER of one PEM certificate as Chromium writes it; undefined where it is none. */
  certificate(pem: string): Uint8Array | undefined {
    const known = this.#young.get(pem);
    if (known !== undefined) return known;
    const der = this.#old.get(pem) ?? decode(pem);
    if (der !== undefined) this.#keep(pem, der);
    return der;
  }

  #keep(pem: string, der: Uint8Array): void {
    this.#bytes += der.length;
    if (this.#bytes > MAX_KEPT / 2) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#bytes = der.length;
    }
    this.#young.set(pem, der);
  }

  /** The DER of all of them; undefined where one is none. */
  chain(pems: readonly string[] | undefined): Uint8Array[] | undefined {
    const chain: Uint8Array[] = [];
    for (const pem of pems ?? []) {
      const der = this.certificate(pem);
      if (der === undefined) return undefined;
      chain.push(der);
    }
    return chain.length > 0 ? chain : undefined;
  }

  /** Names a chain of this cache as long as its certificates are kept; another chain never has the name. */
  nameOf(chain: readonly Uint8Array[]): string {
    return chain.map((der) => {
      const number = this.#numbers.get(der) ?? ++this.#last;
      this.#numbers.set(der, number);
      return number;
    }).join();
  }
}

function decode(pem: string): Uint8Array | undefined {
  // The two may share their dashes.
  const end = pem.indexOf(END, BEGIN.length);
  const der = pem.startsWith(BEGIN) && end > 0 ? fromBase64Lines(pem, BEGIN.length, end) : undefined;
  return der === undefined || der.length === 0 ? undefined : der;
}
