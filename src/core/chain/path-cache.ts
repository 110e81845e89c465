import type { Certificate } from "../x509/certificate.ts";
import { LruMap } from "../lru.ts";
import { readOr } from "./read-or.ts";
import type { ChainResult } from "./result.ts";

/** Milliseconds for which a path that was found holds. */
export const PATH_LIFETIME = 3_600_000;
/** Bytes of all entries together, about; an ordinary one takes 4 KB. */
export const MAX_PATH_BYTES = 2 * 1024 * 1024;

interface Entry {
  result: ChainResult;
  /** Milliseconds since the epoch; `until` is not in it any more. */
  from: number;
  until: number;
}

/**
 * Remembers which path was found for a host and what it was shown. One cache belongs to one set of trust anchors and
 * restrictions. It has no clock: times are those that judgements are made for.
 */
export class PathCache {
  readonly #entries: LruMap<string, Entry>;

  constructor(maxBytes = MAX_PATH_BYTES) {
    this.#entries = new LruMap(maxBytes, { weigh: ({ result }, key) => 2 * (key.length + JSON.stringify(result).length) });
  }

  get size(): number {
    return this.#entries.size;
  }

  /** What was found for this question; undefined where nothing was, or not for this time. */
  get(key: string, time: number): ChainResult | undefined {
    const entry = this.#entries.get(key);
    return entry !== undefined && time >= entry.from && time < entry.until ? entry.result : undefined;
  }

  /** `certificates`: all that the judgement looked at, since what it says may change when one of them begins or ends. */
  set(key: string, time: number, result: ChainResult, certificates: Iterable<Certificate>): void {
    let until = time + PATH_LIFETIME;
    for (const certificate of certificates) {
      // notAfter is part of the validity (RFC 5280 section 4.1.2.5).
      for (const change of [readOr(() => certificate.notBefore, 0), readOr(() => certificate.notAfter + 1, 0)]) {
        if (change > time) until = Math.min(until, change);
      }
    }
    this.#entries.set(key, { result, from: time, until });
  }
}
