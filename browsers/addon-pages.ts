/** Opens the add-on's own pages in a real browser, and asks the background what those pages ask. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "puppeteer-core";
import type { Messages } from "../src/messages/index.ts";
import type { LaunchedBrowser } from "./launched-browser.ts";
import { setViewport } from "./viewport.ts";

/** What is used of the browser's API in the add-on's pages. */
interface AddonGlobal {
  browser: {
    tabs: { query(filter: object): Promise<{ id: number }[]> };
    runtime: { sendMessage(message: object): Promise<unknown> };
  };
}

/** Milliseconds to wait for something that a page should come to. */
const PATIENCE = 15_000;

/** Waits until the condition, evaluated in the page, gives something; throws where it never does. */
export async function until<Value>(page: Page, what: string, condition: (argument: string) => Value | undefined | null | false, argument = ""): Promise<Value> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    // While a page is still being replaced by the next, nothing can be evaluated in it.
    const value = await page.evaluate(condition, argument).catch(() => undefined);
    if (value !== undefined && value !== null && value !== false) return value;
    if (Date.now() > end) throw new Error(`Waited ${PATIENCE / 1000} s in vain: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Opens a page of the add-on in a tab of its own and waits until it shows something. */
export async function openAddonPage(launched: LaunchedBrowser, path: string, viewport = { width: 400, height: 560 }): Promise<Page> {
  const page = await launched.browser.newPage();
  await setViewport(page, viewport);
  // Firefox never reports that an add-on's page has finished loading, and now and then drops a navigation in a new tab.
  const load = (): void => void page.goto(launched.addonUrl(path)).catch(() => undefined);
  const again = setInterval(load, PATIENCE / 3);
  try {
    load();
    await until(page, `${path} has content`, () => document.querySelector("h1") !== null && document.querySelector(".waiting") === null);
  } finally {
    clearInterval(again);
  }
  return page;
}

/** The id of the tab that was opened last. `control` is any page of the add-on, which is not told the address of every tab. */
export async function newestTabId(control: Page): Promise<number> {
  return control.evaluate(async () => {
    const tabs = await (globalThis as unknown as AddonGlobal).browser.tabs.query({});
    return Math.max(...tabs.map(({ id }) => id));
  });
}

/** Sends a request of src/messages/index.ts from a page of the add-on. */
export async function askFrom<Type extends keyof Messages>(control: Page, type: Type, request: Messages[Type]["request"]): Promise<Messages[Type]["response"]> {
  return (await control.evaluate((message) => (globalThis as unknown as AddonGlobal).browser.runtime.sendMessage(message), { type, ...request })) as Messages[Type]["response"];
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core objects to in the page as it stands: a line for each rule. `contrast`: of colours too, which takes most of the time. */
export async function accessibilityProblems(page: Page, { contrast = true } = {}): Promise<string[]> {
  // As a string, since the page's content security policy allows no script but its own.
  if (!await page.evaluate(() => "axe" in globalThis)) await page.evaluate(axeSource);
  return page.evaluate(async (rules) => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }> } };
    const { violations } = await axe.run({ resultTypes: ["violations"], rules });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target.join(" ")} (${node.failureSummary ?? ""})`).join("; ")}`);
  }, contrast ? {} : { "color-contrast": { enabled: false } });
}

/** Opens every disclosure of the page, those inside others too, apart from certificates in full, of which there are too many at once. */
export async function openAllDisclosures(page: Page): Promise<void> {
  await until(page, "all disclosures are open", () => {
    const closed = [...document.querySelectorAll("details:not([open], .in-full)")];
    for (const details of closed) (details as HTMLDetailsElement).open = true;
    return closed.length === 0 && document.querySelector(".waiting") === null;
  });
}
