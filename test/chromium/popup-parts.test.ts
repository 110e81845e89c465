// The popup in real Chromium: walked by keyboard, held against what "page/get" says, and in colours that the system chooses.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "puppeteer-core";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { accessibilityProblems } from "../../browsers/accessibility.ts";
import { Addon } from "../../browsers/addon.ts";
import { openAddonPage } from "../../browsers/addon-page.ts";
import { until, untilShown } from "../../browsers/until.ts";
import type { CertificateDescription } from "../../src/core/description/description.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchChromium } from "../../browsers/chromium.ts";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import type { PageConnection } from "../../src/messages/page.ts";
import type { Lab } from "../../lab/lab.ts";

let lab: Lab;
let chromium: LaunchedBrowser;
let addon: Addon;

before(async () => {
  lab = await sharedLab();
  chromium = await launchChromium({ lab, addonDir: builtAddon("chromium") });
  addon = await Addon.connect(chromium);
});

after(async () => {
  await chromium.close();
  await lab.stop();
});

/** Opens a host of the lab, has the debugger asked about it, and opens its popup. */
async function visit(host: string): Promise<{ popup: Page; tabId: number; main: PageConnection; grade: string | null }> {
  const tabId = await addon.openTab(lab.url(host));
  const { report } = await addon.settleAndInspect(tabId);
  const main = report?.connections.find((connection) => connection.main);
  assert.ok(report && main);
  const popup = await openAddonPage(chromium, `popup/popup.html?tabId=${tabId}`);
  return { popup, tabId, main, grade: report.grade };
}

/** What must be seen against the canvas: where, and by which colour. */
const PAINTED: [selector: string, property: string][] = [
  [".grade-tile", "border-top-color"], [".grade-tile", "color"], [".bar-track", "border-top-color"], [".bar-fill", "fill"],
  [".host .grade-mark", "border-top-color"], [".top-finding", "border-top-color"], [".top-finding .severity", "color"],
  [".validity-bar", "fill"], [".validity-now", "stroke"],
];

async function emulate(popup: Page, features: { name: string; value: string }[]): Promise<void> {
  const session = await popup.createCDPSession();
  await session.send("Emulation.setEmulatedMedia", { features });
}

describe("by keyboard", () => {
  test("every control is reached, shows its focus, and a certificate is opened in full as the background describes it", async () => {
    const { popup, main, grade } = await visit("tls13-aes128.test");
    assert.equal(await popup.$eval("[data-testid=grade]", (tile) => tile.textContent), grade);
    assert.ok(main.assessment);
    const { rating } = main.assessment;
    assert.deepEqual(
      await popup.$$eval("main > .bars [role=meter]", (meters) => meters.map((meter) => Number(meter.getAttribute("aria-valuenow")))),
      [rating.certificate, rating.categories.protocol, rating.categories.keyExchange, rating.categories.cipher].filter((value) => value !== null),
    );
    const controls = await popup.$$eval("summary, button, a, select", (elements) => elements.filter((element) => element.checkVisibility() && !(element as HTMLButtonElement).disabled).length);
    const reached = new Set<string>();
    for (let step = 0; step < controls; step += 1) {
      await popup.keyboard.press("Tab");
      reached.add(await popup.evaluate(() => {
        const focused = document.activeElement;
        if (focused === null || focused === document.body) return "nothing";
        return getComputedStyle(focused).outlineStyle === "none" ? "no outline" : `${focused.tagName} ${focused.textContent} ${focused.getAttribute("aria-label") ?? ""}`;
      }));
    }
    assert.equal(reached.size, controls, [...reached].join("\n"));
    assert.ok(!reached.has("nothing") && !reached.has("no outline"), [...reached].join("\n"));

    for (const selector of ["#certificates > summary", ".certificate > details > summary", ".in-full > summary"]) {
      await popup.focus(selector);
      await popup.keyboard.press("Enter");
    }
    await popup.waitForSelector("[data-testid=certificate-viewer]");
    const description = JSON.parse(await addon.ask("certificate/describe", { sha256: main.certificates[0] ?? "" })) as CertificateDescription;
    assert.deepEqual(
      await popup.$$eval("[data-testid=viewer-part]", (parts) => parts.map((part) => [part.getAttribute("data-title"), part.getAttribute("data-oid")])),
      [...description.fields, ...description.extensions].map(({ title, oid }) => [title, oid ?? null]),
    );
    assert.deepEqual(await accessibilityProblems(popup), []);
    await popup.close();
  });
});

describe("as the system shows it", () => {
  test("in colours of its own, grade, bars, marks and focus are still seen", async () => {
    const { popup } = await visit("twenty-hosts.test");
    await emulate(popup, [{ name: "forced-colors", value: "active" }]);
    assert.equal(await popup.evaluate(() => matchMedia("(forced-colors: active)").matches), true);
    await popup.$eval("#hosts", (section) => {
      (section as HTMLDetailsElement).open = true;
    });
    const canvas = await popup.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const colours = await popup.evaluate((places) => places.map(([selector, property]) => {
      const element = document.querySelector(selector);
      return element === null ? "not there" : getComputedStyle(element).getPropertyValue(property);
    }), PAINTED);
    for (const [index, colour] of colours.entries()) {
      assert.ok(/^rgb/.test(colour) && !/^rgba.*, 0\)$/.test(colour) && colour !== canvas, `${PAINTED[index]?.join(" ") ?? ""} is ${colour} on ${canvas}`);
    }
    await popup.focus("#findings > summary");
    await popup.keyboard.press("Tab");
    const outline = await popup.evaluate(() => {
      const { outlineStyle, outlineColor } = getComputedStyle(document.activeElement ?? document.body);
      return { outlineStyle, outlineColor };
    });
    assert.notEqual(outline.outlineStyle, "none");
    assert.notEqual(outline.outlineColor, canvas);
    assert.deepEqual(await accessibilityProblems(popup), []);
    await popup.close();
  });

  test("without motion, nothing moves", async () => {
    const { popup } = await visit("tls13-aes128.test");
    const moving = (): Promise<number> => popup.$$eval("*", (elements) => elements.filter((element) => getComputedStyle(element).transitionDuration !== "0s" && getComputedStyle(element).transitionProperty !== "none").length);
    assert.ok((await moving()) > 0);
    await emulate(popup, [{ name: "prefers-reduced-motion", value: "reduce" }]);
    assert.equal(await moving(), 0);
    await popup.close();
  });
});

test("the badge says the version at once where that is chosen in the options", async () => {
  const { popup, tabId, grade } = await visit("tls13-aes128.test");
  const options = await openAddonPage(chromium, "options/options.html", { width: 800, height: 800 });
  await untilShown(options, "the choice is read", () => document.querySelector<HTMLInputElement>("[name=badge][value=grade]")?.checked);
  await options.click("[name=badge][value=version]");
  const { title } = await until(() => addon.badge(tabId), ({ text }) => text === "1.3", { what: "the version is shown" });
  assert.match(title, /TLS 1\.3/);
  await options.click("[name=badge][value=grade]");
  await until(() => addon.badge(tabId), ({ text }) => text === grade, { what: "the grade is shown again" });
  await options.close();
  await popup.close();
});

test("a key opens the popup, as Chromium has it registered", async () => {
  const commands = await addon.page.evaluate(async () => {
    const { chrome } = globalThis as unknown as { chrome: { commands: { getAll(): Promise<{ name?: string; shortcut?: string }[]> } } };
    return (await chrome.commands.getAll()).map(({ name, shortcut }) => ({ name, shortcut }));
  });
  assert.deepEqual(commands, [{ name: "_execute_action", shortcut: "Alt+Shift+L" }]);
});
