// The pages of the add-on in real Chromium as a system shows them that sets its own colours, or that wants nothing to move: the
// popup has its own test. Needs the built add-on (npm run build).
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "puppeteer-core";
import { accessibilityProblems } from "../../browsers/accessibility.ts";
import { openAddonPage } from "../../browsers/addon-page.ts";
import { untilShown } from "../../browsers/until.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchChromium } from "../../browsers/chromium.ts";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import { seedReport } from "../../browsers/report-seed.ts";

let chromium: LaunchedBrowser;

before(async () => {
  chromium = await launchChromium({ addonDir: builtAddon("chromium") });
  const page = await openAddonPage(chromium, "options/options.html");
  await seedReport(page, { hosts: 300, days: 90 });
  await page.close();
});

after(() => chromium.close());

/** Each with what is there when it has been read, and what must be seen on it: a selector, and the property that is painted. */
const PAGES: readonly { path: string; ready: string; painted: readonly (readonly [selector: string, property: string])[] }[] = [
  { path: "options/options.html", ready: "[data-testid=memory-days]", painted: [["input[type=number]", "border-top-color"], ["nav a[aria-current]", "color"], [".button", "border-top-color"]] },
  { path: "first-run/first-run.html", ready: "[name=remember]:checked", painted: [[".button", "border-top-color"], ["h1", "color"]] },
  {
    path: "report/report.html", ready: ".pictures figure:nth-of-type(6) .drawing svg",
    painted: [[".grid-body .grade-mark", "border-top-color"], ["[data-testid=search]", "border-top-color"], ["#grades .drawing svg rect", "fill"], ["#groups .drawing svg path", "stroke"]],
  },
];

async function withFeature(path: string, ready: string, feature: { name: string; value: string }, use: (page: Page) => Promise<void>): Promise<void> {
  const page = await openAddonPage(chromium, path, { width: 1360, height: 900 });
  try {
    const session = await page.createCDPSession();
    await session.send("Emulation.setEmulatedMedia", { features: [feature] });
    assert.equal(await page.evaluate(({ name, value }) => matchMedia(`(${name}: ${value})`).matches, feature), true);
    await untilShown(page, "it is read", (selector) => document.querySelector(selector) !== null, ready);
    await use(page);
  } finally {
    await page.close();
  }
}

describe("in colours of the system", () => {
  for (const { path, ready, painted } of PAGES) {
    test(`${path}: what is painted and what has the focus is still seen`, async () => {
      await withFeature(path, ready, { name: "forced-colors", value: "active" }, async (page) => {
        const canvas = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
        const isSeen = (colour: string): boolean => /^rgb/.test(colour) && !/^rgba.*, 0\)$/.test(colour) && colour !== canvas;
        await untilShown(page, "all of it is painted", (selectors) => selectors.split(";").every((selector) => document.querySelector(selector) !== null), painted.map(([selector]) => selector).join(";"));
        for (const [selector, property] of painted) {
          const colour = await page.$eval(selector, (element, name) => getComputedStyle(element).getPropertyValue(name), property);
          assert.ok(isSeen(colour), `${property} of ${selector} is ${colour} on ${canvas}`);
        }
        for (let stop = 0; stop < 12; stop += 1) {
          await page.keyboard.press("Tab");
          const { name, style, colour } = await page.evaluate(() => {
            const focused = document.activeElement ?? document.body;
            const { outlineStyle, outlineColor } = getComputedStyle(focused);
            return { name: focused === document.body ? "" : `${focused.tagName} ${focused.textContent.slice(0, 40)}`, style: outlineStyle, colour: outlineColor };
          });
          if (name === "") break;
          assert.ok(style !== "none" && isSeen(colour), `The outline of ${name} is ${style} ${colour} on ${canvas}`);
        }
        assert.deepEqual(await accessibilityProblems(page), []);
      });
    });
  }
});

describe("where nothing is to move", () => {
  for (const { path, ready } of PAGES) {
    test(path, async () => {
      await withFeature(path, ready, { name: "prefers-reduced-motion", value: "reduce" }, async (page) => {
        const moving = await page.$$eval("*", (elements) => elements.filter((element) => {
          const { transitionDuration, transitionProperty, animationName, animationDuration } = getComputedStyle(element);
          return (transitionDuration !== "0s" && transitionProperty !== "none") || (animationName !== "none" && animationDuration !== "0s");
        }).map((element) => `${element.tagName}.${element.getAttribute("class") ?? ""}`));
        assert.deepEqual([...new Set(moving)], []);
      });
    });
  }
});
