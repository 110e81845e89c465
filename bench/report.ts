// The report with 50,000 hosts in real Firefox: how long until its first hosts stand, held against the same page without any; and
// the longest time for which loading, searching, filtering, sorting and scrolling leave the page no chance to do anything else.
// Bytes of each page of the add-on beside it.
//
//   node --import tsx bench/report.ts [hosts]
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { Addon } from "../browsers/addon.ts";
import { runProgram } from "../browsers/process/program.ts";
import { ADDON_FOLDER, Session } from "../browsers/session.ts";
import { seedReport } from "../browsers/report-seed.ts";
import { setViewport } from "../browsers/viewport.ts";
import type { Figure } from "./figure.ts";
import { formatFigures } from "./figure.ts";
import { isMain } from "./main.ts";
import { ratioOfMedians } from "./statistics.ts";

const HOSTS = 50_000;
const ROUNDS = 7;
/** What the project calls a long task. Milliseconds. */
const LONG = 50;
/** The most that the first hosts may take, held against a report without any. */
const LIMIT = 3;
const FACES = ["popup", "options", "report"];

/** Whatever else the machine does lengthens a step now and then; what is long by itself is long each time. */
const REPEATS = 5;

/** Of several rounds the least for each step. */
async function least(round: () => Promise<number[]>): Promise<number[]> {
  let best = await round();
  for (let i = 1; i < REPEATS; i += 1) {
    const again = await round();
    best = best.map((step, place) => Math.min(step, again[place] ?? step));
  }
  return best;
}

export async function benchReport(session: Session, hosts = HOSTS): Promise<Figure[]> {
  const firefox = await session.firefox({ addonDir: ADDON_FOLDER, preferences: { "privacy.reduceTimerPrecision": false } });
  const addon = await Addon.connect(firefox);
  const { page } = addon;
  await setViewport(page, { width: 1360, height: 900 });
  await page.bringToFront();
  await addon.ask("report/days", {});
  await page.evaluate("globalThis.__name = (named) => named");
  // The first two warm up.
  const off: number[] = [];
  for (let round = -2; round < ROUNDS; round += 1) off.push((await open(page, false)).first);
  await seedReport(page, { hosts, days: 200 });
  const on: number[] = [];
  for (let round = -2; round < ROUNDS; round += 1) on.push((await open(page, false)).first);
  const rounds = on.slice(2).map((time, i) => ({ on: [time], off: [off[i + 2] ?? 0] }));
  const { ratio, low, high, on: withHosts, off: without } = ratioOfMedians(rounds);
  const still = await least(() => gapsOf(page, "nothing"));
  let whole = Number.POSITIVE_INFINITY;
  const loading = await least(async () => {
    const opened = await open(page, true);
    whole = Math.min(whole, opened.whole);
    return opened.steps;
  });
  const actions: [string, number[]][] = [["loading", loading]];
  for (const action of ["search", "filter", "sort", "scroll"]) actions.push([action, await least(() => gapsOf(page, action))]);
  await page.evaluate(() => document.querySelector("iframe")?.remove());
  await firefox.close();
  return [
    {
      name: `report, first of ${hosts} hosts / none`, value: ratio, unit: "ratio", interval: [low, high], limit: { most: LIMIT },
      detail: `opening to the first rows laid out: ${withHosts.toFixed(0)} ms / ${without.toFixed(0)} ms, medians of ${ROUNDS}; all of them after ${whole.toFixed(0)} ms`,
    },
    ...actions.map(([name, steps]): Figure => ({
      name: `report, ${hosts} hosts, ${name}: tasks over ${LONG} ms`, value: steps.filter((step) => step > LONG).length, unit: "count", limit: { most: 0 },
      detail: `longest time without a turn for others: ${Math.max(...steps).toFixed(1)} ms; ${Math.max(...still).toFixed(1)} ms where nothing is done; of ${REPEATS} rounds the least for each of ${steps.length} steps`,
    })),
    ...FACES.map((face): Figure => {
      const files = readdirSync(join(ADDON_FOLDER, face)).map((file) => ({ file, size: statSync(join(ADDON_FOLDER, face, file)).size }));
      return { name: `${face}, bytes of the page`, value: files.reduce((sum, { size }) => sum + size, 0), unit: "bytes", detail: files.map(({ file, size }) => `${file.replace(/-[A-Z0-9]{8}/, "")} ${(size / 1000).toFixed(1)} KB`).join(", ") };
    }),
  ];
}

/** Opens the report in a frame of another page of the add-on; with `whole` until all hosts and pictures are there, and then it stays. `steps`: the longest time that it leaves nobody a turn. */
async function open(control: Page, whole: boolean): Promise<{ steps: number[]; first: number; whole: number }> {
  return await control.evaluate(async (all) => {
    document.querySelector("iframe")?.remove();
    const frame = document.createElement("iframe");
    frame.style.cssText = "position: fixed; inset: 0; width: 1360px; height: 900px; background: white";
    const gaps = { longest: 0, first: 0, whole: 0 };
    const began = performance.now();
    frame.src = "/report/report.html";
    document.body.append(frame);
    const channel = new MessageChannel();
    let last = began;
    await new Promise<void>((resolve, reject) => {
      // A message comes as soon as nothing else runs: what lies between two is a task of somebody else's.
      channel.port1.onmessage = () => {
        const now = performance.now();
        const shown = frame.contentDocument;
        const stands = shown !== null && shown.querySelector(".grid-body .grid-row, .nothing-yet") !== null;
        // Compiling and starting the page is a part of opening it, which the ratio measures.
        if (gaps.first > 0 && now - last > gaps.longest) gaps.longest = now - last;
        last = now;
        if (stands && gaps.first === 0) {
          shown.body.getBoundingClientRect();
          last = performance.now();
          gaps.first = last - began;
        }
        const complete = stands && shown.querySelectorAll(".pictures .drawing svg").length === 6;
        if (complete && gaps.whole === 0) gaps.whole = now - began;
        if (stands && (!all || (complete && now - began > gaps.whole + 300))) resolve();
        else if (now - began > 60_000) reject(new Error("The report did not open."));
        else channel.port2.postMessage(0);
      };
      channel.port2.postMessage(0);
    });
    channel.port1.close();
    return { ...gaps, steps: [gaps.longest] };
  }, whole);
}

/** What a person does in the report that stands, and the longest time in each step that the page leaves nobody a turn. Milliseconds. */
async function gapsOf(control: Page, action: string): Promise<number[]> {
  return await control.evaluate(async (what) => {
    const shown = document.querySelector("iframe")?.contentDocument;
    const steps: number[] = [];
    let longest = 0;
    const channel = new MessageChannel();
    let last = performance.now();
    let over = false;
    channel.port1.onmessage = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (!over) channel.port2.postMessage(0);
    };
    channel.port2.postMessage(0);
    const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
    const stepped = async (milliseconds: number): Promise<void> => {
      await pause(milliseconds);
      steps.push(longest);
      longest = 0;
    };
    const search = shown?.querySelector<HTMLInputElement>("[data-testid=search]");
    const grid = shown?.querySelector<HTMLElement>(".hosts-box .grid");
    if (what === "search" && search) {
      for (const text of ["h", "ha", "har", "harb", "harbo", "", "coffee", "x", "xy", ""]) {
        search.value = text;
        search.dispatchEvent(new Event("input", { bubbles: true }));
        await stepped(80);
      }
    } else if (what === "filter") {
      for (const [name, value] of [["grade", "A+"], ["version", "TLS 1.3"], ["post-quantum", "yes"], ["grade", ""], ["version", ""], ["post-quantum", ""]] as const) {
        const select = shown?.querySelector<HTMLSelectElement>(`[data-filter=${name}]`);
        if (!select) throw new Error(`No filter ${name}.`);
        select.value = value;
        select.dispatchEvent(new Event("change", { bubbles: true }));
        await stepped(80);
      }
    } else if (what === "sort") {
      for (const column of ["grade", "issuer", "expiry", "seen", "seen", "suite", "host"]) {
        shown?.querySelector<HTMLElement>(`[data-column=${column}]`)?.click();
        await stepped(80);
      }
    } else if (what === "scroll" && grid) {
      for (let i = 0; i < 60; i += 1) {
        grid.scrollTop = (i * 29_741) % grid.scrollHeight;
        await stepped(33);
      }
    } else {
      await stepped(600);
    }
    over = true;
    await pause(100);
    channel.port1.close();
    return steps;
  }, action);
}

if (isMain(import.meta.url)) {
  await runProgram(async () => {
    const session = new Session("bench");
    await session.setUp();
    await session.build("--only", "firefox");
    console.log(formatFigures(await benchReport(session, Number(process.argv[2] ?? HOSTS))));
    await session.end();
    return 0;
  });
}
