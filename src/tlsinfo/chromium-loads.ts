import type { ChromiumTabs, ChromiumWebRequest } from "./chromium-api.ts";

const DOCUMENTS = { urls: ["http://*/*", "https://*/*"], types: ["main_frame"] };

/** How far a tab is with its document: nobody has answered yet, or its frames may be under way. */
type Stage = "requested" | "answered";

/**
 * How far tabs are with loading their documents, by what the browser tells: when the debugger may ask for the frames and workers of
 * a tab. While frames are under way it may not: Target.setAutoAttach takes from another debugger, such as the developer tools,
 * those that it holds back, and they then never load.
 */
export class DocumentLoads {
  readonly #tabs: ChromiumTabs;
  readonly #stages = new Map<number, Stage>();
  readonly #counts = new Map<number, number>();

  /** In the first tick. `onLoaded`: a tab has loaded its document with all that belongs to it. */
  constructor({ webRequest, tabs }: { webRequest: ChromiumWebRequest; tabs: ChromiumTabs }, onLoaded: (tabId: number) => void) {
    this.#tabs = tabs;
    webRequest.onBeforeRequest.addListener(({ tabId }) => {
      this.#stages.set(tabId, "requested");
      this.#counts.set(tabId, this.count(tabId) + 1);
    }, DOCUMENTS);
    webRequest.onResponseStarted.addListener(({ tabId }) => {
      this.#stages.set(tabId, "answered");
    }, DOCUMENTS);
    tabs.onUpdated.addListener((tabId, { status }) => {
      if (status !== "complete") return;
      this.#stages.delete(tabId);
      onLoaded(tabId);
    });
    tabs.onRemoved.addListener((tabId) => {
      this.#stages.delete(tabId);
      this.#counts.delete(tabId);
    });
  }

  /** Documents that the tab has asked for so far: tells what was told for one from what was told for the next. */
  count(tabId: number): number {
    return this.#counts.get(tabId) ?? 0;
  }

  /** Whether no frame of the tab can be under way. */
  async isBetween(tabId: number): Promise<boolean> {
    const stage = this.#stages.get(tabId);
    if (stage !== undefined) return stage === "requested";
    // A service worker that has just been started has missed what came before; a tab that is gone has no frames.
    return await this.#tabs.get(tabId).then(({ status }) => status === "complete", () => true);
  }
}
