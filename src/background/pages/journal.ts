/** The part of browser.storage.session that is used here. */
export interface StorageArea {
  get(keys: null): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string[]): Promise<void>;
}

export interface JournalOptions {
  /** Pause between a change and its writing, so that many changes are written together. Milliseconds. */
  delay?: number;
  /** The first change after a pause of `delay` is written at once; only those that follow closely wait. */
  prompt?: boolean;
  /** Pause before what did not fit is tried again. Milliseconds. */
  retryDelay?: number;
}

type Entries = Map<string, () => unknown>;

/**
 * Writes state to storage piece by piece: a changed piece is named by its key, and its value, JSON, is taken when it is
 * written. It is stored as text, which a browser copies between its processes at far less cost than objects. Writing never fails for the caller: where storage is full, what fits is written, the rest stays in memory,
 * `full` says so, and it is tried again later.
 */
export class Journal {
  readonly #area: StorageArea;
  readonly #delay: number;
  readonly #retryDelay: number;
  readonly #prompt: boolean;
  #flushedAt = 0;
  readonly #changed: Entries = new Map();
  readonly #removed = new Set<string>();
  /** What storage refused. */
  readonly #unfit: Entries = new Map();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(area: StorageArea, options: JournalOptions = {}) {
    this.#area = area;
    this.#delay = options.delay ?? 300;
    this.#prompt = options.prompt ?? false;
    this.#retryDelay = options.retryDelay ?? 30_000;
  }

  /** Something did not fit into storage and is in memory alone. */
  get full(): boolean {
    return this.#unfit.size > 0;
  }

  /** Everything that was written: what others keep there as objects is none of it. A storage that cannot be read gives nothing, and says so. */
  async load(): Promise<Record<string, unknown>> {
    try {
      return Object.fromEntries(Object.entries(await this.#area.get(null)).flatMap(([key, text]) => typeof text === "string" ? [[key, JSON.parse(text) as unknown]] : []));
    } catch (failure) {
      console.error("TLScope: the session's storage cannot be read; what was known before is lost.", failure);
      return {};
    }
  }

  put(key: string, value: () => unknown): void {
    this.#removed.delete(key);
    this.#unfit.delete(key);
    this.#changed.set(key, value);
    this.#schedule();
  }

  remove(key: string): void {
    this.#changed.delete(key);
    this.#unfit.delete(key);
    this.#removed.add(key);
    this.#schedule();
  }

  /** Hands all changes to storage before it returns; resolves when they are written. Never rejects. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#flushedAt = Date.now();
    const removed = [...this.#removed];
    const changed: Entries = new Map(this.#changed);
    this.#removed.clear();
    this.#changed.clear();
    // Both calls go out at once, since the background may be gone after this turn; storage keeps their order.
    if (removed.length > 0) this.#writing = both(this.#writing, this.#remove(removed));
    if (changed.size > 0) this.#writing = both(this.#writing, this.#set(changed));
    await this.#writing;
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => void this.flush(), this.#prompt ? Math.max(0, this.#flushedAt + this.#delay - Date.now()) : this.#delay);
  }

  #scheduleRetry(): void {
    this.#retryTimer ??= setTimeout(() => {
      this.#retryTimer = undefined;
      for (const [key, value] of this.#unfit) this.#changed.set(key, value);
      void this.flush();
    }, this.#retryDelay);
  }

  async #remove(keys: string[]): Promise<void> {
    try {
      await this.#area.remove(keys);
    } catch (failure) {
      console.warn("TLScope: the session's storage did not let go of old entries; it is tried again.", failure);
      for (const key of keys) if (!this.#changed.has(key)) this.#removed.add(key);
      this.#scheduleRetry();
    }
  }

  async #set(entries: Entries): Promise<void> {
    try {
      await this.#area.set(valuesOf(entries));
      for (const key of entries.keys()) this.#unfit.delete(key);
    } catch (failure) {
      await this.#setWhatFits(entries);
      if (this.full) {
        console.warn(`TLScope: the session's storage is full; ${this.#unfit.size} entries are in memory alone.`, failure);
        this.#scheduleRetry();
      }
    }
  }

  /** Halves what does not fit until it fits or is a single entry. */
  async #setWhatFits(entries: Entries): Promise<void> {
    const groups = halves([...entries]);
    for (let group = groups.pop(); group !== undefined; group = groups.pop()) {
      try {
        await this.#area.set(valuesOf(new Map(group)));
        for (const [key] of group) this.#unfit.delete(key);
      } catch {
        if (group.length > 1) groups.push(...halves(group));
        else for (const [key, value] of group) if (!this.#changed.has(key) && !this.#removed.has(key)) this.#unfit.set(key, value);
      }
    }
  }
}

function valuesOf(entries: Entries): Record<string, string> {
  return Object.fromEntries(Array.from(entries, ([key, value]) => [key, JSON.stringify(value())]));
}

function halves<Item>(items: Item[]): Item[][] {
  if (items.length < 2) return [items];
  const middle = items.length >> 1;
  return [items.slice(0, middle), items.slice(middle)];
}

function both(one: Promise<unknown>, other: Promise<unknown>): Promise<unknown> {
  // Without what they give: each flush would hold what the one before it gave.
  return Promise.all([one, other]).then(() => undefined);
}
