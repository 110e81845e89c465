// What a navigation pays where Firefox has unloaded the background: the add-on as it is (a persistent background) against the
// same add-on with an event page, each after a pause in which an event page is unloaded. One real Firefox, the two in turn.
//
//   npm run build -- --event-page && node --import tsx bench/wake-up.ts [rounds]
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runProgram } from "../browsers/process/program.ts";
import { ADDON_FOLDER, Session } from "../browsers/session.ts";
import { ADDON_ID } from "../browsers/firefox.ts";
import type { Figure } from "./figure.ts";
import { formatFigures } from "./figure.ts";
import { isMain, progressOf } from "./main.ts";
import { ratioOfMedians } from "./statistics.ts";
import type { Round } from "./statistics.ts";

const EVENT_PAGE_FOLDER = "dist/firefox-event-page";
/** Milliseconds without an event after which Firefox unloads an event page here. */
const IDLE_TIMEOUT = 300;
const PAUSE = 2000;
const LOADS = 3;

export async function benchWakeUp(session: Session, rounds = 6): Promise<Figure[]> {
  const lab = await session.lab();
  const firefox = await session.firefox({ lab, preferences: { "privacy.reduceTimerPrecision": false, "extensions.background.idle.timeout": IDLE_TIMEOUT } });
  const page = await firefox.browser.newPage();
  const load = async (): Promise<number> => {
    await page.goto(lab.url("lab.test"), { waitUntil: "load" });
    return await page.evaluate(() => {
      const [navigation] = performance.getEntriesByType("navigation");
      if (!(navigation instanceof PerformanceNavigationTiming)) throw new Error("There is no timing of the navigation.");
      return navigation.responseEnd;
    });
  };
  const block = async (folder: string): Promise<number[]> => {
    await firefox.browser.installExtension(resolve(folder));
    await load();
    const samples: number[] = [];
    for (let index = 0; index < LOADS; index += 1) {
      await sleep(PAUSE);
      samples.push(await load());
    }
    await firefox.browser.uninstallExtension(ADDON_ID);
    return samples;
  };

  const results: Round[] = [];
  const progress = progressOf("wake-up", rounds);
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? [EVENT_PAGE_FOLDER, ADDON_FOLDER] : [ADDON_FOLDER, EVENT_PAGE_FOLDER];
    const samples = new Map<string, number[]>();
    for (const folder of order) samples.set(folder, await block(folder));
    results.push({ on: samples.get(EVENT_PAGE_FOLDER) ?? [], off: samples.get(ADDON_FOLDER) ?? [] });
    progress(round + 1);
  }
  await firefox.close();
  await lab.stop();
  const { ratio, low, high, on, off } = ratioOfMedians(results);
  return [{
    name: "navigation after a pause, event page / persistent", value: ratio, unit: "ratio", interval: [low, high],
    detail: `to the end of the response: ${on.toFixed(0)} ms / ${off.toFixed(0)} ms, medians of ${rounds * LOADS} each`,
  }];
}

if (isMain(import.meta.url)) {
  await runProgram(async () => {
    const session = new Session("bench");
    await session.setUp();
    await session.build("--event-page");
    console.log(formatFigures(await benchWakeUp(session, Number(process.argv[2] ?? 6))));
    await session.end();
    return 0;
  });
}
