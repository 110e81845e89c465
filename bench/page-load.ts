// What the add-on costs a page: the lab's page of 300 images from 20 hosts in as many real browsers as there are sides (without
// the add-on, with it), one load in each by turns, so that whatever slows the machine falls on all of them; each round the sides
// go on to the next browser, so that none has a browser of its own. For each source that tells of connections. In Firefox a third
// side is an add-on that does nothing but hear of each response in a blocking listener, without which Firefox tells nothing.
//
//   node --import tsx bench/page-load.ts [rounds] [source ...]
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Browser, Page } from "puppeteer-core";
import { type LabCase, labCases } from "../lab/index.ts";
import { EXPERIMENT_PREFERENCES } from "../browsers/firefox.ts";
import type { LaunchedBrowser } from "../browsers/launched-browser.ts";
import { runProgram } from "../browsers/process/program.ts";
import { ADDON_FOLDER, CHROMIUM_FOLDER, EXPERIMENT_FOLDER, Session } from "../browsers/session.ts";
import { isMain, progressOf } from "./main.ts";
import type { Figure } from "./figure.ts";
import { formatFigures, NotMeasured } from "./figure.ts";
import { ratioOfMedians } from "./statistics.ts";
import type { Round } from "./statistics.ts";
import type { Lab } from "../lab/lab.ts";

export const PAGE_LOAD_LIMIT = 1.05;
const HOST = "bench.test";
/** The add-on that hears of responses and does nothing. */
const HEARING_FOLDER = "bench/hearing-add-on";
/** Loads of a round that are not counted: the first after a change opens what the change closed. */
const WARM_UP = 2;
const COUNTED = 8;
/** After each load: what an add-on does once the page is there is not to fall on the next browser's. Milliseconds. */
const REST = 600;

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
  { name: "Firefox", rounds: 9, images: 300, limit: { most: PAGE_LOAD_LIMIT }, folder: ADDON_FOLDER, yardstick: HEARING_FOLDER, launch: (session, lab) => session.firefox({ lab, preferences: EXACT }) },
  { name: "Firefox with the experiment", rounds: 4, images: 300, folder: EXPERIMENT_FOLDER, launch: (session, lab) => session.firefox({ lab, preferences: { ...EXACT, ...EXPERIMENT_PREFERENCES } }) },
  { name: "Chromium", rounds: 2, images: 60, folder: CHROMIUM_FOLDER, launch: (session, lab) => session.chromium({ lab }) },
  { name: "Chromium, every page inspected", rounds: 2, images: 60, folder: CHROMIUM_FOLDER, launch: (session, lab) => session.chromium({ lab }), prepare: inspectEveryPage },
];

async function inspectEveryPage(browser: Browser, id: string): Promise<void> {
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${id}/options/options.html`);
  await page.evaluate(async () => {
    const { chrome } = globalThis as unknown as { chrome: { runtime: { sendMessage(message: object): Promise<unknown> } } };
    await chrome.runtime.sendMessage({ type: "settings/set", values: { inspection: "every-page" } });
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

/** One of the browsers that a source is measured in. */
class Bench {
  readonly browser: Browser;
  readonly #page: Page;
  readonly #url: string;
  readonly #images: number;
  #installed: string | undefined;

  constructor(browser: Browser, page: Page, url: string, images: number) {
    this.browser = browser;
    this.#page = page;
    this.#url = url;
    this.#images = images;
  }

  /** Takes out the add-on of the last round, and puts in that of the folder. Gives its id. */
  async change(folder: string | undefined): Promise<string | undefined> {
    if (this.#installed !== undefined) await this.browser.uninstallExtension(this.#installed);
    this.#installed = folder === undefined ? undefined : await this.browser.installExtension(resolve(folder));
    return this.#installed;
  }

  /** Milliseconds from the start of the navigation to the end of the page's load event. Throws NotMeasured where the page is not whole. */
  async load(): Promise<number> {
    await this.#page.bringToFront();
    await this.#page.goto(this.#url, { waitUntil: "load" });
    const time = await this.#page.evaluate((wanted) => {
      const [navigation] = performance.getEntriesByType("navigation");
      if (!(navigation instanceof PerformanceNavigationTiming) || navigation.loadEventEnd === 0) return "The page has not loaded.";
      const count = document.images.length;
      if (count !== wanted || [...document.images].some((image) => image.naturalWidth === 0)) return `The page has ${count} images, or not all of them came.`;
      return navigation.loadEventEnd;
    }, this.#images);
    if (typeof time === "string") throw new NotMeasured(time);
    await setTimeout(REST);
    return time;
  }
}

async function measure({ name, images, limit, folder, yardstick, launch, prepare }: Source, session: Session, rounds: number): Promise<Figure[]> {
  const lab = await session.lab({ cases: casesWith(images) });
  const sides: readonly Side[] = yardstick === undefined ? ["off", "on"] : ["off", "on", "yardstick"];
  const folders: Record<Side, string | undefined> = { off: undefined, on: folder, yardstick };
  const launched: LaunchedBrowser[] = [];
  const benches: Bench[] = [];
  while (benches.length < sides.length) {
    const one = await launch(session, lab);
    launched.push(one);
    benches.push(new Bench(one.browser, await one.browser.newPage(), lab.url(HOST), images));
  }

  const results: Record<Side, number[]>[] = [];
  const progress = progressOf(`page load, ${name}`, rounds);
  for (let round = 0; round < rounds; round += 1) {
    const turn = benches.map((bench, index) => ({ bench, side: sides[(index + round) % sides.length] ?? "off" }));
    for (const { bench, side } of turn) {
      const id = await bench.change(folders[side]);
      if (id !== undefined && side === "on") await prepare?.(bench.browser, id);
      for (let index = 0; index < WARM_UP; index += 1) await bench.load();
    }
    const samples: Record<Side, number[]> = { on: [], off: [], yardstick: [] };
    for (let index = 0; index < COUNTED; index += 1) {
      for (const { bench, side } of turn) samples[side].push(await bench.load());
      turn.reverse();
    }
    results.push(samples);
    progress(round + 1);
  }
  for (const { close } of launched) await close();
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
    ...(yardstick === undefined ? [] : [figure("an add-on that hears and does nothing / off", "yardstick", "off"), figure("ours / one that hears and does nothing", "on", "yardstick")]),
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
