/** The add-on's own pages in a real browser, and what the background answers them. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "puppeteer-core";
import type Browser from "webextension-polyfill";
import type { Messages } from "../src/messages/index.ts";
import type { LaunchedBrowser } from "./launched-browser.ts";
import { patience, until } from "./until.ts";
import { setViewport } from "./viewport.ts";

/** The global of the add-on's own pages, where functions given to evaluate() run. */
export type AddonGlobal = typeof globalThis & { browser: typeof Browser };

/** Milliseconds until a page that has not begun to come is asked for again. */
const AGAIN = 5000;

/** Opens a page of the add-on in a tab of its own and waits until it shows something. */
export async function openAddonPage(launched: LaunchedBrowser, path: string, viewport = { width: 400, height: 560 }): Promise<Page> {
  const page = await launched.browser.newPage();
  await setViewport(page, viewport);
  await showAddonPage(launched, page, path);
  return page;
}

/** Shows a page of the add-on in a tab that is there, and waits until it stands. Throws WaitedInVain. */
export async function showAddonPage(launched: LaunchedBrowser, page: Page, path: string, ready: () => boolean = () => document.querySelector("h1") !== null && document.querySelector(".waiting") === null): Promise<void> {
  const url = launched.addonUrl(path);
  let asked = 0;
  // Firefox never reports that an add-on's page has finished loading, and now and then drops a navigation in a new tab.
  const load = (): void => {
    asked = performance.now();
    page.goto(url).catch(() => undefined);
  };
  load();
  await until(async () => {
    // A document that is just being replaced cannot be asked.
    const there = await page.evaluate(() => location.href).catch(() => undefined);
    if (there === url) return await page.evaluate(ready).catch(() => false);
    // Only where nothing came of it: who loads a page anew that is on its way takes it from under those who use it.
    if (there !== undefined && performance.now() - asked > patience(AGAIN)) load();
    return false;
  }, (stands) => stands, { what: `${path} has content` });
}

/** What browsers say where the background is just being unloaded: nobody has heard the message, which can be sent again as it is. */
const NOBODY_THERE = "Receiving end does not exist";
/** Milliseconds in which an unloaded background is gone, so that the next message wakes it. */
const UNLOADING = 10_000;
const ASK_AGAIN = 50;

/**
 * Sends a request of src/messages/index.ts from a page of the add-on and gives the answer. One that came while the background was
 * being unloaded is sent again until somebody hears it, as the add-on's own pages do. Throws what the browser does where nobody is there.
 */
export async function ask<Type extends keyof Messages>(page: Page, type: Type, request: Messages[Type]["request"]): Promise<Messages[Type]["response"]> {
  // As text: WebDriver BiDi gives an object that occurs twice in an answer once only.
  const answer = await untilHeard<string | undefined>(() => page.evaluate(async (message) => JSON.stringify(await (globalThis as AddonGlobal).browser.runtime.sendMessage(message)), { type, ...request }));
  return (answer === undefined ? undefined : JSON.parse(answer)) as Messages[Type]["response"];
}

/**
 * Does what sends a message from a page of the add-on, again where the background was unloaded in the very moment in which it was
 * sent. Throws what `send` throws, and what the browser says where nobody is there for good.
 */
export async function untilHeard<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  const limit = patience(UNLOADING);
  for (const began = performance.now(); ; await sleep(ASK_AGAIN)) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof Error && error.message.includes(NOBODY_THERE)) || performance.now() - began > limit) throw error;
    }
  }
}

/** The id of the tab that was opened last. `control` is any page of the add-on, which is not told the address of every tab. */
export async function newestTabId(control: Page): Promise<number> {
  return control.evaluate(async () => {
    const tabs = await (globalThis as AddonGlobal).browser.tabs.query({});
    return Math.max(...tabs.map(({ id }) => id ?? -1));
  });
}
