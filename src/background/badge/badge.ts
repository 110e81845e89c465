import type { Text } from "../../core/text/message-text.ts";
import { BADGE_TEXT_COLOR, badgeAppearance, type BadgeContent } from "./appearance.ts";

/** The part of browser.browserAction (browser.action in Manifest V3) that is used here. */
export interface ToolbarButton {
  getBadgeText(details: { tabId: number }): Promise<string>;
  getTitle(details: { tabId: number }): Promise<string>;
  setBadgeText(details: { tabId: number; text: string }): Promise<void> | void;
  setBadgeBackgroundColor(details: { tabId: number; color: string }): Promise<void> | void;
  setBadgeTextColor?(details: { tabId: number; color: string }): Promise<void> | void;
  setTitle(details: { tabId: number; title: string }): Promise<void> | void;
}

/**
 * Shows a page's grade on the toolbar button of its tab. Browsers take a tab's badge away when it navigates: show it
 * again after each commit.
 *
 * @param text in the person's language
 * @throws what the browser throws, for instance where the tab is gone
 */
export async function showBadge(button: ToolbarButton, text: Text, tabId: number, content: BadgeContent): Promise<void> {
  const { text: badge, color, title } = badgeAppearance(content);
  const words = title.map(([key, params]) => text(key, params)).join("\n");
  // To ask costs next to nothing; to set has the toolbar painted anew. The words say what the colour says.
  const [shown, shownWords] = await Promise.all([button.getBadgeText({ tabId }), button.getTitle({ tabId })]);
  if (shown === badge && shownWords === words) return;
  await Promise.all([
    button.setBadgeText({ tabId, text: badge }),
    button.setBadgeBackgroundColor({ tabId, color }),
    button.setBadgeTextColor?.({ tabId, color: BADGE_TEXT_COLOR }),
    button.setTitle({ tabId, title: words }),
  ]);
}
