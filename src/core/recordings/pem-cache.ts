import { fromBase64 } from "../bytes/base64.ts";
import { LruMap } from "../lru.ts";

/** Bytes of DER that are kept: intermediates come again with every connection, leaves with every verdict. */
const MAX_KEPT = 8 * 1024 * 1024;

const BEGIN = "-----BEGIN CERTIFICATE-----";
const END = "-----END CERTIFICATE-----";

/** Gives the same bytes object for the same certificate, so that it is decoded, hashed and parsed once. */
export class PemCache {
  readonly #byText = new LruMap<string, Uint8Array>(MAX_KEPT, { weigh: (der) => der.length });
  readonly #numbers = new WeakMap<Uint8Array, number>();
  #last = 0;

  /** The DER of one PEM certificate as Chromium writes it; undefined where it is none. */
  certificate(pem: string): Uint8Array | undefined {
    const known = this.#byText.get(pem);
    if (known !== undefined) return known;
    const end = pem.indexOf(END);
    if (!pem.startsWith(BEGIN) || end < 0) return undefined;
    const der = fromBase64(pem.slice(BEGIN.length, end).replaceAll("\n", ""));
    if (der === undefined || der.length === 0) return undefined;
    this.#byText.set(pem, der);
    return der;
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
