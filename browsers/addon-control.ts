/** The add-on seen from one of its own pages, in real Firefox. */
import { TimeoutError, type Page } from "puppeteer-core";
import type { TelemetryDocument } from "../src/core/telemetry/document.ts";
import type { LaunchedFirefox } from "./firefox.ts";
import type { PageConnection, PageReport } from "../src/messages/page.ts";

/** The names that the functions below find in the add-on's page, where they run. */
declare const browser: {
  runtime: { sendMessage(message: object): Promise<unknown> };
  tabs: {
    query(filter: object): Promise<{ id?: number; url?: string }[]>;
    get(tabId: number): Promise<{ discarded?: boolean; status?: string }>;
    create(details: { url: string }): Promise<unknown>;
    discard(tabId: number): Promise<void>;
    update(tabId: number, properties: { active: boolean }): Promise<unknown>;
  };
  browserAction: { getBadgeText(details: { tabId: number }): Promise<string>; getTitle(details: { tabId: number }): Promise<string> };
  extension: { getBackgroundPage(): unknown };
  windows: { create(details: object): Promise<{ id?: number; tabs?: { id?: number }[] }> };
};

/** How long to wait for what the browser tells in its own time. Milliseconds. */
const PATIENCE = 10_000;
/** For a page with all that belongs to it, on a machine that does much else. Milliseconds. */
const LOAD_PATIENCE = 40_000;

/** Firefox ESR 140 wants to open a tab in the window that came last, even where that is a notification. */
const NO_TABS_THERE = "getTabBrowser(...) is undefined";

export interface OpenTab {
  page: Page;
  tabId: number;
}

/** The title that Firefox itself gives back after a navigation, until the add-on has set its own. */
const UNTOLD = "TLScope";

export class AddonControl {
  readonly #firefox: LaunchedFirefox;
  readonly #page: Page;

  private constructor(firefox: LaunchedFirefox, page: Page) {
    this.#firefox = firefox;
    this.#page = page;
  }

  /** Opens a page of the add-on to ask from. */
  static async open(firefox: LaunchedFirefox): Promise<AddonControl> {
    const page = await firefox.browser.newPage();
    // The load of an add-on's page is never reported as finished, so the document is waited for instead.
    page.goto(firefox.addonUrl("options/options.html")).catch(() => undefined);
    await until(async () => await page.evaluate(() => location.protocol === "moz-extension:" && document.readyState === "complete").catch(() => false), (ready) => ready);
    return new AddonControl(firefox, page);
  }

  get page(): Page {
    return this.#page;
  }

  async openTab(): Promise<OpenTab> {
    const before = new Set(await this.#tabIds());
    const page = await this.#firefox.browser.newPage().catch((error: unknown) => {
      if (error instanceof Error && error.message.includes(NO_TABS_THERE)) return this.#newPageBeside();
      throw error;
    });
    const [tabId] = (await until(() => this.#tabIds(), (ids) => ids.some((id) => !before.has(id)))).filter((id) => !before.has(id));
    if (tabId === undefined) throw new Error("No tab was opened.");
    return { page, tabId };
  }

  /** Opens the address in a new tab and waits for its report. A failed load is no error here. */
  async visit(url: string, ready: (report: PageReport) => boolean = (report) => report.state !== "internal"): Promise<OpenTab & { report: PageReport }> {
    const tab = await this.openTab();
    const report = await this.go(tab, url, ready);
    return { ...tab, report };
  }

  async go({ page, tabId }: OpenTab, url: string, ready: (report: PageReport) => boolean = (report) => report.state !== "internal"): Promise<PageReport> {
    await page.goto(url, { timeout: PATIENCE }).catch(async (error: unknown) => {
      // A slow load, or one that failed, which Firefox does not always tell.
      if (error instanceof TimeoutError) await this.#loaded(tabId);
    });
    return await this.reportWhen(tabId, (report) => sameHost(report.url, url) && ready(report));
  }

  async report(tabId: number): Promise<PageReport | null> {
    return await this.#send({ type: "page/get", tabId }) as PageReport | null;
  }

  async reportWhen(tabId: number, ready: (report: PageReport) => boolean, pause?: number): Promise<PageReport> {
    const report = await until(() => this.report(tabId), (candidate) => candidate !== null && ready(candidate), PATIENCE, pause);
    if (report === null) throw new Error("There is no such tab.");
    return report;
  }

  /** The report when the tab has loaded and it no longer changes: the same twice, half a second apart. */
  async settledReport(tabId: number): Promise<PageReport> {
    await this.#loaded(tabId);
    let last = "";
    return await this.reportWhen(tabId, (report) => {
      const now = JSON.stringify(report);
      const settled = now === last;
      last = now;
      return settled;
    }, 500);
  }

  async badge(tabId: number): Promise<{ text: string; title: string }> {
    return await this.#page.evaluate(async (id) => ({ text: await browser.browserAction.getBadgeText({ tabId: id }), title: await browser.browserAction.getTitle({ tabId: id }) }), tabId);
  }

  async badgeWhen(tabId: number, text: string): Promise<{ text: string; title: string }> {
    return await until(() => this.badge(tabId), (badge) => badge.text === text && badge.title !== UNTOLD);
  }

  async telemetry(tabId?: number): Promise<TelemetryDocument> {
    return await this.#send({ type: "telemetry/export", ...(tabId === undefined ? {} : { tabId }) }) as TelemetryDocument;
  }

  /** Opens a window of its own with the address. */
  async openWindow(url: string, details: { incognito?: boolean } = {}): Promise<{ tabId: number }> {
    const tabId = await this.#page.evaluate(async (given) => (await browser.windows.create(given)).tabs?.[0]?.id, { ...details, url });
    if (tabId === undefined) throw new Error("No window was opened.");
    return { tabId };
  }

  /** Has Firefox free the memory of a tab that is not in front, and waits until it has. */
  async discard(tabId: number): Promise<void> {
    await this.#page.bringToFront();
    await this.#page.evaluate((id) => browser.tabs.discard(id), tabId);
    await until(() => this.#page.evaluate(async (id) => (await browser.tabs.get(id)).discarded, tabId), (discarded) => discarded === true);
  }

  /** Brings a tab to the front; one that was discarded is loaded again. */
  async activate(tabId: number): Promise<void> {
    await this.#page.evaluate((id) => browser.tabs.update(id, { active: true }), tabId);
  }

  /** Waits until Firefox has unloaded the background. Only an event page ever is. */
  async backgroundUnloaded(): Promise<void> {
    await until(() => this.#page.evaluate(() => browser.extension.getBackgroundPage() === null), (gone) => gone);
  }

  async #newPageBeside(): Promise<Page> {
    const { browser: driven } = this.#firefox;
    const before = new Set(await driven.pages());
    await this.#page.evaluate(() => browser.tabs.create({ url: "about:blank" }));
    const page = (await until(() => driven.pages(), (pages) => pages.some((candidate) => !before.has(candidate)))).find((candidate) => !before.has(candidate));
    if (page === undefined) throw new Error("No tab was opened.");
    return page;
  }

  async #loaded(tabId: number): Promise<void> {
    await until(() => this.#page.evaluate(async (id) => (await browser.tabs.get(id)).status, tabId), (status) => status === "complete", LOAD_PATIENCE);
  }

  /** As text, since WebDriver BiDi gives an object that stands in an answer twice only once. */
  async #send(message: object): Promise<unknown> {
    return JSON.parse(await this.#page.evaluate(async (request) => JSON.stringify(await browser.runtime.sendMessage(request)), message)) as unknown;
  }

  async #tabIds(): Promise<number[]> {
    return await this.#page.evaluate(async () => (await browser.tabs.query({})).map(({ id }) => id ?? -1));
  }
}

/** The connections to a host. */
export function to(report: PageReport, host: string): PageConnection[] {
  return report.connections.filter((connection) => connection.host === host);
}

/** Asks again until the answer will do. Throws with the last answer where it never does. */
export async function until<Value>(ask: () => Promise<Value>, good: (value: Value) => boolean, patience = PATIENCE, pause = 100): Promise<Value> {
  const deadline = Date.now() + patience;
  for (;;) {
    const value = await ask();
    if (good(value)) return value;
    if (Date.now() > deadline) throw new Error(`Waited ${patience} ms in vain; the last answer was ${JSON.stringify(value).slice(0, 2000)}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

function sameHost(one: string, other: string): boolean {
  return URL.canParse(one) && (new URL(one).host === new URL(other).host || new URL(one).hostname !== "");
}
