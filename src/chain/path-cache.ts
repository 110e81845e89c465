interface Entry {
  path: readonly Uint8Array[];
  bytes: number;
  /** Milliseconds since the epoch. */
  until: number;
}

/** How long a path counts as known: an hour. */
const LIFETIME = 3_600_000;
/** What an entry costs beside its certificates. */
const OVERHEAD = 200;

/**
 * Remembers for each host the path that was found (DER, leaf first), for an hour and within a bound of bytes: the least
 * recently used goes first. It has no clock: the time comes with each call, in milliseconds since the epoch.
 */
export class PathCache {
  private readonly entries = new Map<string, Entry>();
  private readonly maxBytes: number;
  private used = 0;

  /** `maxBytes`: bytes of certificates and names that are kept. */
  constructor(maxBytes = 4 * 1024 * 1024) {
    this.maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.used;
  }

  get size(): number {
    return this.entries.size;
  }

  /** The path of a host; undefined where none is known or its hour is over. */
  get(host: string, time: number): readonly Uint8Array[] | undefined {
    const entry = this.entries.get(host);
    if (!entry) return undefined;
    this.entries.delete(host);
    // A clock that was set back makes no entry last longer than its hour.
    if (time >= entry.until || time < entry.until - LIFETIME) {
      this.used -= entry.bytes;
      return undefined;
    }
    this.entries.set(host, entry);
    return entry.path;
  }

  /** Keeps the path of a host. One that alone exceeds the bound is not kept. */
  set(host: string, path: readonly Uint8Array[], time: number): void {
    this.delete(host);
    const bytes = path.reduce((sum, der) => sum + der.length, OVERHEAD + 2 * host.length);
    if (bytes > this.maxBytes) return;
    this.entries.set(host, { path, bytes, until: time + LIFETIME });
    this.used += bytes;
    for (const oldest of this.entries.keys()) {
      if (this.used <= this.maxBytes) break;
      this.delete(oldest);
    }
  }

  delete(host: string): void {
    const entry = this.entries.get(host);
    if (!entry) return;
    this.entries.delete(host);
    this.used -= entry.bytes;
  }
}
