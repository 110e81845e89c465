// What the add-on costs a page: the lab's page of 300 images from 20 hosts in one real browser, the add-on taken out and put
// back between blocks of loads, so that both sides meet the same browser, the same connections and the same machine. For each
// source that tells of connections. In Firefox a third side is an add-on that asks about each connection, as one must, and does
// nothing with the answer: what that costs is Firefox's price of knowing.
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
/** The add-on that asks and does nothing. */
const ASKING_FOLDER = "bench/asking-add-on";
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
  /** Another add-on that is measured beside ours. */
  yardstick?: string;
  launch: (session: Session, lab: Lab) => Promise<LaunchedBrowser>;
  /** What the add-on is told after it was put in. */
  prepare?: (browser: Browser, id: string) => Promise<void>;
}

/** Times to a tenth of a millisecond. */
const EXACT = { "privacy.reduceTimerPrecision": false };

const SOURCES: readonly Source[] = [
  { name: "Firefox", rounds: 12, images: 300, limit: { most: PAGE_LOAD_LIMIT }, folder: ADDON_FOLDER, yardstick: ASKING_FOLDER, launch: (session, lab) => session.firefox({ lab, preferences: EXACT }) },
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
  for (const source of SOURCES) if (names.includes(source.name)) figures.push(...await measure(source, session, rounds ?? source.rounds));
  return figures;
}

/** The lab's page for this, with so many images. */
function casesWith(images: number): LabCase[] {
  return labCases.filter(({ category }) => category === "bench").map((labCase) => labCase.page.kind === "images" ? { ...labCase, page: { ...labCase.page, images } } : labCase);
}

type Side = "off" | "on" | "yardstick";

async function measure({ name, images, limit, folder, yardstick, launch, prepare }: Source, session: Session, rounds: number): Promise<Figure[]> {
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
  const folders: Record<Side, string | undefined> = { off: undefined, on: folder, yardstick };
  const block = async (side: Side): Promise<number[]> => {
    const installed = folders[side];
    const id = installed === undefined ? undefined : await browser.installExtension(resolve(installed));
    if (id !== undefined && side === "on") await prepare?.(browser, id);
    await page.bringToFront();
    for (let index = 0; index < WARM_UP; index += 1) await load();
    const samples: number[] = [];
    for (let index = 0; index < COUNTED; index += 1) samples.push(await load());
    if (id !== undefined) await browser.uninstallExtension(id);
    return samples;
  };

  const sides: readonly Side[] = yardstick === undefined ? ["off", "on"] : ["off", "on", "yardstick"];
  // Not counted: the browser's own start, the first handshakes, the compiler of the page's scripts.
  for (const side of sides) await block(side);
  const results: Record<Side, number[]>[] = [];
  const progress = progressOf(`page load, ${name}`, rounds);
  for (let round = 0; round < rounds; round += 1) {
    // There and back, and another one first in each round: a drift of the machine falls on all sides.
    const turned = sides.map((_, index) => sides[(index + round) % sides.length] ?? "off");
    const samples: Record<Side, number[]> = { on: [], off: [], yardstick: [] };
    for (const side of [...turned, ...turned.reverse()]) samples[side].push(...(await block(side)));
    results.push(samples);
    progress(round + 1);
  }
  await close();
  await lab.stop();

  const count = results.reduce((sum, { off }) => sum + off.length, 0);
  const figure = (what: string, one: Side, other: Side, most?: Figure["limit"]): Figure => {
    const { ratio, low, high, on, off } = ratioOfMedians(results.map((round): Round => ({ on: round[one], off: round[other] })));
    return {
      name: `page load, ${what}, ${name}`, value: ratio, unit: "ratio", interval: [low, high], ...(most === undefined ? {} : { limit: most }),
      detail: `${images} images, 20 hosts: ${on.toFixed(0)} ms / ${off.toFixed(0)} ms, medians of ${count} loads each`,
    };
  };
  return [
    figure("add-on on / off", "on", "off", limit),
    ...(yardstick === undefined ? [] : [figure("an add-on that asks and does nothing / off", "yardstick", "off"), figure("ours / one that asks and does nothing", "on", "yardstick")]),
  ];
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
