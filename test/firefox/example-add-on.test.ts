// The example of docs/webrequest-tlsinfo.md, as a reader would load it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "puppeteer-core";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { until } from "../../browsers/until.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchFirefox, type LaunchedFirefox } from "../../browsers/firefox.ts";
import type { Lab } from "../../lab/lab.ts";

declare const browser: {
  tabs: { query(filter: object): Promise<{ id: number }[]> };
  action: { getBadgeText(details: { tabId: number }): Promise<string>; getTitle(details: { tabId: number }): Promise<string> };
};

let lab: Lab;
let firefox: LaunchedFirefox;
let control: Page;

before(async () => {
  lab = await sharedLab();
  firefox = await launchFirefox({ lab, addonDir: builtAddon("example-add-on"), addonId: "tls-version@example.org" });
  control = await firefox.browser.newPage();
  // It has no page; any of its files, shown as text, has the add-on's interface.
  control.goto(firefox.addonUrl("background.js")).catch(() => undefined);
  await until(() => control.evaluate(() => typeof browser === "object").catch(() => false), (ready) => ready);
});
after(async () => {
  await firefox.close();
  await lab.stop();
});

for (const [host, text, title] of [
  ["tls13-aes128.test", "1.3", "suite 0x1301, group x25519"],
  ["tls12-rsa.test", "1.2", "suite 0x009c, group not told"],
  ["expired.test", "!", "certificate-expired"],
] as const) {
  test(`${host}: ${text}`, async () => {
    const page = await firefox.browser.newPage();
    await page.goto(lab.url(host)).catch(() => undefined);
    const shown = () => control.evaluate(async () => {
      const id = Math.max(...(await browser.tabs.query({})).map((tab) => tab.id));
      return [await browser.action.getBadgeText({ tabId: id }), await browser.action.getTitle({ tabId: id })];
    });
    assert.deepEqual(await until(shown, ([badge]) => badge !== ""), [text, title]);
    await page.close();
  });
}
