/** A page walked by the Tab key alone. */
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { until } from "../../browsers/until.ts";

/**
 * Presses Tab and Shift+Tab until `selector` has the focus, after having gone through the whole page once: every control is reached, is in view
 * and shows that it has the focus. Of a group of radio buttons the chosen one stands for all.
 */
export async function walkTo(page: Page, selector: string): Promise<void> {
  const controls = await page.$$eval("a[href], button:enabled, input:enabled, select:enabled, summary", (elements) => elements.filter((element) => element.checkVisibility() && !(element instanceof HTMLInputElement && element.type === "radio" && !element.checked)).length);
  const reached = new Set<string>();
  const here = (): Promise<{ name: string; seen: boolean }> => page.evaluate(() => {
    const focused = document.activeElement ?? document.body;
    const { top, bottom } = focused.getBoundingClientRect();
    const { outlineStyle } = getComputedStyle(focused);
    const place = [...document.querySelectorAll("*")].indexOf(focused);
    return { name: focused === document.body ? "" : `${String(place)} ${focused.tagName} ${focused.textContent.trim().slice(0, 40)}`, seen: outlineStyle !== "none" && top < innerHeight && bottom > 0 };
  });
  for (let stop = 0; stop < controls; stop += 1) {
    await page.keyboard.press("Tab");
    // The page scrolls to it in its next frame.
    const { name, seen } = await until(here, (state) => state.seen, { patience: 2000 }).catch(here);
    assert.ok(name !== "" && seen, `${name === "" ? "Nothing" : name} has the focus, ${seen ? "seen" : "not seen"}, after ${String(stop + 1)} steps of ${String(controls)}`);
    reached.add(name);
  }
  assert.equal(reached.size, controls, [...reached].join("\n"));
  // Back: after the last control there may be many of the browser's own.
  await page.keyboard.down("Shift");
  try {
    for (let stop = 0; stop <= controls + 3; stop += 1) {
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
      await page.keyboard.press("Tab");
    }
  } finally {
    await page.keyboard.up("Shift");
  }
  assert.fail(`${selector} cannot be reached by Tab.`);
}
