import type { Runtime } from "webextension-polyfill";
import { PAGE_WATCH_PORT } from "../messages/page.ts";
import { whenQuiet } from "./pages/when-quiet.ts";

/** Open popups are told so long after the first of a tab's changes. Milliseconds. */
const REST = { quiet: 200, most: 200 };

/** Open popups, each following the page of a tab. */
export class Watchers {
  readonly #report: (tabId: number) => Promise<string>;
  readonly #ports = new Map<number, Set<Runtime.Port>>();
  readonly #changed = whenQuiet((tabId) => void this.#tell(tabId), REST);

  /** `report`: what "page/text" answers. */
  constructor(report: (tabId: number) => Promise<string>) {
    this.#report = report;
  }

  /** Takes a port in whose name is that of a watcher; any other is passed over. */
  connected(port: Runtime.Port): void {
    if (!port.name.startsWith(PAGE_WATCH_PORT)) return;
    const id = port.name.slice(PAGE_WATCH_PORT.length);
    if (!/^\d{1,15}$/.test(id)) return;
    const tabId = Number(id);
    const ports = this.#ports.get(tabId) ?? new Set();
    this.#ports.set(tabId, ports.add(port));
    port.onDisconnect.addListener(() => {
      ports.delete(port);
      if (ports.size === 0) this.#ports.delete(tabId);
    });
  }

  /** What is said of the tab's page has changed. */
  pageChanged(tabId: number): void {
    if (this.#ports.has(tabId)) this.#changed(tabId);
  }

  async #tell(tabId: number): Promise<void> {
    try {
      const report = await this.#report(tabId);
      for (const port of this.#ports.get(tabId) ?? []) port.postMessage(report);
    } catch (failure) {
      console.error("TLScope: the page's report could not be made.", failure);
    }
  }
}
