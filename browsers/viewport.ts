/** The size of a page in any browser that the tests and scripts drive. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Page, Viewport } from "puppeteer-core";

/** Puppeteer sends both at once, and Firefox ESR 140 knows the size alone. */
const NO_ORIENTATION = "unknown command emulation.setScreenOrientationOverride";
/** Milliseconds for the size to be taken. */
const PATIENCE = 10_000;

/** What page.setViewport does, without the screen's orientation in a browser that cannot be told it. */
export async function setViewport(page: Page, viewport: Viewport): Promise<void> {
  try {
    await page.setViewport(viewport);
  } catch (error) {
    if (!(error instanceof Error && error.message.includes(NO_ORIENTATION))) throw error;
    const end = Date.now() + PATIENCE;
    while (!(await page.evaluate(({ width, height }) => innerWidth === width && innerHeight === height, viewport))) {
      if (Date.now() > end) throw error;
      await sleep(20);
    }
  }
}
