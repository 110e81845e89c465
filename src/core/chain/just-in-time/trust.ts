import type { TrustAnchors } from "../anchors.ts";
import { SignatureVerifier } from "../signature.ts";
import { anchorsFor, type JustInTimeAnchors } from "./ask.ts";
import { AnchorCache, type CacheLimits } from "./cache.ts";

export interface JustInTimeOptions extends Partial<CacheLimits> {
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** An hour, and what some ten roots take. */
export const DEFAULT_LIMITS: Readonly<CacheLimits> = { timeToLive: 3_600_000, maxBytes: 16 * 1024 };

/**
 * Trust anchors one at a time, for those who cannot hold them all: connect with `known(host)` as the only anchors; where
 * that fails, hand what was sent to `ask`, and connect again with what it gives. Whoever makes the connection decides
 * whether it is trusted: what is given here is no more than an anchor that the source has and that signed what was sent.
 */
export class JustInTimeTrust {
  readonly #source: TrustAnchors;
  readonly #cache: AnchorCache;
  readonly #now: () => number;
  readonly #verifier = new SignatureVerifier();

  constructor(source: TrustAnchors, { now, timeToLive = DEFAULT_LIMITS.timeToLive, maxBytes = DEFAULT_LIMITS.maxBytes }: JustInTimeOptions) {
    this.#source = source;
    this.#now = now;
    this.#cache = new AnchorCache({ timeToLive, maxBytes });
  }

  /** Bytes that are remembered. */
  get bytes(): number {
    return this.#cache.bytes;
  }

  /** Anchors for the host as DER, as far as they are remembered; none at first, and none once they are too old. */
  known(host: string): Uint8Array[] {
    return this.#cache.get(host, this.#now()) ?? [];
  }

  /** Looks up what a sent chain (DER, in any order) asks for. Nothing is remembered until `keep`. */
  ask(host: string, sent: readonly Uint8Array[]): Promise<JustInTimeAnchors> {
    return anchorsFor(host, sent, this.#source, this.#verifier);
  }

  /** To be called when a connection was trusted with these anchors (DER). */
  keep(host: string, anchors: readonly Uint8Array[]): void {
    this.#cache.set(host, anchors, this.#now());
  }

  /** To be called when a connection with the remembered anchors was not trusted. */
  forget(host: string): void {
    this.#cache.delete(host);
  }
}
