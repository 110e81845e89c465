// What the add-on costs a page: the lab's page of 300 images from 20 hosts in one real browser, the add-on taken out and put
// back between blocks of loads, so that both sides meet the same browser, the same connections and the same machine. For each
// source that tells of connections.
//
//   node --import tsx bench/page-load.ts [rounds] [source ...]
import { resolve } from "node:path";
import type { Browser } from "puppeteer-core";
import { labCases } from "../lab/index.ts";
import type { Lab, LabCase } from "../lab/index.ts";
import { EXPERIMENT_PREFERENCES } from "../test/support/firefox.ts";
import type { LaunchedBrowser } from "../test/support/launched-browser.ts";
import { runProgram } from "../scripts/support/program.ts";
import { ADDON_FOLDER, CHROMIUM_FOLDER, EXPERIMENT_FOLDER, Session } from "../scripts/support/session.ts";
import { isMain, progressOf } from "./main.ts";
import type { Figure } from "./figure.ts";
import { formatFigures } from "./figure.ts";
import { ratioOfMedians } from "./statistics.ts";
import type { Round } from "./statistics.ts";

export const PAGE_LOAD_LIMIT = 1.05;
const HOST = "bench.test";
/** Loads of a block that are not counted: the first after a change opens what the change closed. */
const WARM_UP = 2;
const COUNTED = 4;

interface Source {
  name: string;
  rounds: number;
  /** Images of the page, from 20 hosts: Chromium without a screen takes seconds for 300. */
  images: number;
  limit?: { most: number };
  folder: string;
  launch: (session: Session, lab: Lab) => Promise<LaunchedBrowser>;
  /** What the add-on is told after it was put in. */
  prepare?: (browser: Browser, id: string) => Promise<void>;
}

/** Times to a tenth of a millisecond. */
const EXACT = { "privacy.reduceTimerPrecision": false };

const SOURCES: readonly Source[] = [
  { name: "Firefox", rounds: 12, images: 300, limit: { most: PAGE_LOAD_LIMIT }, folder: ADDON_FOLDER, launch: (session, lab) => session.firefox({ lab, preferences: EXACT }) },
  { name: "Firefox with the experiment", rounds: 4, images: 300, folder: EXPERIMENT_FOLDER, launch: (session, lab) => session.firefox({ lab, preferences: { ...EXACT, ...EXPERIMENT_PREFERENCES } }) },
  { name: "Chromium", rounds: 2, images: 60, folder: CHROMIUM_FOLDER, launch: (session, lab) => session.chromium({ lab }) },
  { name: "Chromium, every page inspected", rounds: 2, images: 60, folder: CHROMIUM_FOLDER, launch: (session, lab) => session.chromium({ lab }), prepare: inspectEveryPage },
];

async function inspectEveryPage(browser: Browser, id: string): Promise<void> {
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${id}/options/options.html`);
  await page.evaluate(async () => {
    const { chrome } = globalThis as unknown as { chrome: { runtime: { sendMessage(message: object): Promise<unknown> } } };
    await chrome.runtime.sendMessage({ type: "inspection/change", mode: "every-page" });
  });
  await page.close();
}

export async function benchPageLoad(session: Session, rounds?: number, names: readonly string[] = SOURCES.map(({ name }) => name)): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const source of SOURCES) if (names.includes(source.name)) figures.push(await measure(source, session, rounds ?? source.rounds));
  return figures;
}

/** The lab's page for this, with so many images. */
function casesWith(images: number): LabCase[] {
  return labCases.filter(({ category }) => category === "bench").map((labCase) => labCase.page.kind === "images" ? { ...labCase, page: { ...labCase.page, images } } : labCase);
}

async function measure({ name, images, limit, folder, launch, prepare }: Source, session: Session, rounds: number): Promise<Figure> {
  const lab = await session.lab({ cases: casesWith(images) });
  const { browser, close } = await launch(session, lab);
  const page = await browser.newPage();

  const load = async (): Promise<number> => {
    await page.goto(lab.url(HOST), { waitUntil: "load" });
    return await page.evaluate((wanted) => {
      const [navigation] = performance.getEntriesByType("navigation");
      if (!(navigation instanceof PerformanceNavigationTiming) || navigation.loadEventEnd === 0) throw new Error("The page has not loaded.");
      const count = document.images.length;
      if (count !== wanted || [...document.images].some((image) => image.naturalWidth === 0)) throw new Error(`The page has ${count} images, or not all of them came.`);
      return navigation.loadEventEnd;
    }, images);
  };
  const block = async (on: boolean): Promise<number[]> => {
    const id = on ? await browser.installExtension(resolve(folder)) : undefined;
    if (id !== undefined) await prepare?.(browser, id);
    await page.bringToFront();
    for (let index = 0; index < WARM_UP; index += 1) await load();
    const samples: number[] = [];
    for (let index = 0; index < COUNTED; index += 1) samples.push(await load());
    if (id !== undefined) await browser.uninstallExtension(id);
    return samples;
  };

  // Not counted: the browser's own start, the first handshakes, the compiler of the page's scripts.
  await block(false);
  await block(true);
  const results: Round[] = [];
  const progress = progressOf(`page load, ${name}`, rounds);
  for (let round = 0; round < rounds; round += 1) {
    // off, on, on, off and then the other way round: a drift of the machine falls on both.
    const order = round % 2 === 0 ? [false, true, true, false] : [true, false, false, true];
    const samples: { on: number[]; off: number[] } = { on: [], off: [] };
    for (const on of order) samples[on ? "on" : "off"].push(...(await block(on)));
    results.push(samples);
    progress(round + 1);
  }
  await close();
  await lab.stop();
  const { ratio, low, high, on, off } = ratioOfMedians(results);
  const count = results.reduce((sum, round) => sum + round.on.length, 0);
  return {
    name: `page load, add-on on / off, ${name}`, value: ratio, unit: "ratio", interval: [low, high], ...(limit === undefined ? {} : { limit }),
    detail: `${images} images, 20 hosts: ${on.toFixed(0)} ms / ${off.toFixed(0)} ms, medians of ${count} loads each`,
  };
}

if (isMain(import.meta.url)) {
  await runProgram(async () => {
    const session = new Session("bench");
    const [rounds, ...names] = process.argv.slice(2);
    await session.setUp();
    await session.setUp("chromium");
    await session.build();
    console.log(formatFigures(await benchPageLoad(session, rounds === undefined ? undefined : Number(rounds), names.length === 0 ? undefined : names)));
    await session.end();
    return 0;
  });
}
