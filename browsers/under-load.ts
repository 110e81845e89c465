/** What the add-on's background costs pages while it works: for tests and benches. */
import type { Page } from "puppeteer-core";
import type { ManyHosts } from "../lab/many-hosts.ts";
import { ask, type AddonGlobal } from "./addon-page.ts";
import { until } from "./until.ts";

/** For a page of thousands of hosts. Milliseconds. */
const LOAD = 400_000;

/** Loads one image from each of the hosts, and waits until the add-on has kept as many as it keeps. `control`: a page of the add-on. Gives how many it keeps. */
export async function seeManyHosts(control: Page, page: Page, { url, hosts }: ManyHosts): Promise<number> {
  await page.goto(url, { timeout: LOAD });
  const { observations } = await until(() => ask(control, "telemetry/holdings", {}), (held) => held.observations + held.omitted >= hosts.length, { what: "all hosts are counted", patience: LOAD, pause: 500 });
  return observations;
}

/** Milliseconds from the start of each navigation to the end of the page's load event; the first few loads are not counted. */
export async function loadTimes(page: Page, url: string, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = -2; i < count; i += 1) {
    await page.goto(url, { waitUntil: "load" });
    const time = await page.evaluate(() => performance.getEntriesByType("navigation").map((entry) => (entry as PerformanceNavigationTiming).loadEventEnd)[0] ?? 0);
    if (i >= 0) times.push(time);
  }
  return times;
}

/** Begins one export of all after another, as the options page makes them, until what it gives is called. That gives how many were made. */
export async function keepExporting(control: Page): Promise<() => Promise<number>> {
  await control.evaluate(() => {
    const shared = globalThis as unknown as AddonGlobal & { exporting: boolean; exported: Promise<number> };
    const { runtime } = shared.browser;
    shared.exporting = true;
    const run = async (): Promise<number> => {
      let made = 0;
      while (shared.exporting) {
        const { id } = await runtime.sendMessage<object, { id: string }>({ type: "telemetry/begin" });
        for (let share = 0; share < 1 && shared.exporting;) share = (await runtime.sendMessage<object, { share: number }>({ type: "telemetry/part", id })).share;
        made += 1;
      }
      return made;
    };
    shared.exported = run();
  });
  return () => control.evaluate(() => {
    const shared = globalThis as unknown as { exporting: boolean; exported: Promise<number> };
    shared.exporting = false;
    return shared.exported;
  });
}

export interface ExportTimes {
  /** Until the document was there. Milliseconds. */
  total: number;
  /** The longest stretch in which nothing else ran on the page's thread, in Firefox the background's as well. Milliseconds. */
  longest: number;
  /** Characters of the document as JSON. */
  characters: number;
}

/** One export: "document": as the one message gives it; "parts": as the options page makes it. */
export async function timeExport(control: Page, form: "document" | "parts"): Promise<ExportTimes> {
  return await control.evaluate(async (inParts) => {
    const { runtime } = (globalThis as AddonGlobal).browser;
    let [longest, last, running] = [0, performance.now(), true];
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (running) port2.postMessage(null);
    };
    port2.postMessage(null);
    const began = performance.now();
    let characters = 0;
    let document_: object | undefined;
    if (inParts) {
      const { id } = await runtime.sendMessage<object, { id: string }>({ type: "telemetry/begin" });
      for (let share = 0; share < 1;) {
        const part = await runtime.sendMessage<object, { text: string; share: number }>({ type: "telemetry/part", id });
        characters += part.text.length;
        share = part.share;
      }
    } else {
      document_ = await runtime.sendMessage<object, object>({ type: "telemetry/export" });
    }
    const total = performance.now() - began;
    running = false;
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (document_ !== undefined) characters = JSON.stringify(document_).length;
    return { total, longest, characters };
  }, form === "parts");
}
