/** An upload to a collector while somebody reads what passes, in any browser and whoever it is: a body that tests share. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { after, before, describe, test } from "node:test";
import type { Page } from "puppeteer-core";
import { Addon } from "../../browsers/addon.ts";
import { openAddonPage } from "../../browsers/addon-page.ts";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import { until, untilShown } from "../../browsers/until.ts";
import type { PageReport } from "../../src/messages/page.ts";
import { hear, hostsOf, type Heard } from "./collector.ts";
import { answerWithPage } from "./public-sites.ts";
import { interceptionOf, isJudged, loadPatiently } from "./real-interceptors.ts";
import { setCollector, untilUpload } from "./upload-walk.ts";

const TOKEN = "for-nobody-between-4711";
/** The browsers of the tests speak English. */
const WHY = (JSON.parse(readFileSync("_locales/en/upload.json", "utf8")) as Record<string, { message: string }>)["upload_failure_intercepted"]?.message ?? "?";
/** As long as the first pause after a failure, and a minute between two looks. Milliseconds. */
const BY_ITSELF = 150_000;

/** A collector among sites: takes note of all that is sent to it. */
export function collectorAmong(host: string, heard: Heard[]): RequestListener {
  return (request, response) => {
    if (request.headers.host?.replace(/:\d+$/, "") !== host) answerWithPage(request, response);
    else {
      void hear(request).then((each) => {
        heard.push(each);
        response.end();
      });
    }
  };
}

export interface BetweenBed {
  launched: LaunchedBrowser;
  url: (host: string) => string;
  collector: string;
  /** All that came to the collector, through whomever. */
  heard: readonly Heard[];
  /** Of one owner each: the first is visited while nobody is in the middle, the others through whoever is. */
  hosts: readonly [string, string, string];
  /** Puts somebody in the middle; false: takes them out. */
  between: (there: boolean) => void;
  /** undefined: whoever is in the middle bears no name that is known. */
  label?: string;
}

/** `byItself`: what failed is waited for until it is sent with nobody's help, which takes a minute or two. */
export function uploadBetween(name: string, bed: () => BetweenBed, { byItself }: { byItself: boolean }): void {
  describe(`an upload with ${name} in the middle`, () => {
    let addon: Addon;
    let options: Page;
    let firstFailed: readonly string[] = [];

    const posts = (): Heard[] => bed().heard.filter(({ method }) => method !== "HEAD");
    const visit = async (host: string, ready: (report: PageReport) => boolean = isJudged): Promise<PageReport> => {
      const tab = await addon.newTab();
      const report = await loadPatiently((good) => addon.go(tab, bed().url(host), good), (candidate) => isJudged(candidate) && ready(candidate));
      await tab.page.close();
      await options.bringToFront();
      return report;
    };
    const alarms = (report: PageReport): boolean => ["likely", "known"].includes(interceptionOf(report).verdict);

    before(async () => {
      addon = await Addon.connect(bed().launched);
      if (bed().launched.name === "Chromium") await addon.ask("settings/set", { values: { inspection: "every-page" } });
      options = await openAddonPage(bed().launched, "options/options.html", { width: 1000, height: 900 });
      await untilShown(options, "how it stands", () => document.querySelector("[data-testid=upload-counts]") !== null && document.querySelector("[data-testid=upload-address]") !== null);
    });

    after(() => options.close());

    test("nobody in the middle: rows arrive", async () => {
      await setCollector(options, `${bed().url(bed().collector)}rows`, TOKEN);
      await options.click("[data-testid=upload]");
      await until(async () => (await addon.ask("upload/get", {})).state, (state) => state === "on");
      // Without it nothing would be sent of who is intercepted, whoever is in the middle.
      await options.click("[data-testid=upload-privateAnchors]");
      await until(() => addon.ask("settings/get", {}), ({ settings: { upload } }) => upload.privateAnchors);
      const [first] = bed().hosts;
      assert.ok(!alarms(await visit(first)));
      await options.click("[data-testid=upload-now]");
      await untilUpload(options, "it is sent", ({ sent, waiting }, failure) => Number(sent) > 0 && waiting === "0" && failure === undefined);
      assert.deepEqual(hostsOf(posts()), [first]);
    });

    test("somebody who reads what passes: not a byte of it is sent, nor the token, and the options say why", async () => {
      const { heard, hosts, between, label } = bed();
      const sent = heard.length;
      between(true);
      await visit(hosts[1]);
      await visit(hosts[2], alarms);
      await options.click("[data-testid=upload-now]");
      await untilUpload(options, "why nothing is sent", ({ waiting }, failure) => failure === "intercepted" && Number(waiting) > 0);
      const said = await options.$eval("[data-testid=upload-failure]", (element) => element.textContent);
      assert.ok(said.startsWith(WHY), said);
      if (label !== undefined) assert.ok(said.includes(label), said);
      // Whoever is in the middle hands on what it reads: what the collector did not hear, it did not read either.
      assert.deepEqual(heard.slice(sent).map(({ method, text, headers }) => [method, text, headers.authorization]).filter(([method, text, token]) => method !== "HEAD" || text !== "" || token !== undefined), []);
      const { texts } = await addon.ask("upload/preview", {});
      assert.ok(texts.join("").includes(hosts[2]), "it waits");
      firstFailed = texts;
    });

    test(`once nobody is in the middle it is sent${byItself ? ", with nobody's help" : ""}: the same bytes`, async () => {
      const { hosts, between } = bed();
      between(false);
      const before = posts().length;
      // Where the browser tells nothing of the add-on's own connections, it shows in the person's.
      if (bed().launched.name === "Chromium") await visit(hosts[0]);
      if (byItself) await until(() => posts(), (all) => all.length > before, { what: "it is sent by itself", patience: BY_ITSELF, pause: 500 });
      else await options.click("[data-testid=upload-now]");
      await until(() => hostsOf(posts().slice(before)), (all) => all.includes(hosts[1]) && all.includes(hosts[2]), { what: "all of it" });
      const arrived = posts().slice(before).map(({ text }) => text).join("");
      assert.ok(arrived.startsWith(firstFailed.join("")));
      assert.equal((await addon.ask("upload/get", {})).failure, null);
    });
  });
}
