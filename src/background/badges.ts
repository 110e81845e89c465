import type { Tabs } from "webextension-polyfill";
import type { Text } from "../core/text/message-text.ts";
import type { SettingsStore } from "../settings/store.ts";
import { stateOf, stateOfAddress } from "./answers/page-state.ts";
import { showBadge, type ToolbarButton } from "./badge/badge.ts";
import type { Judges } from "./judges.ts";
import type { Pages } from "./pages/pages.ts";
import { whenQuiet } from "./pages/when-quiet.ts";

/** A badge is painted when its tab has been quiet for so long, and no later after a change than that. Milliseconds. */
const REST = { quiet: 150, most: 1000 };

export interface BadgeTools {
  pages: Pages;
  settings: SettingsStore;
  tabs: Pick<Tabs.Static, "query">;
  judges: () => Promise<Judges>;
  button: () => ToolbarButton;
  /** In the person's language. */
  text: Text;
}

/** The badge of each tab. */
export class Badges {
  readonly #tools: BadgeTools;
  /** What is said of a tab's page has changed. */
  readonly pageChanged = whenQuiet((tabId) => void this.#update(tabId), REST);

  constructor(tools: BadgeTools) {
    this.#tools = tools;
  }

  /** Of the tabs that nothing is known of, what their addresses say: they were there before the background was. */
  async showUnknown(tabs: readonly Pick<Tabs.Tab, "id" | "url" | "incognito">[]): Promise<void> {
    const { button, text } = this.#tools;
    for (const { id, url, incognito } of tabs) {
      if (id === undefined) continue;
      await showBadge(button(), text, id, { state: stateOfAddress(url), grade: null, incognito, host: hostOf(url ?? "") })
        .catch((failure: unknown) => console.warn("TLScope: the badge of a tab could not be set.", failure));
    }
  }

  async #update(tabId: number): Promise<void> {
    const { pages, settings, judges, button, text, tabs } = this.#tools;
    try {
      const view = pages.view(tabId);
      if (view === undefined) return;
      const { url, incognito } = view;
      const [{ badge: mode }, { reporter }] = await Promise.all([settings.read(), judges()]);
      await showBadge(button(), text, tabId, { state: stateOf(view), ...await reporter.badge(view, Date.now()), mode, incognito, host: hostOf(url) });
    } catch (failure) {
      // A tab may be gone by now; all else is worth a word.
      if ((await tabs.query({})).some(({ id }) => id === tabId)) console.error("TLScope: the badge could not be set.", failure);
    }
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "";
}
