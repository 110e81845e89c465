// What stands on the first page in real Chromium, of either build. Needs the built add-on (npm run build).
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessibilityProblems } from "../../browsers/accessibility.ts";
import { ask, openAddonPage } from "../../browsers/addon-page.ts";
import { untilShown } from "../../browsers/until.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { walkTo } from "../support/tab-walk.ts";
import { launchChromium } from "../../browsers/chromium.ts";

for (const [build, source] of [["chromium", "chromium-debugger"], ["chromium-without-debugger", "chromium"]] as const) {
  test(`dist/${build}: what it says is of this build, the choice is kept, and it did not open for an unpacked add-on`, async () => {
    const chromium = await launchChromium({ addonDir: builtAddon(build) });
    try {
      const page = await openAddonPage(chromium, "first-run/first-run.html", { width: 900, height: 800 });
      assert.equal(await page.$eval("[data-testid=sight]", (section) => (section as HTMLElement).dataset["source"]), source);
      await untilShown(page, "the choice is read", () => document.querySelector<HTMLInputElement>("[name=remember]")?.checked);
      await walkTo(page, "[name=remember]");
      await page.keyboard.press("ArrowDown");
      await untilShown(page, "it is said", () => document.querySelector("[role=status]")?.textContent === "Saved.");
      assert.equal((await ask(page, "settings/get", {})).settings.memory.remember, false);
      assert.deepEqual(await accessibilityProblems(page), []);
      assert.deepEqual((await chromium.browser.pages()).filter((other) => other.url().includes("first-run")).length, 1);
    } finally {
      await chromium.close();
    }
  });
}
