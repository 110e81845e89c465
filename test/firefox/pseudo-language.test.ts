// Popup, options and first page in a language that is none, longer and from right to left, in real Firefox. Needs npm run build -- --pseudo.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "puppeteer-core";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { PSEUDO_CLOSE, PSEUDO_OPEN } from "../../scripts/pseudo-locale.ts";
import { accessibilityProblems, openAllDisclosures } from "../../browsers/accessibility.ts";
import { newestTabId, openAddonPage } from "../../browsers/addon-page.ts";
import { untilShown } from "../../browsers/until.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchFirefox } from "../../browsers/firefox.ts";
import type { LaunchedFirefox } from "../../browsers/firefox.ts";
import type { Lab } from "../../lab/lab.ts";

let lab: Lab;
let firefox: LaunchedFirefox;
/** Where data stands: what others wrote, and what programs write. */
const DATA = ".untrusted, .validity-axis text:not(.validity-now-label), code, pre, [data-grade], option[value]:not([value=''])";
/** Names that are the same in every language: the product, hashes, keys, grades, and documents with their sections. */
const NAMES = /^(?:TLScope|SHA-(?:1|256)|(?:· )?(?:EC|RSA) \S+|[A-FTM][+-]?|(?:RFC \d+|draft-[a-z-]+|CA\/Browser Forum Baseline Requirements|SSL Server Rating Guide|Apple), [A-Z0-9][A-Za-z0-9. ]*)$/;

/** Any page of the add-on can ask the background. */
let control: Page;

before(async () => {
  lab = await sharedLab();
  firefox = await launchFirefox({ lab, addonDir: builtAddon("firefox-pseudo"), acceptInsecureCerts: true });
  control = await openAddonPage(firefox, "options/options.html", { width: 900, height: 800 });
});

after(async () => {
  await firefox.close();
  await lab.stop();
});

/** Text of a page, seen or spoken, that stands in no message and is no data of a known kind. */
async function foreignTexts(page: Page): Promise<string[]> {
  const groups = await page.evaluate((data) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: [text: string, isData: boolean][] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const { parentElement: parent } = node;
      if (parent !== null && parent.closest("script, style") === null) texts.push([node.textContent ?? "", parent.closest(data) !== null]);
    }
    const spoken = [...document.querySelectorAll("[aria-label], [title], [alt], [placeholder], [aria-description], [aria-valuetext]")]
      .flatMap((element) => ["aria-label", "title", "alt", "placeholder", "aria-description", "aria-valuetext"].map((name): [string, boolean][] => [[element.getAttribute(name) ?? "", false]]));
    return [texts, ...spoken, [[document.title, false]] as [string, boolean][]];
  }, DATA);
  return [...new Set(groups.flatMap(outsideMessages))].filter((text) => !NAMES.test(text));
}

/** What stands outside all marks, of texts in the order of the page; a message may be cut into several. */
function outsideMessages(texts: readonly [text: string, isData: boolean][]): string[] {
  let depth = 0;
  return texts.flatMap(([text, isData]) => {
    let rest = "";
    for (const character of text) {
      if (character === PSEUDO_OPEN) depth += 1;
      else if (character === PSEUDO_CLOSE) depth -= 1;
      else if (depth === 0) rest += character;
    }
    return !isData && /\p{L}/u.test(rest) ? [rest.trim()] : [];
  });
}

/** Elements whose text is cut off, or that stand out of the page. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const cut = [...document.querySelectorAll<HTMLElement>("body *")].filter((element) => {
      if (element.closest(".visually-hidden, pre, svg, textarea, select, input") !== null) return false;
      const { overflowX, textOverflow } = getComputedStyle(element);
      // Names of others may be shortened; they are written out elsewhere.
      return element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1 && overflowX !== "visible" && textOverflow !== "ellipsis" && element.closest(".untrusted") === null;
    }).map((element) => `${element.tagName}.${element.className}: ${element.textContent.slice(0, 60)}`);
    return scrollWidth > clientWidth ? [...cut, `the page by ${String(scrollWidth - clientWidth)} pixels`] : cut;
  });
}

async function expectWell(page: Page): Promise<void> {
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), "rtl");
  assert.deepEqual(await cutOff(page), []);
  assert.deepEqual(await foreignTexts(page), []);
  // Colours are the same in every language.
  assert.deepEqual(await accessibilityProblems(page, { contrast: false }), []);
}

describe("the popup", () => {
  for (const host of ["tls13-aes128.test", "tls12-rsa.test", "expired.test", "twenty-hosts.test", "frames.test", "about:blank"]) {
    test(host, async () => {
      const page = await firefox.browser.newPage();
      const tabId = await newestTabId(control);
      await page.goto(host === "about:blank" ? host : lab.url(host)).catch(() => undefined);
      const popup = await openAddonPage(firefox, `popup/popup.html?tabId=${String(tabId)}`);
      await untilShown(popup, "it has come to rest", () => document.querySelector("[data-testid=grade], .state, main") !== null);
      await expectWell(popup);
      await openAllDisclosures(popup);
      await expectWell(popup);
      await popup.close();
      await page.close();
    });
  }
});

describe("the pages", () => {
  const read = (page: Page): Promise<unknown> => untilShown(page, "all is read", () => document.querySelector("[data-testid=roots-age]") !== null && document.querySelector("[data-testid=memory-days]") !== null && document.querySelector("[data-testid=memory]") !== null && document.querySelector(".held") !== null);

  for (const width of [320, 1000]) {
    test(`the options at ${String(width)} pixels, with what would be reset and what would be saved`, async () => {
      const page = await openAddonPage(firefox, "options/options.html", { width, height: 800 });
      await read(page);
      await expectWell(page);
      await page.evaluate(async () => {
        const { browser } = globalThis as unknown as { browser: { runtime: { sendMessage(message: object): Promise<unknown> } } };
        const hash = "ab".repeat(32);
        await browser.runtime.sendMessage({ type: "settings/set", values: { "memory.days": 30, "interception.pins": [{ hosts: "*.example.test", kind: "key", hashes: [hash], since: "2026-01-01T00:00:00.000Z", why: "" }] } });
      });
      await untilShown(page, "the pin is listed", () => document.querySelector("[data-testid=pin]") !== null);
      await page.click("[data-testid=reset]");
      await untilShown(page, "what would change is shown", () => document.querySelector("[data-testid=proposal]") !== null);
      await page.click("[data-testid=preview]");
      await untilShown(page, "it is shown", () => document.querySelector("[data-testid=preview-text]") !== null);
      await expectWell(page);
      await page.click("[data-testid=apply-settings]");
      await untilShown(page, "the pin is gone", () => document.querySelector("[data-testid=pin]") === null);
      await page.close();
    });
  }

  test("the options at 200 % zoom", async () => {
    const page = await openAddonPage(firefox, "options/options.html", { width: 800, height: 800 });
    const tabId = await newestTabId(control);
    await read(page);
    await page.evaluate(async (id) => {
      const { browser } = globalThis as unknown as { browser: { tabs: { setZoom(tabId: number, factor: number): Promise<void> } } };
      await browser.tabs.setZoom(id, 2);
    }, tabId);
    await untilShown(page, "it is enlarged", () => document.documentElement.clientWidth <= 400);
    await expectWell(page);
    await page.evaluate(async (id) => {
      const { browser } = globalThis as unknown as { browser: { tabs: { setZoom(tabId: number, factor: number): Promise<void> } } };
      await browser.tabs.setZoom(id, 1);
    }, tabId);
    await page.close();
  });

  for (const width of [320, 800]) {
    test(`the first page at ${String(width)} pixels`, async () => {
      const page = await openAddonPage(firefox, "first-run/first-run.html", { width, height: 800 });
      await untilShown(page, "the choice is read", () => document.querySelector<HTMLInputElement>("[name=remember]")?.checked);
      await expectWell(page);
      await page.close();
    });
  }
});
