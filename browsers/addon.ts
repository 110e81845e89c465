/** The installed add-on as automation sees it: its messages, its tabs and its popup in a page. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "puppeteer-core";
import type Browser from "webextension-polyfill";
import type { Messages } from "../src/messages/index.ts";
import type { LaunchedBrowser } from "./launched-browser.ts";
import { setViewport } from "./viewport.ts";
import type { PageReport } from "../src/messages/page.ts";

/** Something that the program itself could not do; a bad page is none. */
export class AutomationError extends Error {
  readonly code = "automation";
}

/** Milliseconds for a page of the add-on to stand. */
const PAGE_TIMEOUT = 20_000;
const POLL = 50;
/** A popup as Firefox shows it. CSS pixels. */
const POPUP = { width: 400, height: 560 };
const HIGHEST = 6000;

/** The global of the add-on's own pages, where functions given to evaluate() run. */
type AddonGlobal = typeof globalThis & { browser: typeof Browser };

export interface Settled {
  /** null: the add-on knows nothing of the tab. */
  report: PageReport | null;
  /** The tab's address, the one that failed where it did. */
  url: string;
}

export class Addon {
  readonly #launched: LaunchedBrowser;
  readonly #page: Page;

  private constructor(launched: LaunchedBrowser, page: Page) {
    this.#launched = launched;
    this.#page = page;
  }

  /** Opens a page of the add-on to speak through. Throws AutomationError where it does not come up. */
  static async connect(launched: LaunchedBrowser): Promise<Addon> {
    const page = await launched.browser.newPage();
    const addon = new Addon(launched, page);
    await addon.#show(page, "options/options.html", () => document.body.childElementCount > 0);
    await page.evaluate(() => {
      const { chrome, browser } = globalThis as { chrome?: object; browser?: object };
      const api = browser ?? chrome ?? {};
      // Chromium's toolbar button has another name.
      if ("action" in api && !("browserAction" in api)) Object.defineProperty(globalThis, "browser", { value: Object.create(api, { browserAction: { value: api.action } }), configurable: true });
    });
    return addon;
  }

  /** The page of the add-on that it speaks through. */
  get page(): Page {
    return this.#page;
  }

  /** Sends one of the add-on's messages and gives the answer. */
  async ask<Type extends keyof Messages>(type: Type, request: Messages[Type]["request"]): Promise<Messages[Type]["response"]> {
    const message = { type, ...request };
    // As text: WebDriver BiDi gives an object that occurs twice in an answer once only.
    const answer = await this.#page.evaluate(async (sent) => JSON.stringify(await (globalThis as AddonGlobal).browser.runtime.sendMessage(sent)), message);
    return JSON.parse(answer) as Messages[Type]["response"];
  }

  /** Opens an address in a new tab, in the background, and gives the tab's id. */
  async openTab(url: string): Promise<number> {
    const id = await this.#page.evaluate(async (address) => (await (globalThis as AddonGlobal).browser.tabs.create({ url: address, active: false })).id, url);
    if (id === undefined) throw new AutomationError(`The browser opened no tab for ${url}.`);
    return id;
  }

  /** Leads a tab to another address. */
  async navigate(tabId: number, url: string): Promise<void> {
    await this.#page.evaluate(async (id, address) => (await (globalThis as AddonGlobal).browser.tabs.update(id, { url: address })).id, tabId, url);
  }

  async closeTabs(tabIds: readonly number[]): Promise<void> {
    await this.#page.evaluate(async (ids) => (globalThis as AddonGlobal).browser.tabs.remove(ids), [...tabIds]);
  }

  /** The toolbar button's badge and tooltip of a tab. */
  async badge(tabId: number): Promise<{ text: string; title: string; color: string }> {
    return await this.#page.evaluate(async (id) => {
      const action = (globalThis as AddonGlobal).browser.browserAction;
      const [text, title, color] = await Promise.all([action.getBadgeText({ tabId: id }), action.getTitle({ tabId: id }), action.getBadgeBackgroundColor({ tabId: id })]);
      return { text, title, color: [...color].join(",") };
    }, tabId);
  }

  /**
   * Waits until the tab has loaded (or failed) and what the add-on knows of it has not changed for `quiet` milliseconds.
   * Throws AutomationError after `timeout` milliseconds.
   */
  async settle(tabId: number, { quiet = 150, timeout = 30_000 } = {}): Promise<Settled> {
    let before = "";
    let since = performance.now();
    for (const began = since; performance.now() - began < timeout; await sleep(POLL)) {
      // Reports are large: only what would change crosses to this process.
      const { now, loaded } = await this.#page.evaluate(async (id) => {
        const { tabs, runtime } = (globalThis as AddonGlobal).browser;
        const { status, url } = await tabs.get(id);
        // The report is dear while a page loads, and does not matter yet.
        if (status !== "complete") return { now: JSON.stringify([status, url]), loaded: false };
        const report = await runtime.sendMessage<object, PageReport | null>({ type: "page/get", tabId: id });
        const connections = report?.connections.map(({ host, port, requests, error }) => [host, port, requests, error]);
        return { now: JSON.stringify([status, url, report?.state, connections]), loaded: url !== undefined && url !== "about:blank" };
      }, tabId);
      if (now !== before) {
        before = now;
        since = performance.now();
      }
      if (loaded && performance.now() - since >= quiet) {
        const url = await this.#page.evaluate(async (id) => (await (globalThis as AddonGlobal).browser.tabs.get(id)).url ?? "", tabId);
        return { report: await this.ask("page/get", { tabId }), url };
      }
    }
    throw new AutomationError(`The tab had not come to rest after ${Math.round(timeout / 1000)} s: ${before}`);
  }

  /**
   * The same, and where the browser has told next to nothing of the page's connection and its debugger can be asked, it is
   * asked. Why that failed, where it did, stands in the page's popup for who asks there: here the report says what is known.
   */
  async settleAndInspect(tabId: number): Promise<Settled> {
    const settled = await this.settle(tabId);
    if (settled.report?.inspection !== "possible") return settled;
    await this.ask("inspection/page", { tabId });
    return { ...settled, report: await this.ask("page/get", { tabId }) };
  }

  /** Opens the popup of a tab in a page of its own and gives it as soon as it has content. */
  async popup(tabId: number, page?: Page): Promise<Page> {
    const shown = page ?? (await this.#launched.browser.newPage());
    await this.#show(shown, `popup/popup.html?tabId=${tabId}`, () => document.querySelector('[data-testid="grade"]') !== null);
    return shown;
  }

  /** Opens the popup of a tab in `page` and saves a picture of all of it, 400 CSS pixels wide. */
  async savePopup(tabId: number, page: Page, path: `${string}.png`): Promise<void> {
    await setViewport(page, POPUP);
    await this.popup(tabId, page);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    // A page as high as its content: what stands at the popup's lower edge then stands below all else.
    await setViewport(page, { ...POPUP, height: Math.min(Math.max(height, POPUP.height), HIGHEST) });
    await page.screenshot({ path });
  }

  async #show(page: Page, path: string, ready: () => boolean): Promise<void> {
    const url = this.#launched.addonUrl(path);
    // Firefox never reports that a page of an add-on has loaded, nor its address: only the document itself can be asked.
    page.goto(url).catch(() => undefined);
    const deadline = performance.now() + PAGE_TIMEOUT;
    while (performance.now() < deadline) {
      const stands = (await evaluateOr(page, () => location.href, "")) === url && (await evaluateOr(page, ready, false));
      if (stands) return;
      await sleep(POLL);
    }
    throw new AutomationError(`The add-on's page ${path} did not come up within ${PAGE_TIMEOUT / 1000} s.`);
  }
}

/** A document that is just being replaced cannot be asked. */
async function evaluateOr<Result>(page: Page, question: () => Result, otherwise: Result): Promise<Result> {
  try {
    return await page.evaluate(question);
  } catch (error) {
    if (error instanceof Error) return otherwise;
    throw error;
  }
}
