// By how much the memory that add-ons' processes have to themselves grows over page loads and tabs: with ours, and with an add-on that
// only listens, in Firefox and in Chromium; and how many records the session's storage holds after the same loads. Linux alone.
//
//   node --import tsx bench/memory.ts [loads] [tabs]
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "puppeteer-core";
import { labCases } from "../lab/index.ts";
import type { LaunchedBrowser } from "../browsers/launched-browser.ts";
import { privateMemoryOfAddOns } from "../browsers/process/memory.ts";
import { runProgram } from "../browsers/process/program.ts";
import { ADDON_FOLDER, CHROMIUM_FOLDER, Session } from "../browsers/session.ts";
import type { Figure } from "./figure.ts";
import { formatFigures, NotMeasured } from "./figure.ts";
import { isMain } from "./main.ts";

const LOADS = 400;
const TABS = 100;
/** Loads before the first look: what is made once is made then. */
const FIRST = 20;
const IMAGES = 60;
const LIMIT = 2;
/** Until what was seen is written down. Milliseconds. */
const REST = 8000;
const HOST = "bench.test";

const BROWSERS = [
  { name: "Firefox", ours: ADDON_FOLDER, yardstick: "bench/hearing-add-on" },
  { name: "Chromium", ours: CHROMIUM_FOLDER, yardstick: "bench/hearing-add-on-chromium" },
] as const;

export async function benchMemory(session: Session, loads = LOADS, tabs = TABS): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { name, ours, yardstick } of BROWSERS) {
    const grown = async (folder: string): Promise<number> => {
      const lab = await session.lab({ cases: labCases.filter(({ category }) => category === "bench").map((labCase) => labCase.page.kind === "images" ? { ...labCase, page: { ...labCase.page, images: IMAGES } } : labCase) });
      const options = { lab, addonDir: folder, ...(folder === ours ? {} : { addonId: "hearing@bench.invalid" }) };
      const launched = await (name === "Firefox" ? session.firefox(options) : session.chromium({ lab, addonDir: folder }));
      try {
        return await growth(launched, lab.url(HOST), loads, tabs);
      } finally {
        await launched.close();
        await lab.stop();
      }
    };
    const [one, other] = [await grown(ours), await grown(yardstick)];
    const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
    // Less than a megabyte is what any process gains or loses by itself.
    figures.push({ name: `memory, growth over ${String(loads)} loads and ${String(tabs)} tabs, ours / an add-on that listens, ${name}`, value: Math.max(one, 1e6) / Math.max(other, 1e6), unit: "ratio", limit: { most: LIMIT }, detail: `${megabytes(one)} / ${megabytes(other)}` });
  }
  return figures;
}

async function growth({ browser }: LaunchedBrowser, url: string, loads: number, tabs: number): Promise<number> {
  const pid = browser.process()?.pid;
  const now = async (): Promise<number> => {
    await sleep(REST);
    const bytes = pid === undefined ? undefined : privateMemoryOfAddOns(pid);
    if (bytes === undefined) throw new NotMeasured("The system does not tell the memory of the add-on's process.");
    return bytes;
  };
  const page = await browser.newPage();
  const load = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1) await page.goto(url, { waitUntil: "load" });
  };
  await load(FIRST);
  const before = await now();
  await load(loads - FIRST);
  for (let i = 0; i < tabs; i += 1) {
    const tab: Page = await browser.newPage();
    await tab.goto(url, { waitUntil: "load" });
    await tab.close();
  }
  return await now() - before;
}

if (isMain(import.meta.url)) {
  await runProgram(async () => {
    const session = new Session("bench");
    const [loads, tabs] = process.argv.slice(2).map(Number);
    await session.setUp();
    await session.setUp("chromium");
    console.log(formatFigures(await benchMemory(session, loads, tabs)));
    await session.end();
    return 0;
  });
}
