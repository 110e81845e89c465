import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Addon } from "../../browsers/addon.ts";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import { keepAwake, keepExporting, loadTimes, rememberConnections, timeExport } from "../../browsers/under-load.ts";
import type { ManyHosts } from "../../lab/many-hosts.ts";
import { median } from "../../bench/statistics.ts";
import { assertValidTelemetry } from "./telemetry-schema.ts";

const CONNECTIONS = 700;
const OMITTED = 501;
/** A page load beside exports by one at rest: it was 35 where an export held the background. */
const SLOWER = 2;
/** The longest stretch by the whole export. */
const STRETCH = 0.15;
const LOADS = 10;
const ROUNDS = 3;

export interface ExportTestBed {
  /** Where pages are loaded from. */
  many: ManyHosts;
  launched: LaunchedBrowser;
  /** Stops the background, which is started anew by the next that asks it. */
  stop: (addon: Addon) => Promise<void>;
}

/** The export of a long session, in a real browser. `sharesThread`: pages of the add-on run on the background's thread. */
export function testExport(start: () => Promise<ExportTestBed>, { sharesThread }: { sharesThread: boolean }): void {
  let many: ManyHosts;
  let launched: LaunchedBrowser;
  let addon: Addon;

  before(async () => {
    const bed = await start();
    ({ many, launched } = bed);
    addon = await Addon.connect(launched);
    await rememberConnections(addon.page, CONNECTIONS, OMITTED);
    await bed.stop(addon);
    await keepAwake(addon.page);
  });

  after(async () => {
    await launched.close();
    await many.stop();
  });

  test("the one message gives the document, and the parts are its text", async () => {
    const document = await addon.telemetry();
    assert.equal(assertValidTelemetry(document).length, CONNECTIONS);
    assert.equal(document.omitted, OMITTED);
    assert.deepEqual(await addon.ask("telemetry/holdings", {}), { observations: CONNECTIONS, certificates: Object.keys(document.certificates).length, omitted: OMITTED });
    const { characters } = await timeExport(addon.page, "parts");
    // Beside the document itself two characters for each certificate and observation, and some at the ends.
    assert.ok(Math.abs(characters - JSON.stringify(document).length) < 3 * (CONNECTIONS + Object.keys(document.certificates).length) + 100);
  });

  test("an export holds the thread for short stretches", { skip: sharesThread ? false : "the pages of the add-on have a thread of their own here" }, async () => {
    const { longest, total } = await timeExport(addon.page, "parts");
    assert.ok(longest < STRETCH * total, `${longest.toFixed(0)} ms of ${total.toFixed(0)} ms at a stretch`);
  });

  test("a page load waits for no export", async () => {
    const { page } = await addon.newTab();
    const seen: string[] = [];
    // Whatever else the machine does may begin or end in between: one round in which nothing did is enough.
    for (let round = 0; round < ROUNDS; round += 1) {
      const atRest = median(await loadTimes(page, many.url, LOADS));
      const stop = await keepExporting(addon.page);
      const beside = median(await loadTimes(page, many.url, LOADS));
      await stop();
      if (beside < SLOWER * atRest) return;
      seen.push(`${beside.toFixed(0)} ms beside an export, ${atRest.toFixed(0)} ms at rest`);
    }
    assert.fail(seen.join("; "));
  });
}
