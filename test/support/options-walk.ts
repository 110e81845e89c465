/** What a person does on the options page, in any browser: a body shared by the tests in Firefox and in Chromium. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "puppeteer-core";
import { STORED_VERSION_1 } from "../unit/settings/stored-version-1.ts";
import { accessibilityProblems } from "../../browsers/accessibility.ts";
import { ask, openAddonPage } from "../../browsers/addon-page.ts";
import { until, untilShown } from "../../browsers/until.ts";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";

/** More stops than the page has. */
const MOST_STOPS = 200;

interface Stop {
  /** Where it is: its test id, its address or its words. */
  name: string;
  section: string;
  outline: string;
  seen: boolean;
}

/** The element that has the focus. */
function stopNow(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    const { activeElement: element } = document;
    if (!(element instanceof HTMLElement) || element === document.body) return { name: "", section: "", outline: "", seen: false };
    const { top, bottom, width, height } = element.getBoundingClientRect();
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return {
      name: element.dataset["testid"] ?? element.getAttribute("href") ?? (element instanceof HTMLInputElement ? `${element.name} ${element.value}` : element.textContent.trim()),
      section: element.closest("section")?.id ?? "",
      outline: `${outlineStyle} ${outlineWidth}`,
      seen: width > 0 && height > 0 && top < innerHeight && bottom > 0,
    };
  });
}

/** Presses Tab until the element of that name has the focus, from the start of the page. */
async function tabTo(page: Page, name: string): Promise<Stop> {
  await page.evaluate(() => {
    // The document's start, wherever the focus was.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
  });
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    await page.keyboard.press("Tab");
    const stop = await stopNow(page);
    if (stop.name === name) return stop;
  }
  return assert.fail(`${name} cannot be reached by Tab.`);
}

/** Gives a file to a field, as the browser does once a person has chosen one. */
export async function chooseFile(page: Page, selector: string, name: string, contents: string): Promise<void> {
  await page.$eval(selector, (field, file, text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], file, { type: "application/json" }));
    (field as HTMLInputElement).files = transfer.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }, name, contents);
}

const said = (page: Page): Promise<string> => page.$eval("[role=status]", (element) => element.textContent);

/** `launched`: with the add-on, and nothing changed in it. */
export function optionsWalk(launched: () => LaunchedBrowser): void {
  const open = async (use: (page: Page) => Promise<void>, viewport = { width: 1000, height: 800 }): Promise<void> => {
    const page = await openAddonPage(launched(), "options/options.html", viewport);
    try {
      await page.bringToFront();
      await untilShown(page, "all is read", () => document.querySelector("[data-testid=roots-age]") !== null && document.querySelector("[data-testid=memory-days]") !== null && document.querySelector("[data-testid=memory]") !== null && document.querySelector(".held") !== null);
      await use(page);
    } finally {
      await page.close();
    }
  };
  const settings = async (page: Page) => (await ask(page, "settings/get", {})).settings;

  describe("the options", () => {
    test("the navigation names each section once, in the order of the page", async () => {
      await open(async (page) => {
        const links = await page.$$eval("nav a", (items) => items.map((item) => item.getAttribute("href")));
        assert.deepEqual(links, await page.$$eval("main > section", (sections) => sections.map(({ id }) => `#${id}`)));
        assert.equal(new Set(links).size, links.length);
        await page.click("nav a[href='#memory']");
        await untilShown(page, "the section is at the top, and marked", () => location.hash === "#memory" && document.querySelector("nav a[aria-current]")?.getAttribute("href") === "#memory");
        assert.ok(await page.$eval("#memory", (section) => Math.abs(section.getBoundingClientRect().top) < innerHeight / 3));
      });
    });

    test("by keyboard alone: every section is reached, and the focus is always seen", async () => {
      await open(async (page) => {
        const stops: Stop[] = [];
        for (let count = 0; count < MOST_STOPS; count++) {
          await page.keyboard.press("Tab");
          // The page scrolls to it in its next frame.
          const stop = await until(() => stopNow(page), ({ name, seen }) => seen || name === "", { patience: 2000 }).catch(() => stopNow(page));
          // Behind the last one comes the browser's own.
          if (stop.name === "" || (stops[0] !== undefined && stop.name === stops[0].name)) break;
          stops.push(stop);
        }
        assert.deepEqual(stops.filter(({ outline, seen }) => !seen || /^none|^\S+ 0px/.test(outline)), []);
        const sections = new Set(stops.map(({ section }) => section).filter((section) => section !== ""));
        const withControls = await page.$$eval("main > section", (all) => all.filter((section) => section.querySelector("input:enabled, button:enabled, select:enabled, a[href]") !== null).map(({ id }) => id));
        assert.deepEqual([...sections], withControls);
      });
    });

    test("by keyboard alone: choices are made, and all is reset", async () => {
      await open(async (page) => {
        await tabTo(page, "profile ssl-labs-2009r");
        await page.keyboard.press("ArrowDown");
        await untilShown(page, "it is said", () => document.querySelector("[role=status]")?.textContent === "Profile saved.");
        assert.equal((await settings(page)).profile, "mozilla-intermediate-6.0");
        await tabTo(page, "remember");
        await page.keyboard.press(" ");
        await untilShown(page, "it is said", () => document.querySelector("[role=status]")?.textContent === "Saved.");
        assert.equal((await settings(page)).memory.remember, false);
        await tabTo(page, "memory-days");
        await page.keyboard.press("ArrowUp");
        await page.keyboard.press("Tab");
        await until(() => settings(page), ({ memory }) => memory.days === 401);

        await tabTo(page, "reset");
        await page.keyboard.press("Enter");
        await untilShown(page, "what would change has the focus", () => document.activeElement?.tagName === "H4");
        assert.deepEqual(await page.$$eval("[data-testid=setting-change]", (items) => items.map((item) => (item as HTMLElement).dataset["path"])), ["profile", "memory.remember", "memory.days"]);
        assert.equal((await settings(page)).memory.days, 401, "nothing is changed before it is said to be");
        await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
        await untilShown(page, "it is said", () => document.querySelector("[role=status]")?.textContent === "The settings were changed.");
        const { profile, memory } = await settings(page);
        assert.deepEqual([profile, memory], ["ssl-labs-2009r", { remember: true, days: 400, megabytes: 128 }]);
        await untilShown(page, "the page shows it", () => document.querySelector<HTMLInputElement>("[data-testid=memory-days]")?.value === "400" && document.querySelector<HTMLInputElement>("[name=profile]")?.checked);
      });
    });

    test("a number out of bounds is refused with its bounds, and the earlier one holds", async () => {
      await open(async (page) => {
        await page.$eval("[data-testid=memory-megabytes]", (field) => {
          (field as HTMLInputElement).value = "5000";
          field.dispatchEvent(new Event("change", { bubbles: true }));
        });
        await untilShown(page, "it is refused", () => document.querySelector("#memory [role=alert]")?.textContent.includes("1 to 1000"));
        assert.equal((await settings(page)).memory.megabytes, 128);
        assert.deepEqual(await accessibilityProblems(page), []);
      });
    });

    test("what is changed elsewhere shows at once", async () => {
      await open(async (page) => {
        await open(async (other) => {
          await ask(other, "settings/set", { values: { "memory.days": 77, profile: "nist-sp-800-52r2" } });
          await untilShown(page, "it shows", () => document.querySelector<HTMLInputElement>("[data-testid=memory-days]")?.value === "77" && document.querySelector<HTMLInputElement>("[value='nist-sp-800-52r2']")?.checked);
          await ask(other, "settings/set", { values: { "memory.days": 400, profile: "ssl-labs-2009r" } });
        });
      });
    });

    test("a file of settings: what would change is shown, nothing before it is confirmed, then all of it; a bad one is refused by its place", async () => {
      await open(async (page) => {
        const before = await settings(page);
        const hash = "ab".repeat(32);
        const pins = [{ hosts: "bank.test", kind: "key", hashes: [hash], since: "2026-03-02T09:00:00.000Z", why: "" }];
        const file = (given: object): string => JSON.stringify({ format: "tlscope-settings", version: 2, settings: given });
        await chooseFile(page, "[data-testid=load-settings]", "bad.json", file({ memory: { days: 0 } }));
        await untilShown(page, "it is refused", () => document.querySelector("[data-testid=settings-error]")?.textContent.includes("settings.memory.days"));
        assert.deepEqual(await settings(page), before);
        assert.deepEqual(await accessibilityProblems(page), []);

        await chooseFile(page, "[data-testid=load-settings]", "good.json", file({ memory: { days: 90 }, interception: { pins }, profile: "ssl-labs-2009r" }));
        await untilShown(page, "what would change is shown", () => document.querySelector("[data-testid=proposal]") !== null);
        assert.deepEqual(await page.$$eval("[data-testid=setting-change]", (items) => items.map((item) => (item as HTMLElement).dataset["path"])), ["interception.pins", "memory.days"]);
        const words = await page.$eval("[data-testid=proposal]", (element) => element.textContent);
        assert.ok(words.includes("bank.test") && words.includes("400 → 90"), words);
        assert.deepEqual(await settings(page), before);
        assert.deepEqual(await accessibilityProblems(page), []);
        await page.click("[data-testid=apply-settings]");
        await untilShown(page, "the pin is listed", () => document.querySelector("[data-testid=pin]") !== null);
        const after = await settings(page);
        assert.deepEqual([after.memory.days, after.interception.pins], [90, pins]);
        assert.equal(await said(page), "The settings were changed.");

        // What is saved is what is taken over: the same file again changes nothing.
        const document_ = await ask(page, "settings/export", {});
        await chooseFile(page, "[data-testid=load-settings]", "same.json", JSON.stringify(document_));
        await untilShown(page, "nothing would change", () => document.querySelector("[data-testid=proposal] h4")?.textContent === "Nothing would change.");
        await page.click("[data-testid=leave-settings]");
        assert.equal(await page.$("[data-testid=proposal]"), null);
        await ask(page, "settings/set", { values: { "memory.days": 400, "interception.pins": [] } });
      });
    });

    test("settings as version 1 stored them hold, and are stored as those of today with the next change", async () => {
      await open(async (page) => {
        await page.evaluate(async (stored) => {
          const { browser: api } = globalThis as unknown as { browser: { storage: { local: { set(items: object): Promise<void> } } } };
          await api.storage.local.set({ settings: stored });
        }, { ...STORED_VERSION_1, inspection: "on-demand", companion: false, interception: { ...STORED_VERSION_1.interception, notify: false } });
        await untilShown(page, "they show", () => document.querySelector<HTMLInputElement>("[data-testid=remember]")?.checked === false && document.querySelector("[data-testid=pin]") !== null);
        await ask(page, "settings/set", { values: { "memory.days": 30 } });
        const version = await page.evaluate(async () => {
          const { browser: api } = globalThis as unknown as { browser: { storage: { local: { get(key: string): Promise<Record<string, { version: number }>> } } } };
          return (await api.storage.local.get("settings"))["settings"]?.version;
        });
        assert.equal(version, 2);
        const { memory, trust } = await settings(page);
        assert.deepEqual([memory.remember, memory.days, trust.restrictions.length], [false, 30, 1]);
        await page.evaluate(async () => {
          const { browser: api } = globalThis as unknown as { browser: { storage: { local: { remove(key: string): Promise<void> } } } };
          await api.storage.local.remove("settings");
        });
        await untilShown(page, "the defaults show", () => document.querySelector<HTMLInputElement>("[data-testid=remember]")?.checked);
      });
    });

    for (const width of [320, 480, 760, 1400]) {
      test(`at ${String(width)} pixels nothing stands out, and axe-core finds nothing`, async () => {
        await open(async (page) => {
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
          assert.deepEqual(await accessibilityProblems(page), []);
        }, { width, height: 800 });
      });
    }
  });
}
