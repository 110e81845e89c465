/** The upload in any browser, against a real collector: a body shared by the tests in Firefox and in Chromium. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "puppeteer-core";
import { accessibilityProblems } from "../../browsers/accessibility.ts";
import { Addon } from "../../browsers/addon.ts";
import { openAddonPage } from "../../browsers/addon-page.ts";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import { until, untilShown } from "../../browsers/until.ts";
import { Collector, hostsOf, rowsOf } from "./collector.ts";

const TOKEN = "tell-nobody-4711";

/** Waits for what the page says of the upload. */
export async function untilUpload(page: Page, what: string, shown: (counts: Record<string, string | undefined>, failure: string | undefined) => boolean): Promise<void> {
  await until(() => page.evaluate(() => ({
    counts: Object.fromEntries(Object.entries(document.querySelector<HTMLElement>("[data-testid=upload-counts]")?.dataset ?? {})) as Record<string, string | undefined>, failure: document.querySelector<HTMLElement>("[data-testid=upload-failure]")?.dataset["code"],
  })), ({ counts, failure }) => shown(counts, failure), { what });
}

/** Types into a field of the options, in the place of what stands there. */
async function type(page: Page, testId: string, words: string): Promise<void> {
  await page.$eval(`[data-testid=${testId}]`, (field) => {
    (field as HTMLInputElement).focus();
    (field as HTMLInputElement).select();
  });
  await page.keyboard.press("Backspace");
  await page.keyboard.type(words);
}

/** Sets where to as a person does. */
export async function setCollector(page: Page, address: string, token = ""): Promise<void> {
  await type(page, "upload-address", address);
  if (token !== "") await type(page, "upload-token", token);
  await page.click("[data-testid=upload-save]");
  await until(async () => page.$eval("[role=status]", (element) => element.textContent), (said) => said.startsWith("Saved."), { what: "it is saved" });
}

export interface UploadBed {
  launched: LaunchedBrowser;
  /** Pages of hosts by https, at paths that must not leave. */
  url: (host: string) => string;
  hosts: readonly [string, string, ...string[]];
}

/** `bed`: a browser that gives permissions without asking, and a site. */
export function uploadWalk(bed: () => UploadBed): void {
  let collector: Collector;
  let options: Page;
  let addon: Addon;

  const visit = async (host: string): Promise<void> => {
    const { page } = await addon.visit(`${bed().url(host)}secret/path?with=query`, (report) => report.connections.length > 0);
    await page.close();
    await options.bringToFront();
  };

  describe("the upload", () => {
    before(async () => {
      collector = await Collector.start();
      addon = await Addon.connect(bed().launched);
      options = await openAddonPage(bed().launched, "options/options.html", { width: 1000, height: 900 });
      await untilShown(options, "how it stands", () => document.querySelector("[data-testid=upload-counts]") !== null && document.querySelector("[data-testid=upload-address]") !== null);
    });

    after(() => collector.stop());

    test("is off, and cannot be switched on without an address; an address without protection is refused", async () => {
      assert.equal(await options.$eval("[data-testid=upload]", (box) => (box as HTMLInputElement).disabled), true);
      await type(options, "upload-address", "http://collector.example/rows");
      await options.click("[data-testid=upload-save]");
      await untilShown(options, "it is refused", () => document.querySelector("[data-testid=upload-address-refused]") !== null);
      assert.deepEqual(await accessibilityProblems(options), []);
      assert.equal((await addon.ask("settings/get", {})).settings.upload.address, "");
    });

    test("switched on, what waits is shown byte for byte, and that is what is sent", async () => {
      const [first, second] = bed().hosts;
      await setCollector(options, collector.address, TOKEN);
      await options.click("[data-testid=upload]");
      await until(async () => (await addon.ask("upload/get", {})).state, (state) => state === "on");
      // The lab's hosts are of the local network, with a CA and certificates of their own.
      for (const consent of ["local", "privateAnchors", "selfSigned"]) await options.click(`[data-testid=upload-${consent}]`);
      await until(() => addon.ask("settings/get", {}), ({ settings: { upload } }) => upload.local && upload.privateAnchors && upload.selfSigned);
      await visit(first);
      await visit(second);
      await options.click("[data-testid=upload-preview]");
      await untilShown(options, "the preview", () => document.querySelector("[data-testid=preview-text]") !== null);
      const shown = await options.$eval("[data-testid=preview-text]", (element) => element.textContent);
      assert.equal(await options.$eval("[data-testid=upload-preview-kind]", (element) => (element as HTMLElement).dataset["waiting"]), "true");
      assert.deepEqual(await accessibilityProblems(options), []);
      await options.click("[data-testid=upload-now]");
      await untilUpload(options, "it is sent", ({ sent, waiting }) => Number(sent) > 0 && waiting === "0");
      const { heard } = collector;
      const text = heard.map((each) => each.text).join("");
      assert.equal(text.slice(0, shown.length), shown.slice(0, text.length));
      assert.deepEqual([...new Set(hostsOf(heard))].filter((host) => host === first || host === second).sort(), [first, second].sort());
      for (const secret of ["secret/path", "with=query", TOKEN]) assert.ok(!text.includes(secret), secret);
      assert.ok(rowsOf(heard).some(({ record, names }) => record === "certificate" && names?.includes(first)) || bed().launched.name === "Chromium", "certificates, where the browser tells of them");
      for (const { method, url, headers } of heard) {
        assert.deepEqual([method, url, headers.authorization, headers.cookie, headers.referer, headers["content-encoding"]], ["POST", "/rows?table=telemetry", `Bearer ${TOKEN}`, undefined, undefined, "gzip"]);
      }
    });

    test("is never seen as browsing itself", async () => {
      const { observations } = await addon.telemetry();
      assert.deepEqual(observations.filter(({ port }) => port === Number(new URL(collector.address).port)), []);
      assert.ok(!hostsOf(collector.heard).includes("127.0.0.1"));
    });

    test("the token is in no file of settings, no answer to a page and no export", async () => {
      const told = [await addon.ask("settings/get", {}), await addon.ask("settings/export", {}), await addon.telemetry(), await addon.ask("upload/get", {}), await addon.ask("upload/preview", {})];
      assert.ok(!JSON.stringify(told).includes(TOKEN));
      assert.ok(!await options.evaluate((token) => new XMLSerializer().serializeToString(document).includes(token), TOKEN));
    });

    const failures: readonly [string, Collector["answer"]][] = [
      ["server-error", (response) => void response.writeHead(500).end("no room left")],
      ["no-collector", (response) => void response.writeHead(200, { "content-type": "text/html" }).end("<html>Log in to this network</html>")],
      ["unreachable", (response) => void response.writeHead(307, { location: "/elsewhere" }).end()],
      ["refused", (response) => void response.writeHead(401).end()],
      ["unreachable", (response) => void response.destroy()],
    ];
    for (const [code, answer] of failures) {
      test(`says why nothing is sent, keeps it, and sends it once it can: ${code}, ${String(answer).slice(13, 60)}`, async () => {
        collector.heard.length = 0;
        collector.answer = answer;
        const host = bed().hosts[2 + failures.findIndex(([, each]) => each === answer)];
        assert.ok(host !== undefined);
        await visit(host);
        await options.click("[data-testid=upload-now]");
        await untilUpload(options, "why it failed", ({ waiting }, failure) => failure === code && Number(waiting) > 0);
        assert.ok(collector.heard.every(({ url }) => url !== "/elsewhere"), "no redirect is followed");
        const [failed] = collector.heard;
        if (code === "server-error") assert.deepEqual(await accessibilityProblems(options), []);
        // It takes its time, and takes it.
        collector.answer = (response) => void setTimeout(() => response.end(), 500);
        await options.click("[data-testid=upload-now]");
        await untilUpload(options, "it is sent", ({ waiting }, failure) => waiting === "0" && failure === undefined);
        assert.ok(hostsOf(collector.heard).includes(host));
        assert.ok(failed !== undefined && collector.heard.some(({ headers, text }, i) => i > 0 && text === failed.text && headers["x-tlscope-batch"] === failed.headers["x-tlscope-batch"]), "the same bytes by the same name");
      });
    }

    test("delete what I sent, by the name that stands in each row; switched off, nothing is sent", async () => {
      const sensor = rowsOf(collector.heard).find(({ record }) => record === "connection")?.sensor;
      collector.heard.length = 0;
      await options.click("[data-testid=upload]");
      await until(async () => (await addon.ask("upload/get", {})).state, (state) => state === "off");
      await options.click("[data-testid=upload-delete]");
      await untilUpload(options, "the deletion is confirmed", ({ deletions }) => deletions === "1");
      assert.deepEqual(rowsOf(collector.heard).map(({ record, sensor: of }) => [record, of]), [["deletion", sensor]]);
      collector.heard.length = 0;
      await visit(bed().hosts[0]);
      await addon.ask("upload/now", {});
      assert.deepEqual(collector.heard, []);
    });
  });
}
