// How long the popup takes from opening to content, with 10, 300 and 2,000 connections, held against a popup that has nothing to
// show, and how many rows it then draws. Real Firefox, real connections to hosts of its own.
//
//   node --import tsx bench/popup.ts [rounds]
import { statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "puppeteer-core";
import { defineCase, goodExpectation } from "../lab/cases/base.ts";
import type { LabCase } from "../lab/index.ts";
import { Addon } from "../browsers/addon.ts";
import { runProgram } from "../browsers/process/program.ts";
import { ADDON_FOLDER, Session } from "../browsers/session.ts";
import { startManyHosts } from "../lab/many-hosts.ts";
import { isMain, progressOf } from "./main.ts";
import type { Figure } from "./figure.ts";
import { formatFigures } from "./figure.ts";
import { ratioOfMedians } from "./statistics.ts";

/** Up to here each host has a certificate of its own. */
const LAB_SIZES = [10, 300] as const;
/** Of these a page keeps what its bounds allow, and all have one certificate. */
const MANY = 2000;
/** For the page of so many. Milliseconds. */
const LOAD = 180_000;
/** The most that content may take, held against a popup without any. */
const LIMIT = 3;
/** The most rows of hosts that the popup draws unasked. */
const MAX_ROWS = 300;

/** A page for each size: itself and one image from each of the other hosts. */
function popupCases(): LabCase[] {
  const hosts = Array.from({ length: Math.max(...LAB_SIZES) - 1 }, (_, index) => `host-${index + 1}.test`);
  const parts = { category: "bench", description: "For measuring the popup.", expect: goodExpectation } as const;
  return [
    ...LAB_SIZES.map((size) => defineCase({ ...parts, host: `popup-${size}.test`, title: `${size} connections`, page: { kind: "images", images: size - 1, hosts: hosts.slice(0, size - 1) } })),
    ...hosts.map((host) => defineCase({ ...parts, host, title: host })),
  ];
}

export async function benchPopup(session: Session, rounds = 25): Promise<Figure[]> {
  const lab = await session.lab({ cases: popupCases() });
  const many = await startManyHosts(MANY);
  const all = { ...lab, hosts: [...lab.hosts, ...many.hosts], rootPems: [...lab.rootPems, many.rootPem] };
  const firefox = await session.firefox({ lab: all, addonDir: ADDON_FOLDER, preferences: { "privacy.reduceTimerPrecision": false } });
  const addon = await Addon.connect(firefox);
  const empty = await addon.openTab("about:blank");
  const tabs: { size: number; tabId: number; shown: number }[] = [];
  for (const { size, url } of [...LAB_SIZES.map((size) => ({ size, url: lab.url(`popup-${size}.test`) })), { size: MANY, url: many.url }]) {
    const tabId = await addon.openTab(url);
    tabs.push({ size, tabId, shown: await connectionsOf(addon, tabId, size) });
  }

  await addon.page.bringToFront();
  // esbuild wraps named functions in this helper, which the page does not have.
  await addon.page.evaluate("globalThis.__name = (named) => named");
  const measure = (tabId: number) => openingTime(addon.page, tabId);

  const samples = new Map<number, { on: number[]; off: number[] }[]>(tabs.map(({ size }) => [size, []]));
  const progress = progressOf("popup", rounds);
  for (let round = -2; round < rounds; round += 1) {
    for (const { size, tabId } of tabs) {
      const pair = { off: [await measure(empty)], on: [await measure(tabId)] };
      // The first two warm up.
      if (round >= 0) samples.get(size)?.push(pair);
    }
    if (round >= 0 && (round + 1) % 5 === 0) progress(round + 1);
  }
  const rows = await rowsDrawn(addon, tabs.at(-1)?.tabId ?? empty);
  await firefox.close();
  await Promise.all([lab.stop(), many.stop()]);
  const opening = tabs.map(({ size, shown }): Figure => {
    const { ratio, low, high, on, off } = ratioOfMedians(samples.get(size) ?? []);
    return {
      name: `popup, ${size} connections / none`, value: ratio, unit: "ratio", interval: [low, high], limit: { most: LIMIT },
      detail: `opening to content laid out: ${on.toFixed(0)} ms / ${off.toFixed(0)} ms, medians of ${rounds}; ${shown} connections shown`,
    };
  });
  return [...opening, { name: "popup, rows drawn unasked / hosts of the page", value: rows / MANY, unit: "ratio", limit: { most: MAX_ROWS / MANY }, detail: `${rows} rows of ${MANY} hosts` }, ...bytesOfPopup()];
}

/** How many connections the popup has to show. A tab may rest while a busy machine has yet to tell of some: they are waited for. */
async function connectionsOf(addon: Addon, tabId: number, size: number): Promise<number> {
  await addon.settle(tabId, { timeout: LOAD });
  const { connections } = await addon.reportWhen(tabId, (report) => report.connections.length + report.omitted >= size, { what: `the page has all ${size} connections`, patience: LOAD, pause: 1000 });
  return connections.length;
}

/** Rows of hosts in the popup once it has come to rest. */
async function rowsDrawn(addon: Addon, tabId: number): Promise<number> {
  const popup = await addon.popup(tabId);
  let before = -1;
  for (;;) {
    const now = (await popup.$$(".host")).length;
    if (now === before) return now;
    before = now;
    await sleep(2000);
  }
}

/** What the popup reads before it shows anything, and what it reads when somebody wants more. */
function bytesOfPopup(): Figure[] {
  const size = (...files: string[]): number => files.reduce((sum, file) => sum + statSync(join(ADDON_FOLDER, "popup", file)).size, 0);
  return [
    { name: "popup, read on opening", value: size("popup.html", "popup.css", "main.js"), unit: "bytes", detail: "page, style sheet and script, minified" },
    { name: "popup, read on demand", value: size("certificate-viewer.js", "share-report.js"), unit: "bytes", detail: "the viewer of certificates, and the report to copy" },
  ];
}

/**
 * Milliseconds from asking for the popup until its content stands and is laid out. It opens in a frame, of a popup's size, of
 * another page of the add-on: no script gets into an add-on's page from outside to watch from its beginning.
 */
async function openingTime(control: Page, tabId: number): Promise<number> {
  return await control.evaluate((id) => new Promise<number>((resolve, reject) => {
    const frame = document.createElement("iframe");
    frame.style.cssText = "position: fixed; inset: 0 auto auto 0; width: 400px; height: 560px";
    const began = performance.now();
    const wait = () => {
      const shown = frame.contentDocument;
      if (shown !== null && shown.URL !== "about:blank") watch(shown);
      else if (performance.now() - began > 20_000) reject(new Error("The popup did not open."));
      else setTimeout(wait, 0);
    };
    const watch = (shown: Document) => {
      const look = () => {
        if (shown.querySelector('[data-testid="grade"]') === null) return;
        observer.disconnect();
        // Reading a measure lays the page out.
        shown.body.getBoundingClientRect();
        const time = performance.now() - began;
        frame.remove();
        resolve(time);
      };
      const observer = new MutationObserver(look);
      observer.observe(shown, { childList: true, subtree: true });
      look();
    };
    frame.src = `/popup/popup.html?tabId=${id}`;
    document.body.append(frame);
    wait();
  }), tabId);
}

if (isMain(import.meta.url)) {
  await runProgram(async () => {
    const session = new Session("bench");
    await session.setUp();
    await session.build("--only", "firefox");
    console.log(formatFigures(await benchPopup(session, Number(process.argv[2] ?? 25))));
    await session.end();
    return 0;
  });
}
