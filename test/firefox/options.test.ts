// The options page in real Firefox. Needs the built add-on (npm run build).
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { accessibilityProblems } from "../../browsers/accessibility.ts";
import { openAddonPage } from "../../browsers/addon-page.ts";
import { untilShown } from "../../browsers/until.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchFirefox } from "../../browsers/firefox.ts";
import type { LaunchedFirefox } from "../../browsers/firefox.ts";
import { optionsWalk } from "../support/options-walk.ts";
import type { Lab } from "../../lab/lab.ts";

let lab: Lab;
let firefox: LaunchedFirefox;
let downloads: string;

before(async () => {
  downloads = await mkdtemp(join(tmpdir(), "tlscope-downloads-"));
  lab = await sharedLab();
  firefox = await launchFirefox({
    lab, addonDir: builtAddon("firefox"),
    preferences: { "browser.download.folderList": 2, "browser.download.dir": downloads, "browser.download.useDownloadDir": true, "browser.download.alwaysOpenPanel": false },
  });
});

after(async () => {
  await firefox.close();
  await lab.stop();
  await rm(downloads, { recursive: true, force: true });
});

optionsWalk(() => firefox);

describe("the export", () => {
  test("the preview is what is saved, byte for byte", async () => {
    const visited = await firefox.browser.newPage();
    await visited.goto(lab.url("tls13-aes128.test"));
    const page = await openAddonPage(firefox, "options/options.html", { width: 900, height: 800 });
    await untilShown(page, "it can be shown", () => document.querySelector<HTMLButtonElement>("[data-testid=preview]")?.disabled === false);
    await page.click("[data-testid=preview]");
    await untilShown(page, "it is shown", () => document.querySelector("[data-testid=preview-text]") !== null);
    assert.deepEqual(await accessibilityProblems(page), []);
    const [bytes, shown] = await page.evaluate(() => [Number(document.querySelector<HTMLElement>("[data-testid=preview-bytes]")?.dataset["bytes"]), document.querySelector("[data-testid=preview-text]")?.textContent ?? ""] as const);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);

    // Another page in between is in the session, and not in what was shown.
    await visited.goto(lab.url("tls12-rsa.test"));
    await page.bringToFront();
    await page.click("[data-testid=export-all]");
    let files: string[] = [];
    for (let tries = 0; tries < 200 && !files.some((name) => name.endsWith(".json")); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      files = await readdir(downloads);
    }
    const [name] = files.filter((file) => file.startsWith("tlscope-session-") && file.endsWith(".json"));
    assert.ok(name !== undefined, files.join(", "));
    let saved = await readFile(join(downloads, name));
    for (let tries = 0; tries < 100 && saved.length < bytes; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      saved = await readFile(join(downloads, name));
    }
    assert.equal(saved.length, bytes);
    assert.equal(saved.toString("utf8").slice(0, shown.length), shown);
    assert.ok(shown.includes("tls13-aes128.test") && shown.length > 1000);
    await page.close();
    await visited.close();
  });
});
