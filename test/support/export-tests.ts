import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Addon } from "../../browsers/addon.ts";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import { keepExporting, loadTimes, seeManyHosts, timeExport } from "../../browsers/under-load.ts";
import type { ManyHosts } from "../../lab/many-hosts.ts";
import { median } from "../../bench/statistics.ts";
import { assertValidTelemetry } from "./telemetry-schema.ts";

/** A page load beside exports by one at rest: it was 35 where an export held the background. */
const SLOWER = 2;
/** The longest stretch by the whole export. */
const STRETCH = 0.15;
const LOADS = 12;

/** The export of a long session, in a real browser. `sharesThread`: pages of the add-on run on the background's thread. */
export function testExport(start: () => Promise<{ many: ManyHosts; launched: LaunchedBrowser }>, { sharesThread }: { sharesThread: boolean }): void {
  let many: ManyHosts;
  let launched: LaunchedBrowser;
  let addon: Addon;
  let kept = 0;

  before(async () => {
    ({ many, launched } = await start());
    addon = await Addon.connect(launched);
    const { page } = await addon.newTab();
    kept = await seeManyHosts(addon.page, page, many);
    await page.close();
  });

  after(async () => {
    await launched.close();
    await many.stop();
  });

  test("the one message gives the document, and the parts are its text", async () => {
    const document = await addon.telemetry();
    assert.equal(assertValidTelemetry(document).length, kept);
    assert.equal(new Set(document.observations.map(({ host }) => host)).size, many.hosts.length);
    const { characters } = await timeExport(addon.page, "parts");
    // Beside the document itself two characters for each certificate and observation, and some at the ends.
    assert.ok(Math.abs(characters - JSON.stringify(document).length) < 3 * (kept + Object.keys(document.certificates).length) + 100);
  });

  test("an export holds the thread for short stretches", { skip: sharesThread ? false : "the pages of the add-on have a thread of their own here" }, async () => {
    const { longest, total } = await timeExport(addon.page, "parts");
    assert.ok(longest < STRETCH * total, `${longest.toFixed(0)} ms of ${total.toFixed(0)} ms at a stretch`);
  });

  test("a page load waits for no export", async () => {
    const { page } = await addon.newTab();
    const atRest = await loadTimes(page, many.emptyUrl, LOADS);
    const stop = await keepExporting(addon.page);
    const beside = await loadTimes(page, many.emptyUrl, LOADS);
    await stop();
    assert.ok(median(beside) < SLOWER * median(atRest), `${median(beside).toFixed(0)} ms beside an export, ${median(atRest).toFixed(0)} ms at rest`);
  });
}
