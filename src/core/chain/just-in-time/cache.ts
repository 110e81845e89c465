import { sha256 } from "@noble/hashes/sha2.js";
import { toHex } from "../../bytes/hex.ts";

export interface CacheLimits {
  /** Milliseconds for which an answer holds. */
  timeToLive: number;
  /** Bytes of all anchors and host names together; an anchor that serves several hosts counts once. */
  maxBytes: number;
}

interface Entry {
  anchors: readonly string[];
  expires: number;
}

/** Which anchors a host needs, for a while, in bounded memory: what was asked for longest ago goes first. */
export class AnchorCache {
  readonly #hosts = new Map<string, Entry>();
  readonly #kept = new Map<string, { der: Uint8Array; users: number }>();
  readonly #limits: CacheLimits;
  #total = 0;

  constructor(limits: CacheLimits) {
    this.#limits = limits;
  }

  /** Bytes of what is kept, at most `maxBytes`. */
  get bytes(): number {
    return this.#total;
  }

  get size(): number {
    return this.#hosts.size;
  }

  /** The host's anchors as DER; undefined where none are known, or not any more. `time`: milliseconds since the epoch. */
  get(host: string, time: number): Uint8Array[] | undefined {
    const key = hostKey(host);
    const entry = this.#hosts.get(key);
    if (entry === undefined) return undefined;
    if (time >= entry.expires) {
      this.delete(host);
      return undefined;
    }
    this.#hosts.delete(key);
    this.#hosts.set(key, entry);
    return entry.anchors.flatMap((sha) => this.#kept.get(sha)?.der ?? []);
  }

  /** What exceeds the bound by itself is not kept. */
  set(host: string, anchors: readonly Uint8Array[], time: number): void {
    this.delete(host);
    const key = hostKey(host);
    const hashes = anchors.map((der) => toHex(sha256(der)));
    for (const [index, hash] of hashes.entries()) {
      const known = this.#kept.get(hash);
      const der = anchors[index] ?? new Uint8Array(0);
      if (known !== undefined) known.users += 1;
      else {
        this.#kept.set(hash, { der: der.slice(), users: 1 });
        this.#total += der.length;
      }
    }
    this.#hosts.set(key, { anchors: hashes, expires: time + this.#limits.timeToLive });
    this.#total += key.length;
    for (const oldest of this.#hosts.keys()) {
      if (this.#total <= this.#limits.maxBytes) break;
      this.delete(oldest);
    }
  }

  delete(host: string): void {
    const key = hostKey(host);
    const entry = this.#hosts.get(key);
    if (entry === undefined) return;
    this.#hosts.delete(key);
    this.#total -= key.length;
    for (const hash of entry.anchors) {
      const each = this.#kept.get(hash);
      if (each === undefined || (each.users -= 1) > 0) continue;
      this.#kept.delete(hash);
      this.#total -= each.der.length;
    }
  }
}

function hostKey(host: string): string {
  return host.toLowerCase().replace(/\.$/, "");
}
