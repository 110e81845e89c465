// What is asked of Chromium's debugger, when, and what is left of it: on demand, for every page, and when things go otherwise.
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { after, afterEach, before, describe, test } from "node:test";
import type { Page } from "puppeteer-core";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { accessibilityProblems, openAllDisclosures } from "../../browsers/accessibility.ts";
import { Addon } from "../../browsers/addon.ts";
import { acceptBadCertificate, attachedTabs, serviceWorker, stopServiceWorker } from "../../browsers/chromium-addon.ts";
import { until } from "../../browsers/until.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchChromium } from "../../browsers/chromium.ts";
import { mainConnection } from "../support/expect-case.ts";
import { Exposure } from "../support/exposure.ts";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import { sha256 } from "../support/sha256.ts";
import { asLab, startSite } from "../support/site.ts";
import type { TestSite } from "../support/site.ts";
import type { PageReport } from "../../src/messages/page.ts";
import type { Lab } from "../../lab/lab.ts";

/** How long the slow answers of the site take. Milliseconds. */
const SLOW = 1200;

let lab: Lab;
let site: TestSite;
let chromium: LaunchedBrowser;
let addon: Addon;
const pages: Page[] = [];

before(async () => {
  lab = await sharedLab();
  site = await startSite(["site.test", "other.test"], ({ url }, response) => {
    const strict = url === "/strict";
    response.writeHead(200, { "content-type": "text/html", "cache-control": url === "/no-store" ? "no-store" : "max-age=600", ...(strict ? { "content-security-policy": "default-src 'none'; sandbox" } : {}) });
    const end = (): void => void response.end("<!doctype html><title>A page</title>");
    if (url === "/slow") setTimeout(end, SLOW);
    else end();
  });
  chromium = await launchChromium({ lab: asLab(site, lab), addonDir: builtAddon("chromium") });
  addon = await Addon.connect(chromium);
});

after(async () => {
  await chromium.close();
  await site.stop();
  await lab.stop();
});

afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.close()));
  await addon.ask("settings/set", { values: { inspection: "on-demand" } });
});

/** A page in a new tab, and the tab's id. */
async function newTab(): Promise<{ page: Page; tabId: number }> {
  const ids = () => addon.page.evaluate(async () => (await (globalThis as unknown as { chrome: { tabs: { query(filter: object): Promise<{ id: number }[]> } } }).chrome.tabs.query({})).map(({ id }) => id));
  const earlier = new Set(await ids());
  const page = await chromium.browser.newPage();
  pages.push(page);
  const [tabId] = (await until(ids, (all) => all.some((id) => !earlier.has(id)), { what: "a tab is opened" })).filter((id) => !earlier.has(id));
  assert.ok(tabId !== undefined);
  return { page, tabId };
}

async function reportWhen(tabId: number, what: string, right: (report: PageReport) => boolean): Promise<PageReport> {
  const report = await until(() => addon.ask("page/get", { tabId }), (answer) => answer !== null && right(answer), { what });
  assert.ok(report);
  return report;
}

const isTold = ({ state, inspection }: PageReport): boolean => state === "observed" && inspection === undefined;

async function openPopup(tabId: number): Promise<Page> {
  const popup = await addon.popup(tabId);
  pages.push(popup);
  return popup;
}

describe("on demand", () => {
  test("the popup's button asks once, and all is shown without the page being loaded again", async () => {
    const { page, tabId } = await newTab();
    await page.goto(lab.url("tls12-ecdhe-gcm.test"));
    await page.evaluate(() => Object.assign(globalThis, { stillThere: true }));
    const popup = await openPopup(tabId);
    await popup.waitForSelector("[data-testid=inspect]");
    assert.deepEqual(await attachedTabs(addon.page), [], "an open popup attaches nothing by itself");
    assert.equal(await popup.$eval("[data-testid=grade]", (element) => element.textContent), "?");
    assert.equal(await popup.$(".top-finding"), null, "where next to nothing is known, that nothing was found says nothing");
    await openAllDisclosures(popup);
    assert.deepEqual(await accessibilityProblems(popup), []);
    await popup.click("[data-testid=inspect]");
    await until(() => popup.$eval("[data-testid=grade]", (element) => element.textContent), (grade) => grade === "A-", { what: "the grade is there" });
    assert.equal(await popup.$("[data-testid=inspect]"), null);
    assert.equal((await popup.$$("[data-testid=certificate]")).length, 3);
    await openAllDisclosures(popup);
    assert.deepEqual(await accessibilityProblems(popup), []);
    assert.equal(await page.evaluate(() => "stillThere" in globalThis), true);
    assert.deepEqual(await attachedTabs(addon.page), []);
  });

  test("the browser's own pages and error pages are refused, and that is said", async () => {
    const { page, tabId } = await newTab();
    await page.goto(lab.url("expired.test")).catch(() => undefined);
    assert.deepEqual(await addon.ask("inspection/page", { tabId }), { failure: "refused" });
    await page.goto("chrome://version");
    assert.deepEqual(await addon.ask("inspection/page", { tabId }), { failure: "refused" });
  });

  test("after a bad certificate was accepted, the chain is the one that the server sent", async () => {
    const { page, tabId } = await newTab();
    await acceptBadCertificate(page, lab.url("three-faults.test"));
    assert.deepEqual(await addon.ask("inspection/page", { tabId }), { way: "request" });
    const observed = (await exported()).observations.find(({ host, tlsInfo }) => host === "three-faults.test" && tlsInfo.sentChain !== undefined);
    assert.ok(observed, "the chain as sent is not in the export");
    assert.deepEqual(observed.tlsInfo.sentChain, lab.sentChain("three-faults.test").map(sha256));
    assert.equal(observed.tlsInfo.builtChain, undefined);
    assert.equal(observed.tlsInfo.chainValid, false);
    const report = await reportWhen(tabId, "it is judged", isTold);
    assert.match(report.grade ?? "", /^[TM]$/);
    const exposure = new Exposure("chromium-on-demand");
    exposure.note(mainConnection(report), { accepted: true });
    exposure.save("accepted");
  });

  test("a page that must not be stored is asked for by its headers", async () => {
    const { page, tabId } = await newTab();
    await page.goto(`${site.url("site.test")}no-store`);
    assert.deepEqual(await addon.ask("inspection/page", { tabId }), { way: "request" });
    assert.deepEqual(Object.keys(mainConnection(await reportWhen(tabId, "it is told", isTold)).types).filter((type) => type === "xmlhttprequest"), [], "it counts for no request of the page's");
  });

  test("a page's content security policy is no obstacle", async () => {
    const { page, tabId } = await newTab();
    await page.goto(`${site.url("site.test")}strict`);
    const outcome = await addon.ask("inspection/page", { tabId });
    assert.ok("way" in outcome, JSON.stringify(outcome));
    assert.equal(mainConnection(await reportWhen(tabId, "it is told", isTold)).assessment?.connection.version, "TLS 1.3");
  });

  test("a page that was loaded before the add-on is told of all the same", async () => {
    const { page, tabId } = await newTab();
    await page.goto(lab.url("lab.test"));
    await addon.page.evaluate(() => (globalThis as unknown as { chrome: { storage: { session: { clear(): Promise<void> } } } }).chrome.storage.session.clear());
    await stopServiceWorker(addon.page);
    assert.equal((await reportWhen(tabId, "nothing is known", ({ state }) => state === "unknown")).inspection, "possible");
    assert.deepEqual(await addon.ask("inspection/page", { tabId }), { way: "cache" });
    // Its headers were never seen, so that nothing is known of HSTS: A, and not A+.
    assert.equal((await reportWhen(tabId, "it is told", isTold)).grade, "A");
  });
});

async function exported(): Promise<{ observations: { host: string; tlsInfo: { sentChain?: string[]; builtChain?: string[]; chainValid?: boolean } }[] }> {
  return await addon.ask("telemetry/export", {}) as Awaited<ReturnType<typeof exported>>;
}

describe("every page", () => {
  test("is followed from its first request on, and the badge has its grade after each navigation", async () => {
    await addon.ask("settings/set", { values: { inspection: "every-page" } });
    const { page, tabId } = await newTab();
    for (const [host, badge] of [["lab.test", "A+"], ["tls12-rsa.test", "B"], ["expired.test", "!"], ["tls12-ecdhe-gcm.test", "A-"]] as const) {
      await page.goto(lab.url(host)).catch(() => undefined);
      await until(async () => (await addon.badge(tabId)).text, (text) => text === badge, { what: `the badge of ${host}` });
    }
    assert.ok((await attachedTabs(addon.page)).includes(tabId));
  });

  test("begins where the browser's own page, which takes no debugger, was shown before", async () => {
    await addon.ask("settings/set", { values: { inspection: "every-page" } });
    const { page, tabId } = await newTab();
    await page.goto("chrome://version");
    await page.goto(lab.url("group-p384.test"));
    assert.equal(mainConnection(await reportWhen(tabId, "it is told", isTold)).assessment?.connection.group?.name, "secp384r1");
  });

  test("ends, and says so, when the person cancels the browser's bar", async () => {
    await addon.ask("settings/set", { values: { inspection: "every-page" } });
    const { page, tabId } = await newTab();
    await page.goto(lab.url("lab.test"));
    await reportWhen(tabId, "it is told", isTold);
    // The bar cannot be clicked where there is no display: the event is what its click leads to, all else is the browser's.
    await (await serviceWorker(chromium)).evaluate((id) => {
      (globalThis as unknown as { chrome: { debugger: { onDetach: { dispatch(source: object, reason: string): void } } } }).chrome.debugger.onDetach.dispatch({ tabId: id }, "canceled_by_user");
    }, tabId);
    await until(() => addon.ask("inspection/get", {}), ({ mode }) => mode === "cancelled", { what: "the setting is off" });
    await until(() => attachedTabs(addon.page), (attached) => attached.length === 0, { what: "nothing is attached" });
    assert.equal((await addon.ask("page/get", { tabId }))?.inspectionCancelled, true);
    await addon.page.waitForSelector("[data-testid=inspection-cancelled]");
    await page.goto(lab.url("tls12-rsa.test"));
    await reportWhen(tabId, "the next page is not inspected", ({ state, inspection }) => state === "observed" && inspection === "possible");
    assert.deepEqual(await attachedTabs(addon.page), []);
  });

  test("is chosen on the options page", async () => {
    await addon.page.bringToFront();
    assert.deepEqual(await accessibilityProblems(addon.page), []);
    await addon.page.click("[data-testid=inspection-choice] input[value=every-page]");
    await until(() => addon.ask("inspection/get", {}), ({ mode }) => mode === "every-page", { what: "it is chosen" });
    await addon.page.click("[data-testid=inspection-choice] input[value=on-demand]");
    await until(() => addon.ask("inspection/get", {}), ({ mode }) => mode === "on-demand", { what: "it is chosen no more" });
  });
});

describe("a service worker that is stopped", () => {
  test("after a page was loaded: what was known and the badge are there again", async () => {
    const { page, tabId } = await newTab();
    await page.goto(lab.url("tls12-rsa.test"));
    await addon.ask("inspection/page", { tabId });
    const before = await reportWhen(tabId, "it is told", isTold);
    await stopServiceWorker(addon.page);
    assert.deepEqual(await reportWhen(tabId, "it is told again", isTold), before);
    await until(async () => (await addon.badge(tabId)).text, (text) => text === "B", { what: "the badge" });
  });

  test("while a request is under way: its answer counts once, for the page that asked", async () => {
    const { page, tabId } = await newTab();
    await page.goto(site.url("site.test"));
    await page.evaluate((url) => void fetch(url, { mode: "no-cors" }), `${site.url("other.test")}slow`);
    await pause(SLOW / 4);
    await stopServiceWorker(addon.page);
    const { connections } = await reportWhen(tabId, "the answer is counted", (report) => report.connections.some(({ host }) => host === "other.test"));
    assert.deepEqual(connections.filter(({ host }) => host === "other.test").map(({ requests, types }) => [requests, types]), [[1, { xmlhttprequest: 1 }]]);
    assert.equal(connections.find(({ main }) => main)?.host, "site.test");
  });

  test("while a document is under way: it is the tab's page, and can be asked about", async () => {
    const { page, tabId } = await newTab();
    await page.goto(lab.url("tls12-rsa.test"));
    const loading = page.goto(`${site.url("other.test")}slow`);
    await pause(SLOW / 4);
    await stopServiceWorker(addon.page);
    await loading;
    assert.equal(mainConnection(await reportWhen(tabId, "it is seen", ({ url, state }) => url.endsWith("/slow") && state === "observed")).host, "other.test");
    assert.ok("way" in await addon.ask("inspection/page", { tabId }));
    assert.equal(mainConnection(await reportWhen(tabId, "it is told", isTold)).assessment?.connection.version, "TLS 1.3");
  });

  test("while every page is inspected: tabs are followed on, and let go when that is switched off", async () => {
    await addon.ask("settings/set", { values: { inspection: "every-page" } });
    const { page, tabId } = await newTab();
    await page.goto(lab.url("lab.test"));
    await reportWhen(tabId, "it is told", isTold);
    await stopServiceWorker(addon.page);
    await page.goto(lab.url("frames.test"));
    assert.equal((await reportWhen(tabId, "it is told", isTold)).grade, "A+");
    assert.ok((await attachedTabs(addon.page)).includes(tabId));
    await stopServiceWorker(addon.page);
    await addon.ask("settings/set", { values: { inspection: "on-demand" } });
    assert.deepEqual(await attachedTabs(addon.page), []);
  });
});

describe("while another debugger, such as the developer tools, holds frames back: they load as soon as it lets them go", () => {
  /** Opens a tab whose frames are held back from then on. `load`: opens a page with three of them. */
  async function holdingTab(first: string): Promise<{ tabId: number; load: () => Promise<() => Promise<unknown>> }> {
    const { page, tabId } = await newTab();
    await page.goto(first);
    const tools = await page.createCDPSession();
    const held: string[] = [];
    tools.on("Target.attachedToTarget", ({ sessionId, waitingForDebugger }) => waitingForDebugger && held.push(sessionId));
    await tools.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
    const load = async (): Promise<() => Promise<unknown>> => {
      const loading = page.goto(lab.url("frames.test"));
      await until(() => held.length, (count) => count === 3, { what: "all frames are held back" });
      return async () => {
        for (const sessionId of held.splice(0)) await tools.connection()?.session(sessionId)?.send("Runtime.runIfWaitingForDebugger");
        await loading;
      };
    };
    return { tabId, load };
  }

  test("a service worker that is started meanwhile", async () => {
    await addon.ask("settings/set", { values: { inspection: "every-page" } });
    const { tabId, load } = await holdingTab(lab.url("lab.test"));
    await reportWhen(tabId, "it is told", isTold);
    const letGo = await load();
    await stopServiceWorker(addon.page);
    assert.equal((await addon.ask("inspection/get", {})).mode, "every-page");
    assert.ok((await attachedTabs(addon.page)).includes(tabId), "the next service worker follows the tab on");
    await letGo();
  });

  test("a document that is followed late, since the page before it takes no debugger", async () => {
    await addon.ask("settings/set", { values: { inspection: "every-page" } });
    const { tabId, load } = await holdingTab("chrome://version/");
    const letGo = await load();
    await until(() => attachedTabs(addon.page), (tabs) => tabs.includes(tabId), { what: "the tab is followed" });
    await letGo();
    await reportWhen(tabId, "it is told", isTold);
  });
});
