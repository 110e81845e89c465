/** The installed add-on as automation sees it: its messages, its tabs and its popup in a page. */
import { TimeoutError, type Page } from "puppeteer-core";
import type { TelemetryDocument } from "../src/core/telemetry/document.ts";
import type { Messages } from "../src/messages/index.ts";
import type { PageConnection, PageReport } from "../src/messages/page.ts";
import { ask, showAddonPage, untilHeard, type AddonGlobal } from "./addon-page.ts";
import type { LaunchedBrowser } from "./launched-browser.ts";
import { patience, until, type UntilOptions } from "./until.ts";
import { setViewport } from "./viewport.ts";

/** Something that the program itself could not do; a bad page is none. */
export class AutomationError extends Error {
  readonly code = "automation";
}

const POLL = 50;
/** For a page with all that belongs to it. Milliseconds. */
const LOAD_PATIENCE = 30_000;
/** A popup as Firefox shows it. CSS pixels. */
const POPUP = { width: 400, height: 560 };
const HIGHEST = 6000;
/** Firefox ESR 140 wants to open a tab in the window that came last, even where that is a notification. */
const NO_TABS_THERE = "getTabBrowser(...) is undefined";
/** The title that Firefox itself gives back after a navigation, until the add-on has set its own. */
const UNTOLD = "TLScope";

export interface Settled {
  /** null: the add-on knows nothing of the tab. */
  report: PageReport | null;
  /** The tab's address, the one that failed where it did. */
  url: string;
}

/** A tab that automation can also look into. */
export interface OpenTab {
  page: Page;
  tabId: number;
}

export interface ShownBadge {
  text: string;
  title: string;
  color: string;
}

const isPage = (report: PageReport): boolean => report.state !== "internal";

export class Addon {
  readonly #launched: LaunchedBrowser;
  readonly #page: Page;

  private constructor(launched: LaunchedBrowser, page: Page) {
    this.#launched = launched;
    this.#page = page;
  }

  /** Opens a page of the add-on to speak through. Throws WaitedInVain where it does not come up. */
  static async connect(launched: LaunchedBrowser): Promise<Addon> {
    const page = await launched.browser.newPage();
    await showAddonPage(launched, page, "options/options.html", () => document.body.childElementCount > 0 && document.readyState === "complete");
    await page.evaluate(() => {
      const { chrome, browser } = globalThis as { chrome?: object; browser?: object };
      const api = browser ?? chrome ?? {};
      // Chromium's toolbar button has another name.
      if ("action" in api && !("browserAction" in api)) Object.defineProperty(globalThis, "browser", { value: Object.create(api, { browserAction: { value: api.action } }), configurable: true });
    });
    return new Addon(launched, page);
  }

  /** The page of the add-on that it speaks through. */
  get page(): Page {
    return this.#page;
  }

  /** Sends one of the add-on's messages and gives the answer. */
  async ask<Type extends keyof Messages>(type: Type, request: Messages[Type]["request"]): Promise<Messages[Type]["response"]> {
    return await ask(this.#page, type, request);
  }

  /** What the popup shows of a tab; null: the add-on knows nothing of it. */
  async report(tabId: number): Promise<PageReport | null> {
    return await this.ask("page/get", { tabId });
  }

  async reportWhen(tabId: number, ready: (report: PageReport) => boolean, options: UntilOptions = {}): Promise<PageReport> {
    const report = await until(() => this.report(tabId), (candidate) => candidate !== null && ready(candidate), options);
    if (report === null) throw new AutomationError("There is no such tab.");
    return report;
  }

  /** What is exported of a tab, or of the whole session. */
  async telemetry(tabId?: number): Promise<TelemetryDocument> {
    return (await this.ask("telemetry/export", tabId === undefined ? {} : { tabId })) as TelemetryDocument;
  }

  /** Opens an address in a new tab, in the background, and gives the tab's id. */
  async openTab(url: string): Promise<number> {
    const id = await this.#page.evaluate(async (address) => (await (globalThis as AddonGlobal).browser.tabs.create({ url: address, active: false })).id, url);
    if (id === undefined) throw new AutomationError(`The browser opened no tab for ${url}.`);
    return id;
  }

  /** Opens an empty tab, in front, that automation can look into. */
  async newTab(): Promise<OpenTab> {
    const before = new Set(await this.#tabIds());
    const page = await this.#launched.browser.newPage().catch((error: unknown) => {
      if (error instanceof Error && error.message.includes(NO_TABS_THERE)) return this.#newPageBeside();
      throw error;
    });
    const [tabId] = (await until(() => this.#tabIds(), (ids) => ids.some((id) => !before.has(id)))).filter((id) => !before.has(id));
    if (tabId === undefined) throw new AutomationError("No tab was opened.");
    return { page, tabId };
  }

  /** Opens a window of its own with the address. */
  async openWindow(url: string, details: { incognito?: boolean } = {}): Promise<{ tabId: number }> {
    const tabId = await this.#page.evaluate(async (given) => (await (globalThis as AddonGlobal).browser.windows.create(given)).tabs?.[0]?.id, { ...details, url });
    if (tabId === undefined) throw new AutomationError("No window was opened.");
    return { tabId };
  }

  /** Opens the address in a new tab and waits for its report. A failed load is no error here. */
  async visit(url: string, ready?: (report: PageReport) => boolean): Promise<OpenTab & { report: PageReport }> {
    const tab = await this.newTab();
    return { ...tab, report: await this.go(tab, url, ready) };
  }

  /** Leads a tab to the address and waits for the report of the page at which that ends. A failed load is no error here. */
  async go({ page, tabId }: OpenTab, url: string, ready = isPage): Promise<PageReport> {
    // Where the browser was led elsewhere, the report is of that place.
    let ends = url;
    try {
      await page.goto(url, { timeout: patience(LOAD_PATIENCE / 3) });
      ends = page.url();
    } catch (error) {
      // A slow load, or one that failed, which Firefox does not always tell.
      if (error instanceof TimeoutError) await this.#loaded(tabId);
    }
    return await this.reportWhen(tabId, (report) => sameHost(report.url, ends) && ready(report));
  }

  /** Leads a tab to another address, and waits for nothing. */
  async navigate(tabId: number, url: string): Promise<void> {
    await this.#page.evaluate(async (id, address) => (await (globalThis as AddonGlobal).browser.tabs.update(id, { url: address })).id, tabId, url);
  }

  async closeTabs(tabIds: readonly number[]): Promise<void> {
    await this.#page.evaluate(async (ids) => (globalThis as AddonGlobal).browser.tabs.remove(ids), [...tabIds]);
  }

  /** Has Firefox free the memory of a tab that is not in front, and waits until it has. */
  async discard(tabId: number): Promise<void> {
    await this.#page.bringToFront();
    await this.#page.evaluate((id) => (globalThis as AddonGlobal).browser.tabs.discard(id), tabId);
    await until(() => this.#page.evaluate(async (id) => (await (globalThis as AddonGlobal).browser.tabs.get(id)).discarded, tabId), (discarded) => discarded === true);
  }

  /** Brings a tab to the front; one that was discarded is loaded again. */
  async activate(tabId: number): Promise<void> {
    await this.#page.evaluate(async (id) => { await (globalThis as AddonGlobal).browser.tabs.update(id, { active: true }); }, tabId);
  }

  /** Waits until Firefox has unloaded the background. Only an event page ever is. */
  async backgroundUnloaded(): Promise<void> {
    await until(() => this.#page.evaluate(() => {
      const background: unknown = (globalThis as AddonGlobal).browser.extension.getBackgroundPage();
      return background === null;
    }), (gone) => gone);
  }

  /** The toolbar button's badge and tooltip of a tab. */
  async badge(tabId: number): Promise<ShownBadge> {
    return await this.#page.evaluate(async (id) => {
      const action = (globalThis as AddonGlobal).browser.browserAction;
      const [text, title, color] = await Promise.all([action.getBadgeText({ tabId: id }), action.getTitle({ tabId: id }), action.getBadgeBackgroundColor({ tabId: id })]);
      return { text, title, color: [...color].join(",") };
    }, tabId);
  }

  async badgeWhen(tabId: number, text: string): Promise<ShownBadge> {
    return await until(() => this.badge(tabId), (badge) => badge.text === text && badge.title !== UNTOLD);
  }

  /**
   * Waits until the tab has loaded (or failed) and what the add-on knows of it has not changed for `quiet` milliseconds.
   * Throws WaitedInVain after `timeout` milliseconds, more on a busy machine.
   */
  async settle(tabId: number, { quiet = 150, timeout = LOAD_PATIENCE } = {}): Promise<Settled> {
    let before = "";
    let since = performance.now();
    await until(async () => {
      // Reports are large: only what would change crosses to this process.
      const { now, loaded } = await untilHeard(() => this.#page.evaluate(async (id) => {
        const { tabs, runtime } = (globalThis as AddonGlobal).browser;
        const { status, url } = await tabs.get(id);
        // The report is dear while a page loads, and does not matter yet.
        if (status !== "complete") return { now: JSON.stringify([status, url]), loaded: false };
        const report = await runtime.sendMessage<object, PageReport | null>({ type: "page/get", tabId: id });
        const connections = report?.connections.map(({ host, port, requests, error }) => [host, port, requests, error]);
        return { now: JSON.stringify([status, url, report?.state, connections]), loaded: url !== undefined && url !== "about:blank" };
      }, tabId));
      if (now !== before) {
        before = now;
        since = performance.now();
      }
      return { rests: loaded && performance.now() - since >= quiet, now };
    }, ({ rests }) => rests, { what: "the tab comes to rest", patience: timeout, pause: POLL });
    const url = await this.#page.evaluate(async (id) => (await (globalThis as AddonGlobal).browser.tabs.get(id)).url ?? "", tabId);
    return { report: await this.report(tabId), url };
  }

  /** The report when the tab has come to rest. Throws where the add-on knows nothing of it. */
  async settledReport(tabId: number): Promise<PageReport> {
    const { report } = await this.settle(tabId, { quiet: 500 });
    if (report === null) throw new AutomationError("There is no such tab.");
    return report;
  }

  /**
   * The same, and where the browser has told next to nothing of the page's connection and its debugger can be asked, it is
   * asked. Why that failed, where it did, stands in the page's popup for who asks there: here the report says what is known.
   */
  async settleAndInspect(tabId: number): Promise<Settled> {
    const settled = await this.settle(tabId);
    if (settled.report?.inspection !== "possible") return settled;
    await this.ask("inspection/page", { tabId });
    return { ...settled, report: await this.report(tabId) };
  }

  /** Opens the popup of a tab in a page of its own and gives it as soon as it has content. */
  async popup(tabId: number, page?: Page): Promise<Page> {
    const shown = page ?? (await this.#launched.browser.newPage());
    await showAddonPage(this.#launched, shown, `popup/popup.html?tabId=${tabId}`, () => document.querySelector('[data-testid="grade"]') !== null);
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

  async #newPageBeside(): Promise<Page> {
    const { browser: driven } = this.#launched;
    const before = new Set(await driven.pages());
    await this.#page.evaluate(async () => { await (globalThis as AddonGlobal).browser.tabs.create({ url: "about:blank" }); });
    const page = (await until(() => driven.pages(), (pages) => pages.some((candidate) => !before.has(candidate)))).find((candidate) => !before.has(candidate));
    if (page === undefined) throw new AutomationError("No tab was opened.");
    return page;
  }

  async #loaded(tabId: number): Promise<void> {
    await until(() => this.#page.evaluate(async (id) => (await (globalThis as AddonGlobal).browser.tabs.get(id)).status, tabId), (status) => status === "complete", { what: "the page has loaded", patience: LOAD_PATIENCE });
  }

  async #tabIds(): Promise<number[]> {
    return await this.#page.evaluate(async () => (await (globalThis as AddonGlobal).browser.tabs.query({})).map(({ id }) => id ?? -1));
  }
}

/** The connections to a host. */
export function to(report: PageReport, host: string): PageConnection[] {
  return report.connections.filter((connection) => connection.host === host);
}

function sameHost(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).host === new URL(other).host;
}
