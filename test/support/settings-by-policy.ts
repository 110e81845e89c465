/** A policy for the tests, and what the options page and the background make of it in any browser. */
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { accessibilityProblems } from "../../browsers/accessibility.ts";
import { ask, openAddonPage } from "../../browsers/addon-page.ts";
import { untilShown } from "../../browsers/until.ts";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";

export const SETTINGS_POLICY = {
  profile: "mozilla-modern-6.0",
  memory: { remember: false, days: 30 },
  interception: { expected: [{ hash: "ab".repeat(32), name: "The company's proxy" }] },
  trust: { base: "mozilla" },
  firstRun: false,
} as const;

export const POLICY_PATHS = ["trust.base", "profile", "interception.expected", "memory.remember", "memory.days"];

/** Throws where the policy does not hold, is not said to, or can be got round. Gives the options page. */
export async function expectPolicy(launched: LaunchedBrowser): Promise<Page> {
  const page = await openAddonPage(launched, "options/options.html", { width: 900, height: 900 });
  await untilShown(page, "the policy is told", () => document.querySelectorAll("[data-testid=by-policy]").length >= 5);
  const { settings, locked, problems, firstRun } = await ask(page, "settings/get", {});
  assert.deepEqual({ locked, problems, firstRun }, { locked: POLICY_PATHS, problems: [], firstRun: false });
  assert.deepEqual([settings.profile, settings.trust.base, settings.memory, settings.interception.expected.map(({ name }) => name)], ["mozilla-modern-6.0", "mozilla", { remember: false, days: 30, megabytes: 128 }, ["The company's proxy"]]);

  // Each is shown as what it is, and not for the person to change; the rest is.
  const states = await page.evaluate(() => Object.fromEntries([...document.querySelectorAll<HTMLInputElement>("[name=profile], [name=trust-base], [data-testid=remember], [data-testid=memory-days], [data-testid=memory-megabytes], [data-testid=notify]")]
    .map((field) => [field.dataset["testid"] ?? `${field.name} ${field.value}`, [field.matches(":disabled"), field.type === "number" ? field.value : field.checked]])));
  assert.deepEqual(states["profile mozilla-modern-6.0"], [true, true]);
  assert.deepEqual(states["trust-base mozilla"], [true, true]);
  assert.deepEqual(states["remember"], [true, false]);
  assert.deepEqual(states["memory-days"], [true, "30"]);
  assert.deepEqual(states["memory-megabytes"], [false, "128"]);
  assert.equal(states["notify"]?.[0], false);
  assert.equal(await page.$("[data-testid=expected-hash]"), null);
  assert.equal(await page.$("[data-testid=expected] [data-testid=remove]"), null);
  assert.deepEqual(await accessibilityProblems(page), []);

  // Whoever asks the background all the same is refused, and what is left to the person can be changed.
  const { error } = await ask(page, "interception/change", { change: { kind: "expect", hash: "cd".repeat(32), name: "" } });
  assert.equal(error?.code, "policy");
  await assert.rejects(ask(page, "settings/set", { values: { "memory.days": 3650 } }));
  await ask(page, "settings/set", { values: { "memory.megabytes": 64 } });
  assert.deepEqual((await ask(page, "settings/get", {})).settings.memory, { remember: false, days: 30, megabytes: 64 });

  // A reset leaves it, and says so.
  await page.click("[data-testid=reset]");
  await untilShown(page, "what a reset changes is told", () => document.querySelector("[data-testid=proposal]") !== null);
  assert.deepEqual(await page.$$eval("[data-testid=setting-change]", (items) => items.map((item) => (item as HTMLElement).dataset["path"])), ["memory.megabytes"]);
  await page.click("[data-testid=leave-settings]");
  return page;
}
