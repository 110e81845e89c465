/** What is done with the add-on in Chromium beyond what is done with it in any browser. */
import assert from "node:assert/strict";
import { TargetType } from "puppeteer-core";
import type { Page, WebWorker } from "puppeteer-core";
import type { LaunchedBrowser } from "./launched-browser.ts";
import { patience } from "./until.ts";

/** The names that functions find in the add-on's pages and in its service worker, where they run. */
declare const chrome: {
  tabs: { query(filter: object): Promise<{ id?: number }[]> };
  debugger: { sendCommand(target: { tabId: number }, method: string): Promise<unknown> };
};

/** Milliseconds to wait for something that should come about. */
const PATIENCE = 10_000;

/** The add-on's service worker; it is waited for where it does not run. */
export async function serviceWorker({ browser, addonUrl }: LaunchedBrowser): Promise<WebWorker> {
  const target = await browser.waitForTarget((candidate) => candidate.type() === TargetType.SERVICE_WORKER && candidate.url() === addonUrl("background.js"), { timeout: patience(PATIENCE) });
  const worker = await target.worker();
  assert.ok(worker, "The service worker cannot be reached.");
  return worker;
}

/** Stops the add-on's service worker at once, as the browser may do at any moment; the next event starts another. `page`: one of the add-on's own. */
export async function stopServiceWorker(page: Page): Promise<void> {
  const session = await page.createCDPSession();
  try {
    const stopped = new Promise<void>((resolve) => {
      let stopping = false;
      session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
        if (versions.some(({ runningStatus }) => runningStatus === "stopping")) stopping = true;
        // The first event tells how things are; one that is stopped already is as good.
        if (versions.some(({ runningStatus, scriptURL }) => runningStatus === "stopped" && scriptURL.endsWith("/background.js")) || (stopping && versions.length === 0)) resolve();
      });
    });
    await session.send("ServiceWorker.enable");
    await session.send("ServiceWorker.stopAllWorkers");
    await stopped;
  } finally {
    await session.detach();
  }
}

/**
 * The tabs that the add-on's debugger is attached to: those that take a command from it. chrome.debugger.getTargets
 * cannot tell, since what drives the browser for the test is attached too. `page`: one of the add-on's own.
 */
export async function attachedTabs(page: Page): Promise<number[]> {
  return await page.evaluate(async () => {
    const ids = (await chrome.tabs.query({})).map(({ id }) => id ?? -1);
    const taken = await Promise.all(ids.map((tabId) => chrome.debugger.sendCommand({ tabId }, "Network.enable").then(() => true, () => false)));
    return ids.filter((_, index) => taken[index]);
  });
}

/** Goes on from the browser's warning of a bad certificate, as a person can. */
export async function acceptBadCertificate(page: Page, url: string): Promise<void> {
  await assert.rejects(page.goto(url), /ERR_CERT/);
  await page.waitForSelector("#details-button");
  await page.click("#details-button");
  await page.waitForSelector("#proceed-link", { visible: true });
  await Promise.all([page.waitForNavigation(), page.click("#proceed-link")]);
}
