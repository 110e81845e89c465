/** The report in a real browser, whichever it is: what is said of it holds in each. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "puppeteer-core";
import { connection as connectionEvents, GOOD_RESULT, log as netLog } from "../../bench/netlog/made-log.ts";
import { PRINTED_ROWS } from "../../report/views/print.tsx";
import { accessibilityProblems, openAllDisclosures } from "../../browsers/accessibility.ts";
import { Addon } from "../../browsers/addon.ts";
import { openAddonPage } from "../../browsers/addon-page.ts";
import { untilShown } from "../../browsers/until.ts";
import type { HostStrength } from "../../src/core/history/strength.ts";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import { askAny, seedReport } from "../../browsers/report-seed.ts";
import { setViewport } from "../../browsers/viewport.ts";
import type { ReportChunk } from "../../src/messages/hosts.ts";
import type { Lab } from "../../lab/lab.ts";

const HOSTS = 2600;
const PAGE = "report/report.html";
const SIZE = { width: 1360, height: 900 };
/** Milliseconds: connections are judged some seconds after they were seen. */
const JUDGED_WITHIN = 30_000;

/** Registers the tests. `start`: a lab, and the browser with the add-on. */
export function testReport(start: () => Promise<{ lab: Lab; launched: LaunchedBrowser }>): void {
  let lab: Lab;
  let launched: LaunchedBrowser;
  let addon: Addon;

  before(async () => {
    ({ lab, launched } = await start());
    addon = await Addon.connect(launched);
  });
  after(async () => {
    await launched.close();
    await lab.stop();
  });

  const openReport = async (): Promise<Page> => {
    const page = await openAddonPage(launched, PAGE, SIZE);
    await page.evaluate("globalThis.__name = (named) => named");
    return page;
  };
  const loaded = (page: Page, hosts: number): Promise<unknown> =>
    untilShown(page, `${String(hosts)} hosts`, (wanted) => document.querySelector("[data-testid=found]")?.getAttribute("data-found") === wanted && !document.querySelector("[data-testid=found] .muted"), String(hosts));
  const found = async (page: Page): Promise<number> => Number(await page.$eval("[data-testid=found]", (element) => element.getAttribute("data-found")));
  const activeRow = (page: Page): Promise<number> => page.$eval(".hosts-box .grid", (grid) => Number(document.getElementById(grid.getAttribute("aria-activedescendant") ?? "")?.getAttribute("aria-rowindex")));
  const all = async (): Promise<HostStrength[]> => {
    const hosts: HostStrength[] = [];
    let after_: string | null = null;
    do {
      const chunk: ReportChunk = JSON.parse(await askAny(addon.page, "report/hosts", { after: after_ })) as ReportChunk;
      hosts.push(...chunk.hosts);
      after_ = chunk.next;
    } while (after_ !== null);
    return hosts;
  };
  const choose = (page: Page, filter: string, value: string): Promise<unknown> =>
    page.evaluate((name, wanted) => {
      const select = document.querySelector<HTMLSelectElement>(`[data-filter=${name}]`);
      if (select === null || ![...select.options].some((option) => option.value === wanted)) throw new Error(`No ${wanted} in ${name}.`);
      select.value = wanted;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }, filter, value);

  describe("what was seen", () => {
    test("is in the report as the page's own report has it, once it was judged", async () => {
      const url = lab.url("tls12-rsa.test");
      const tabId = await addon.openTab(url);
      const { report } = await addon.settleAndInspect(tabId);
      const main = report?.connections.find((connection) => connection.main);
      assert.ok(main?.assessment);
      const end = performance.now() + JUDGED_WITHIN;
      let row: HostStrength | undefined;
      while (row === undefined && performance.now() < end) {
        row = (await all()).find(({ host, judged }) => host === "tls12-rsa.test" && judged !== null);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      const { rating, connection, findings, interception } = main.assessment;
      assert.deepEqual(row && [row.port, row.grade, row.score, row.version, row.suite, row.postQuantum, row.findings, row.interception, row.worst?.rule], [
        lab.port, rating.grade, rating.score, connection.version, connection.cipherSuite?.name, false, findings.length, interception.verdict, row?.worst?.rule,
      ]);
      assert.ok(row?.worst && findings.some(({ rule, severity }) => rule === row.worst?.rule && severity === row.worst.severity));
      const page = await openReport();
      await page.waitForSelector(".grid-body .grid-row");
      const cells = await page.$$eval(".grid-body .grid-row", (rows) => rows.map((each) => each.textContent));
      assert.ok(cells.some((cell) => cell.includes(`tls12-rsa.test:${String(lab.port)}`) && cell.includes("TLS 1.2")), cells.join("\n"));
      await page.close();
    });

    test("is held against a later export: new, changed and gone hosts, and files that are none are refused", async () => {
      const older = JSON.stringify(await askAny(addon.page, "telemetry/export", {}));
      const tabId = await addon.openTab(lab.url("tls13-aes128.test"));
      await addon.settleAndInspect(tabId);
      const newer = JSON.stringify(await askAny(addon.page, "telemetry/export", {}));
      const page = await openReport();
      const give = (side: string, name: string, content: string): Promise<unknown> => page.evaluate((where, file, text) => {
        const input = document.querySelector<HTMLInputElement>(`[data-export=${where}]`);
        if (input === null) throw new Error(`No ${where}.`);
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], file));
        input.files = transfer.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }, side, name, content);
      const state = (side: string, wanted: string): Promise<string> => untilShown(page, `${side} is ${wanted}`, (given) => {
        const [where = "", what = ""] = given.split(" ");
        const place = document.getElementById(`export-${where}`);
        return place?.dataset["state"] === what ? place.textContent : undefined;
      }, `${side} ${wanted}`);
      const rows = (): Promise<string[]> => page.$$eval(".differences .grid-body .grid-row", (each) => each.map((row) => [...row.children].map(({ textContent }) => textContent).join(" | ")));

      await give("before", "none.json", "no JSON");
      assert.match(await state("before", "bad"), /“none\.json” is not a telemetry export/);
      await give("before", "other.json", JSON.stringify({ format: "else" }));
      assert.match(await state("before", "bad"), /“other\.json” is not a telemetry export/);
      await give("before", "damaged.json", older.replace(/"([0-9a-f]{64})":"([A-Za-z0-9+/])/, (_, hash: string, first: string) => `"${hash}":"${first === "A" ? "B" : "A"}`));
      assert.match(await state("before", "bad"), /“damaged\.json” is damaged/);
      await give("before", "older.json", older);
      assert.match(await state("before", "read"), /1 host, exported/);
      await give("after", "newer.json", newer);
      await state("after", "read");
      await untilShown(page, "the differences stand", () => document.querySelector(".differences .grid-body .grid-row") !== null);
      assert.deepEqual(await rows(), [`tls13-aes128.test:${String(lab.port)} | new | `]);
      await give("after", "older.json", older);
      await give("before", "newer.json", newer);
      await untilShown(page, "it is gone", () => document.querySelector(".differences .chip.gone") !== null);
      await give("before", "older.json", older);
      await give("after", "changed.json", older.replaceAll('"tlsVersion":"TLS 1.2"', '"tlsVersion":"TLS 1.1"'));
      await untilShown(page, "it has changed", () => document.querySelector(".differences .chip.changed") !== null);
      assert.match((await rows())[0] ?? "", /tls12-rsa.test.* \| changed \| .*Version: TLS 1\.2 → TLS 1\.1/);

      const recording = (version: string, sent = lab.sentChain("tls12-rsa.test")): string => {
        const built = lab.expectedPath("tls12-rsa.test");
        return netLog(connectionEvents({ id: 10, time: 1000, host: "recorded.test", sent, verdict: { built, knownRoot: false }, result: { ...GOOD_RESULT, version, cipher_suite: 0xc02f } }));
      };
      await give("before", "net-log.json", recording("TLS 1.2"));
      assert.match(await state("before", "read"), /1 host, exported .* by NetLog 156\.0\.8078\.108, Chromium/);
      await give("after", "net-log.json", recording("TLS 1.1"));
      await untilShown(page, "the recordings are held against each other", () => document.querySelector(".differences")?.textContent.includes("recorded.test") === true && document.querySelectorAll(".differences .grid-body .grid-row").length === 1);
      assert.match((await rows())[0] ?? "", /^recorded\.test.* \| changed \| .*Version: TLS 1\.2 → TLS 1\.1/);
      await give("before", "net-log.json", "{\"constants\": {\"a\": 1}}");
      assert.match(await state("before", "bad"), /The log's constants name no event of TLS/);
      assert.deepEqual(await accessibilityProblems(page), []);

      await give("before", "net-log.json", recording("TLS 1.2", lab.sentChain("tls12-rsa.test").slice(0, 1)));
      await state("before", "read");
      await page.waitForSelector("[data-testid=sent-chain] [data-testid=other-clients]");
      await openAllDisclosures(page);
      await untilShown(page, "each client has a row", () => document.querySelectorAll("[data-testid=other-clients] [data-testid=client]").length === 13);
      assert.match(await page.$eval("[data-testid=other-clients]", (section) => section.textContent), /Other clients.*Refused by .*What would make them accept/);
      assert.deepEqual(await accessibilityProblems(page), []);
      if (launched.name === "Chromium") {
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
        assert.deepEqual(await accessibilityProblems(page), []);
      }
      await page.close();
    });

    test("is not added where the person does not want hosts remembered, and the report says so", async () => {
      await askAny(addon.page, "settings/set", { values: { "memory.remember": false } });
      const before_ = (await all()).length;
      const tabId = await addon.openTab(lab.url("hsts-long.test"));
      await addon.settleAndInspect(tabId);
      await new Promise((resolve) => setTimeout(resolve, 5000));
      assert.equal((await all()).length, before_);
      const page = await openReport();
      await page.waitForSelector("[data-testid=not-remembering]");
      await page.close();
      await askAny(addon.page, "settings/set", { values: { "memory.remember": true } });
    });
  });

  describe("thousands of hosts", () => {
    let page: Page;
    let hosts: HostStrength[];

    before(async () => {
      await askAny(addon.page, "history/forget", { what: "all" });
      await seedReport(addon.page, { hosts: HOSTS, days: 90 });
      hosts = await all();
      page = await openReport();
      await loaded(page, HOSTS);
    });
    after(() => page.close());

    test("are told to a screen reader in full, and drawn as far as they are seen", async () => {
      assert.equal(hosts.length, HOSTS);
      assert.equal(await page.$eval(".hosts-box .grid", (grid) => grid.getAttribute("aria-rowcount")), String(HOSTS + 1));
      assert.ok((await page.$$(".hosts-box .grid-body .grid-row")).length < 80);
    });

    test("are walked by keys, a row is opened with Enter, and Escape leads back to it", async () => {
      await page.focus(".hosts-box .grid");
      assert.equal(await activeRow(page), 2);
      await page.keyboard.press("ArrowDown");
      assert.equal(await activeRow(page), 3);
      await page.keyboard.press("End");
      assert.equal(await activeRow(page), HOSTS + 1);
      await page.keyboard.press("PageUp");
      const up = await activeRow(page);
      assert.ok(up < HOSTS && up > HOSTS - 60, String(up));
      assert.equal(await page.evaluate(() => {
        const grid = document.querySelector(".hosts-box .grid");
        const row = document.getElementById(grid?.getAttribute("aria-activedescendant") ?? "");
        if (grid === null || row === null) return "there is none";
        const [box, seen] = [grid.getBoundingClientRect(), row.getBoundingClientRect()];
        return seen.top >= box.top + 30 && seen.bottom <= box.bottom + 1 ? "seen" : `${String(seen.top)} to ${String(seen.bottom)} in ${String(box.top)} to ${String(box.bottom)}`;
      }), "seen");
      await page.keyboard.press("Home");
      assert.equal(await activeRow(page), 2);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForSelector("[data-testid=detail]");
      const second = hosts[1];
      assert.ok(second);
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), second.host + (second.port === 443 ? "" : `:${String(second.port)}`));
      await untilShown(page, "the time line is drawn", () => document.querySelector("#time-line svg") !== null);
      await page.keyboard.press("Escape");
      assert.equal(await page.$("[data-testid=detail]"), null);
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("role")), "grid");
      assert.equal(await activeRow(page), 3);
    });

    test("of one are all that the background knows of it, with its history", async () => {
      await page.type("[data-testid=search]", hosts[1]?.host ?? "");
      await untilShown(page, "one is left", () => document.querySelectorAll(".hosts-box .grid-body .grid-row").length === 1);
      await page.click(".hosts-box .grid-body .grid-row");
      await untilShown(page, "the time line is drawn", () => document.querySelector("#time-line svg") !== null);
      const host = hosts[1];
      const known = JSON.parse(await askAny(addon.page, "report/host", { host: host?.host ?? "", port: host?.port ?? 0 })) as { keys: { key: string }[] };
      await openAllDisclosures(page);
      await page.waitForSelector("#time-line tbody tr");
      const history = await page.$$eval("#time-line tbody tr", (rows) => rows.map((row) => row.textContent));
      for (const { key } of known.keys) assert.ok(history.some((row) => row.startsWith(key.slice(0, 12))), `${key} in ${history.join("\n")}`);
      const detail = await page.$eval("[data-testid=detail]", (element) => element.textContent);
      for (const fact of [host?.version, host?.suite, host?.issuer?.name, host?.anchor?.name, host?.key]) assert.ok(fact === null || fact === undefined || detail.includes(fact), `${fact ?? ""} in ${detail}`);
      assert.doesNotMatch(await page.evaluate(() => document.body.innerText), /\breport_[a-z_]+/);
    });

    test("have no flaw that axe-core knows, with rows, a host, and every table open", async () => {
      await openAllDisclosures(page);
      assert.deepEqual(await accessibilityProblems(page), []);
      await page.click("[data-testid=close-detail]");
      await page.click("[data-testid=reset]");
      assert.deepEqual(await accessibilityProblems(page), []);
    });

    test("are found by name and by filters, as many as the background has", async () => {
      const wants: [string, string, (host: HostStrength) => boolean][] = [
        ["grade", "T", ({ grade }) => grade === "T"],
        ["grade", "unknown", ({ grade }) => grade === null],
        ["version", "TLS 1.2", ({ version }) => version === "TLS 1.2"],
        ["post-quantum", "yes", ({ postQuantum }) => postQuantum === true],
        ["anchor", "GTS Root R4", ({ anchor }) => anchor?.name === "GTS Root R4"],
        ["interception", "likely", ({ interception }) => interception === "likely"],
        ["expiry", "expired", ({ notAfter }) => notAfter !== null && notAfter < Date.now()],
      ];
      for (const [filter, value, fits] of wants) {
        await choose(page, filter, value);
        const expected = hosts.filter(fits).length;
        assert.ok(expected > 0, filter);
        await loaded(page, expected);
        await choose(page, filter, "");
      }
      await page.type("[data-testid=search]", "Harbour");
      await loaded(page, hosts.filter(({ host }) => host.includes("harbour")).length);
      await page.type("[data-testid=search]", "xyz");
      await untilShown(page, "none is found", () => document.querySelector(".hosts-box .grid-empty") !== null);
      await page.click("[data-testid=reset]");
      await loaded(page, HOSTS);
    });

    test("are sorted by a column, and the other way round when it is pressed again", async () => {
      const grades = (): Promise<string[]> => page.$$eval(".hosts-box .grid-body .grid-row", (rows) => [...rows].slice(0, 3).map((row) => row.querySelector(".grade-mark")?.textContent ?? ""));
      await page.click('[data-column="grade"]');
      assert.deepEqual(await grades(), ["A+", "A+", "A+"]);
      assert.equal(await page.$eval(".col-grade[role=columnheader]", (head) => head.getAttribute("aria-sort")), "ascending");
      await page.click('[data-column="grade"]');
      assert.deepEqual(await grades(), ["T", "T", "T"]);
      await page.click('[data-column="host"]');
      assert.equal(await found(page), HOSTS);
    });

    test("have pictures whose tables have the numbers, and that are saved whole", async () => {
      await untilShown(page, "all pictures are drawn", () => document.querySelectorAll(".pictures .drawing svg").length === 6);
      const counts = new Map<string, number>();
      for (const { grade } of hosts) counts.set(grade ?? "unknown", (counts.get(grade ?? "unknown") ?? 0) + 1);
      const table = await page.$$eval("#grades tbody tr", (rows) => rows.map((row) => [...row.children].map(({ textContent }) => textContent)));
      assert.deepEqual(new Map(table.map(([name = "", value = ""]) => [name, Number(value.replace(/\D/g, ""))])), counts);
      await page.evaluate(() => {
        const saved: Blob[] = Object.assign(globalThis, { saved: [] }).saved;
        const original = URL.createObjectURL.bind(URL);
        URL.createObjectURL = (blob: Blob) => {
          saved.push(blob);
          return original(blob);
        };
      });
      const saved = async (place: number): Promise<string[]> => {
        await untilShown(page, "it is saved", (index) => (globalThis as unknown as { saved: Blob[] }).saved.length > Number(index), String(place));
        return await page.evaluate(async (index) => {
          const blob = (globalThis as unknown as { saved: Blob[] }).saved[index] ?? new Blob();
          return [blob.type, blob.type.startsWith("image/svg") ? await blob.text() : String.fromCharCode(...new Uint8Array(await blob.slice(1, 4).arrayBuffer()))];
        }, place);
      };
      await page.click("#groups [data-save=svg]");
      const [type, svg = ""] = await saved(0);
      assert.equal(type, "image/svg+xml");
      assert.match(svg, /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      assert.match(svg, /<title>Key exchange groups<\/title>/);
      assert.match(svg, /X25519MLKEM768/);
      assert.doesNotMatch(svg, /var\(--(?!plot)/);
      await page.click("#groups [data-save=png]");
      // What is drawn from comes before it.
      assert.deepEqual(await saved(2), ["image/png", "PNG"]);
    });

    test("are printed as far as is told, with pictures, and with nothing to press", async () => {
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      assert.equal((await page.$$("#print tbody tr")).length, Math.min(HOSTS, PRINTED_ROWS));
      assert.equal((await page.$$("#print svg")).length, 6);
      assert.equal((await page.$$("#print button, #print input, #print select, #print a")).length, 0);
      assert.match(await page.$eval("#print", (print) => print.textContent), /The first 2,000 of 2,600 hosts are printed/);
      await page.evaluate(() => dispatchEvent(new Event("afterprint")));
      assert.equal(await page.$eval("#print", (print) => print.childElementCount), 0);
    });

    test("keep inside the page when it is as narrow as at 400 % zoom", async () => {
      await setViewport(page, { width: 340, height: 700 });
      await untilShown(page, "nothing stands out", () => document.documentElement.scrollWidth === document.documentElement.clientWidth);
      await setViewport(page, SIZE);
    });

    test("are gone once all is forgotten", async () => {
      await askAny(addon.page, "history/forget", { what: "all" });
      const empty = await openReport();
      await untilShown(empty, "it says that nothing was recorded", () => document.querySelector(".nothing-yet") !== null);
      assert.deepEqual(await accessibilityProblems(empty), []);
      await empty.close();
    });
  });
}
