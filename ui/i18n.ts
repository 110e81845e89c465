import browser from "webextension-polyfill";
import type { Text } from "../src/core/text/message-text.ts";
import { language } from "./text.ts";

/** The add-on's texts in the person's language, by the browser. */
export const browserText: Text = (key, params = []) => {
  const message = browser.i18n.getMessage(key, [...params]);
  return message === "" ? key : message;
};

/** Sets the document's language, direction and title. */
export function nameDocument(title: string): void {
  document.documentElement.lang = language(browserText);
  document.documentElement.dir = browserText("ui_direction");
  document.title = title;
}
