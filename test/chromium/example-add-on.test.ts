// The example of docs/webrequest-tlsinfo.md, as a reader would load it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { TargetType, type WebWorker } from "puppeteer-core";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { until } from "../../browsers/until.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchChromium } from "../../browsers/chromium.ts";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import type { Lab } from "../../lab/lab.ts";

declare const chrome: {
  tabs: { query(filter: object): Promise<{ id: number }[]> };
  action: {
    getBadgeText(details: { tabId: number }): Promise<string>;
    getTitle(details: { tabId: number }): Promise<string>;
    onClicked: { dispatch(tab: { id: number }): void };
  };
};

let lab: Lab;
let chromium: LaunchedBrowser;
let worker: WebWorker;

before(async () => {
  lab = await sharedLab();
  chromium = await launchChromium({ lab, addonDir: builtAddon("example-add-on") });
  const target = await chromium.browser.waitForTarget((candidate) => candidate.type() === TargetType.SERVICE_WORKER && candidate.url().endsWith("/background.js"));
  const found = await target.worker();
  assert.ok(found !== null);
  worker = found;
});
after(async () => {
  await chromium.close();
  await lab.stop();
});

for (const { host, loaded, clicked } of [
  { host: "tls13-aes128.test", loaded: ["?", "suite not told, group not told"], clicked: ["1.3", "suite 0x1301, group x25519"] },
  { host: "tls12-rsa.test", loaded: ["?", "suite not told, group not told"], clicked: ["1.2", "suite 0x009c, group not told"] },
  { host: "expired.test", loaded: ["!", "certificate-expired"], clicked: undefined },
]) {
  test(`${host}: ${loaded[0] ?? ""}, and ${clicked?.[0] ?? "no more"} after a click`, async () => {
    const page = await chromium.browser.newPage();
    await page.goto(lab.url(host)).catch(() => undefined);
    const tabId = await worker.evaluate(async () => Math.max(...(await chrome.tabs.query({})).map(({ id }) => id)));
    const shown = () => worker.evaluate(async (id) => [await chrome.action.getBadgeText({ tabId: id }), await chrome.action.getTitle({ tabId: id })], tabId);
    assert.deepEqual(await until(shown, ([badge]) => badge !== ""), loaded);
    if (clicked !== undefined) {
      await worker.evaluate((id) => chrome.action.onClicked.dispatch({ id }), tabId);
      assert.deepEqual(await until(shown, ([badge]) => badge !== "?"), clicked);
    }
    await page.close();
  });
}
