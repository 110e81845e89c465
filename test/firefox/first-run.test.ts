// The first page in real Firefox: when it opens, and what stands on it. Needs the built add-on (npm run build).
import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import type { Page } from "puppeteer-core";
import { archive } from "../../scripts/packaging/archive.ts";
import { accessibilityProblems } from "../../browsers/accessibility.ts";
import { ask, openAddonPage } from "../../browsers/addon-page.ts";
import { untilShown } from "../../browsers/until.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { walkTo } from "../support/tab-walk.ts";
import { ADDON_ID, EXPERIMENT_PREFERENCES, launchFirefox, type LaunchedFirefox } from "../../browsers/firefox.ts";
import { isOldestFirefox } from "../support/oldest-firefox.ts";
import { setViewport } from "../../browsers/viewport.ts";

const PATIENCE = 15_000;
/** So long nothing opens where nothing is to open; it takes a tenth of it where something is. Milliseconds. */
const NOTHING = 2500;

const folders: string[] = [];
after(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "tlscope-first-"));
  folders.push(path);
  return path;
}

/** The add-on as a person gets it, with a version of its own. */
async function packed(version: string): Promise<string> {
  const place = await folder();
  await cp(builtAddon("firefox"), join(place, "unpacked"), { recursive: true });
  const manifest = join(place, "unpacked", "manifest.json");
  await writeFile(manifest, JSON.stringify({ ...JSON.parse(await readFile(manifest, "utf8")) as object, version }));
  await writeFile(join(place, "addon.xpi"), archive(join(place, "unpacked")));
  return join(place, "addon.xpi");
}

/** Installs it to stay, as from the add-ons page. */
async function install({ browser }: LaunchedFirefox, path: string): Promise<void> {
  const { connection } = browser as unknown as { connection: { send(method: string, parameters: object): Promise<unknown> } };
  await connection.send("webExtension.install", { extensionData: { type: "archivePath", path }, "moz:permanent": true });
}

async function firstPages({ browser }: LaunchedFirefox): Promise<Page[]> {
  const found: Page[] = [];
  for (const page of await browser.pages()) {
    // A page that is just being replaced cannot be asked.
    if (await page.evaluate(() => location.pathname).catch(() => "") === "/first-run/first-run.html") found.push(page);
  }
  return found;
}

async function opened(firefox: LaunchedFirefox): Promise<Page> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const [page] = await firstPages(firefox);
    if (page !== undefined) return page;
  }
  return assert.fail("The first page does not open.");
}

async function noneOpens(firefox: LaunchedFirefox, but = 0): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, NOTHING));
  assert.equal((await firstPages(firefox)).length, but);
}

const UNSIGNED = { "xpinstall.signatures.required": false } as const;

describe("the first page", () => {
  test("opens once after installation, not with a new start, not with an update", async () => {
    const profile = join(await folder(), "profile");
    const first = await launchFirefox({ profile, preferences: UNSIGNED });
    try {
      await install(first, await packed("1.0"));
      const page = await opened(first);
      assert.match(await page.$eval("h1", (heading) => heading.textContent), /TLScope/);
      await noneOpens(first, 1);
    } finally {
      await first.close();
    }
    const second = await launchFirefox({ profile, preferences: UNSIGNED });
    try {
      await noneOpens(second);
      await install(second, await packed("1.1"));
      await noneOpens(second);
      const options = await openAddonPage(second, "options/options.html");
      assert.match(await options.$eval("#about", (section) => section.textContent), /Version 1\.1/);
    } finally {
      await second.close();
    }
  });

  test("does not open where a policy says so", async () => {
    const home = await folder();
    const place = join(home, ".mozilla", "managed-storage");
    await mkdir(place, { recursive: true });
    await writeFile(join(place, `${ADDON_ID}.json`), JSON.stringify({ name: ADDON_ID, description: "Settings of TLScope", type: "storage", data: { firstRun: false } }));
    const earlier = process.env["HOME"];
    process.env["HOME"] = home;
    const firefox = await launchFirefox({ preferences: UNSIGNED });
    try {
      await install(firefox, await packed("1.0"));
      await noneOpens(firefox);
    } finally {
      if (earlier === undefined) Reflect.deleteProperty(process.env, "HOME");
      else process.env["HOME"] = earlier;
      await firefox.close();
    }
  });

  test("does not open for who loads the add-on for the time being; what it says is of this browser, and the choice is kept", async () => {
    const firefox = await launchFirefox({ addonDir: builtAddon("firefox") });
    try {
      await noneOpens(firefox);
      const page = await openAddonPage(firefox, "first-run/first-run.html", { width: 900, height: 800 });
      assert.equal(await page.$eval("[data-testid=sight]", (section) => (section as HTMLElement).dataset["source"]), "firefox");
      const manifest = JSON.parse(await readFile(join(builtAddon("firefox"), "manifest.json"), "utf8")) as { permissions: string[]; optional_permissions: string[] };
      assert.deepEqual(await page.$$eval("[data-testid=permission]", (items) => items.map((item) => (item as HTMLElement).dataset["permission"])), [...manifest.permissions, ...manifest.optional_permissions]);
      await untilShown(page, "the choice is read", () => document.querySelector<HTMLInputElement>("[name=remember]")?.checked);
      await walkTo(page, "[name=remember]");
      await page.keyboard.press("ArrowDown");
      await untilShown(page, "it is said", () => document.querySelector("[role=status]")?.textContent === "Saved.");
      assert.equal((await ask(page, "settings/get", {})).settings.memory.remember, false);
      for (const width of [320, 900]) {
        await setViewport(page, { width, height: 800 });
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `${String(width)} pixels`);
        assert.deepEqual(await accessibilityProblems(page), []);
      }
    } finally {
      await firefox.close();
    }
  });

  test("knows the build with the experiment", async () => {
    const firefox = await launchFirefox({ addonDir: builtAddon("firefox-experiment"), preferences: EXPERIMENT_PREFERENCES });
    try {
      const page = await openAddonPage(firefox, "first-run/first-run.html");
      assert.equal(await page.$eval("[data-testid=sight]", (section) => (section as HTMLElement).dataset["source"]), "firefox-experiment");
      const told = (fact: string): Promise<string | null> => page.$eval(`[data-fact=${fact}]`, (row) => row.getAttribute("data-told"));
      assert.equal(await told("sentChain"), await isOldestFirefox(firefox) ? "never" : "always");
      assert.equal(await told("failedCertificates"), "always");
    } finally {
      await firefox.close();
    }
  });
});
