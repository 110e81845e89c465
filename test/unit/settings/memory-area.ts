import type { SettingsArea } from "../../../src/settings/store.ts";

/** storage.local in memory. */
export class MemoryArea implements SettingsArea {
  items: Record<string, unknown> = {};
  reads = 0;
  refuse = false;

  get(key: string): Promise<Record<string, unknown>> {
    this.reads += 1;
    if (this.refuse) return Promise.reject(new Error("no storage"));
    return Promise.resolve(key in this.items ? { [key]: structuredClone(this.items[key]) } : {});
  }

  async set(items: Record<string, unknown>): Promise<void> {
    await Promise.resolve();
    if (this.refuse) throw new Error("no storage");
    Object.assign(this.items, structuredClone(items));
  }
}
