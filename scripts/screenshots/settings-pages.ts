import type { Page } from "puppeteer-core";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import { setViewport } from "../../browsers/viewport.ts";

/** CSS pixels. */
const WIDTH = 1000;
const HEIGHT = 760;
const PATIENCE = 15_000;

/** Picture → page of the add-on, the section at its top, and what is there once all of it is read. */
const PICTURES = {
  options: { path: "options/options.html", ready: "[data-testid=roots-age]" },
  "options-memory": { path: "options/options.html#memory", ready: "[data-testid=memory]" },
  "first-run": { path: "first-run/first-run.html", ready: "[name=remember]:enabled" },
} as const;

/** Pictures of the options and the first page as they stand in a browser window. `save` takes the page as it is to be seen. */
export async function settingsPages({ browser, addonUrl }: LaunchedBrowser, save: (picture: string, page: Page) => Promise<void>): Promise<void> {
  for (const [picture, shown] of Object.entries(PICTURES)) {
    const page = await browser.newPage();
    await setViewport(page, { width: WIDTH, height: HEIGHT });
    // Firefox never reports that a page of an add-on has loaded.
    page.goto(addonUrl(shown.path)).catch(() => undefined);
    await page.waitForSelector(shown.ready, { timeout: PATIENCE });
    await page.waitForSelector(".held, [name=remember]", { timeout: PATIENCE });
    const section = new URL(shown.path, "https://page.test/").hash;
    // Sections above were still growing when the browser went there.
    if (section !== "") await page.$eval(section, (element) => element.scrollIntoView());
    await new Promise((resolve) => setTimeout(resolve, 300));
    await save(picture, page);
    await page.close();
  }
}
