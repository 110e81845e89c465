/** Real programs in the middle, seen by the add-on in real Chromium: where every page is looked at, and after the button. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Addon, type OpenTab } from "../../browsers/addon.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchChromium } from "../../browsers/chromium.ts";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import { until } from "../../browsers/until.ts";
import type { PageReport } from "../../src/messages/page.ts";
import { isJudged, meet, MEETINGS, rootsOf, startRealInterceptors, type RealInterceptors } from "./real-interceptors.ts";

/** Declares the tests of the programs of these names. */
export function tryInChromium(names: readonly string[]): void {
  describe("real programs in the middle, in Chromium", () => {
    let real: RealInterceptors;
    let chromium: LaunchedBrowser;
    let addon: Addon;
    let tab: OpenTab;

    before(async () => {
      real = await startRealInterceptors(names);
      chromium = await launchChromium({
        lab: { ...real.sites.lab, hosts: [], rootPems: [real.sites.rootPem, ...rootsOf(real)] }, addonDir: builtAddon("chromium"),
        args: [
          `--proxy-server=127.0.0.1:${String(real.front.port)}`,
          // No other flag of Chromium's takes its post-quantum key share away, which comes with TLS 1.3.
          ...(real.tried.some(({ program }) => program.needsSmallHello === true) ? ["--ssl-version-max=tls1.2"] : []),
        ],
      });
      addon = await Addon.connect(chromium);
      tab = await addon.newTab();
    });

    after(async () => {
      await chromium.close();
      await real.stop();
    });

    const isTold = (report: PageReport): boolean => report.inspection === undefined && isJudged(report);
    const everyPage = (host: string): Promise<PageReport> => addon.go(tab, `https://${host}/`, isTold);
    const byButton = async (host: string): Promise<PageReport> => {
      await addon.go(tab, `https://${host}/`, ({ inspection }) => inspection === "possible");
      const outcome = await addon.ask("inspection/page", { tabId: tab.tabId });
      assert.ok("way" in outcome, JSON.stringify(outcome));
      return await addon.reportWhen(tab.tabId, isTold);
    };

    test("sites as public ones: visited, and remembered as that", async () => {
      await addon.ask("settings/set", { values: { inspection: "every-page" } });
      for (const { seen } of real.tried) await everyPage(seen);
      await until(() => addon.ask("interception/get", {}), ({ history }) => history?.hosts === real.tried.length);
      // No root of ours is one of Chromium's own, as they would be: the memory is told so.
      await addon.page.evaluate(async () => {
        const opening = indexedDB.open("history");
        await new Promise((resolve) => (opening.onsuccess = resolve));
        const transaction = opening.result.transaction("hosts", "readwrite");
        const store = transaction.objectStore("hosts");
        const asking = store.getAll() as IDBRequest<{ keys: { trust: string }[] }[]>;
        await new Promise((resolve) => (asking.onsuccess = resolve));
        for (const host of asking.result) store.put({ ...host, keys: host.keys.map((key) => ({ ...key, trust: "public" })) });
        await new Promise((resolve) => (transaction.oncomplete = resolve));
        opening.result.close();
      });
    });

    for (const name of names) {
      for (const meeting of MEETINGS) {
        const way = meeting === "well-known" ? "after the button" : "where every page is looked at";
        test(`${name}: ${meeting}, ${way}`, async (context) => {
          const missing = real.missing.get(name);
          if (missing !== undefined) {
            context.skip(missing);
            return;
          }
          const onDemand = meeting === "well-known";
          await addon.ask("settings/set", { values: { inspection: onDemand ? "on-demand" : "every-page" } });
          await meet(real, name, meeting, { visit: onDemand ? byButton : everyPage, later: (good) => addon.reportWhen(tab.tabId, good) });
          await until(() => addon.badge(tab.tabId), ({ text }) => text.endsWith("!"), { what: "the badge is marked" });
        });
      }
    }
  });
}
