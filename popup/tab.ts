import browser from "webextension-polyfill";

/** Which tab a page shows: `?tabId=N` of its address, else the active tab of its window. */
export interface ShownTab {
  tabId: number;
  /** The page stands in the toolbar's panel, not in a tab of its own. */
  inPanel: boolean;
}

/** Throws an Error where the address names no tab and no tab is active. */
export async function shownTab(search: string): Promise<ShownTab> {
  const named = new URLSearchParams(search).get("tabId");
  if (named !== null) {
    if (!/^\d{1,10}$/.test(named)) throw new Error(`tabId is no number: ${named}`);
    return { tabId: Number(named), inPanel: false };
  }
  const [active] = await browser.tabs.query({ active: true, currentWindow: true });
  if (active?.id === undefined) throw new Error("No tab is active in this window.");
  return { tabId: active.id, inPanel: true };
}
