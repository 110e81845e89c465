import type { StorageArea } from "../../../../src/background/pages/journal.ts";

/** A storage area with a quota, in characters of JSON. Keeps copies, as browsers do. */
export class MemoryArea implements StorageArea {
  items: Record<string, unknown> = {};
  writes = 0;

  constructor(public quota = Infinity) {}

  get(): Promise<Record<string, unknown>> {
    return Promise.resolve(structuredClone(this.items));
  }

  set(items: Record<string, unknown>): Promise<void> {
    const next = { ...this.items, ...structuredClone(items) };
    if (JSON.stringify(next).length > this.quota) return Promise.reject(new Error("QuotaExceededError"));
    this.items = next;
    this.writes += 1;
    return Promise.resolve();
  }

  remove(keys: string[]): Promise<void> {
    this.items = Object.fromEntries(Object.entries(this.items).filter(([key]) => !keys.includes(key)));
    return Promise.resolve();
  }
}
