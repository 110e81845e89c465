// What the add-on costs a page: the lab's page of 300 images from 20 hosts in one real Firefox, the add-on taken out and put
// back between blocks of loads, so that both sides meet the same browser, the same connections and the same machine.
//
//   node --import tsx bench/page-load.ts [rounds]
import { resolve } from "node:path";
import { isMain, progressOf } from "./main.ts";
import { ADDON_ID } from "../test/support/firefox.ts";
import { ADDON_FOLDER, Session } from "../scripts/support/session.ts";
import type { Figure } from "./figure.ts";
import { formatFigures } from "./figure.ts";
import { ratioOfMedians } from "./statistics.ts";
import type { Round } from "./statistics.ts";

export const PAGE_LOAD_LIMIT = 1.05;
const HOST = "bench.test";
/** Loads of a block that are not counted: the first after a change opens what the change closed. */
const WARM_UP = 2;
const COUNTED = 4;

export async function benchPageLoad(session: Session, rounds = 12): Promise<Figure[]> {
  const lab = await session.lab();
  const firefox = await session.firefox({ lab, preferences: { "privacy.reduceTimerPrecision": false } });
  const url = lab.url(HOST);
  const page = await firefox.browser.newPage();

  const load = async (): Promise<number> => {
    await page.goto(url, { waitUntil: "load" });
    return await page.evaluate(() => {
      const [navigation] = performance.getEntriesByType("navigation");
      if (!(navigation instanceof PerformanceNavigationTiming) || navigation.loadEventEnd === 0) throw new Error("The page has not loaded.");
      const images = document.images.length;
      if (images !== 300 || [...document.images].some((image) => image.naturalWidth === 0)) throw new Error(`The page has ${images} images, or not all of them came.`);
      return navigation.loadEventEnd;
    });
  };
  const block = async (on: boolean): Promise<number[]> => {
    if (on) await firefox.browser.installExtension(resolve(ADDON_FOLDER));
    for (let index = 0; index < WARM_UP; index += 1) await load();
    const samples: number[] = [];
    for (let index = 0; index < COUNTED; index += 1) samples.push(await load());
    if (on) await firefox.browser.uninstallExtension(ADDON_ID);
    return samples;
  };

  // Not counted: Firefox's own start, the first handshakes, the compiler of the page's scripts.
  await block(false);
  await block(true);
  const results: Round[] = [];
  const progress = progressOf("page load", rounds);
  for (let round = 0; round < rounds; round += 1) {
    // off, on, on, off and then the other way round: a drift of the machine falls on both.
    const order = round % 2 === 0 ? [false, true, true, false] : [true, false, false, true];
    const samples: { on: number[]; off: number[] } = { on: [], off: [] };
    for (const on of order) samples[on ? "on" : "off"].push(...(await block(on)));
    results.push(samples);
    progress(round + 1);
  }
  await firefox.close();
  const { ratio, low, high, on, off } = ratioOfMedians(results);
  const count = results.reduce((sum, round) => sum + round.on.length, 0);
  return [{
    name: "page load, add-on on / off", value: ratio, unit: "ratio", interval: [low, high], limit: { most: PAGE_LOAD_LIMIT },
    detail: `300 images, 20 hosts: ${on.toFixed(0)} ms / ${off.toFixed(0)} ms, medians of ${count} loads each`,
  }];
}


if (isMain(import.meta.url)) {
  const session = new Session("bench");
  await session.setUp();
  await session.build();
  console.log(formatFigures(await benchPageLoad(session, Number(process.argv[2] ?? 12))));
  await session.end();
}
