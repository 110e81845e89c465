// Settings that a policy makes, in real Chromium, from the folder where it looks for policies. Needs the built add-on (npm run build).
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ask, openAddonPage } from "../../browsers/addon-page.ts";
import { untilShown } from "../../browsers/until.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { findChromium, launchChromium } from "../../browsers/chromium.ts";
import { expectPolicy, SETTINGS_POLICY } from "../support/settings-by-policy.ts";
import { seeingInEtc, systemFolderObstacle } from "../../browsers/system-folder.ts";

/** The id that an unpacked add-on has follows from its folder, so a first start tells it. */
async function addonId(): Promise<string> {
  const chromium = await launchChromium({ addonDir: builtAddon("chromium") });
  try {
    return new URL(chromium.addonUrl("")).host;
  } finally {
    await chromium.close();
  }
}

function policies(policy: object, id: string): string {
  return JSON.stringify({ "3rdparty": { extensions: { [id]: policy } } });
}

test("by a file of policies: it holds, is said, cannot be got round, and a change of it takes effect at once", { skip: systemFolderObstacle() }, async () => {
  const chromium = findChromium();
  assert.ok(chromium !== undefined);
  const id = await addonId();
  const folder = await mkdtemp(join(tmpdir(), "tlscope-policy-"));
  await mkdir(join(folder, "managed"));
  await writeFile(join(folder, "managed", "tlscope.json"), policies(SETTINGS_POLICY, id));
  const seeing = await seeingInEtc(chromium, folder, "chromium/policies");
  const earlier = process.env["CHROMIUM"];
  process.env["CHROMIUM"] = seeing.path;
  try {
    const launched = await launchChromium({ addonDir: builtAddon("chromium"), args: ["--no-sandbox"] });
    try {
      const page = await expectPolicy(launched);
      // The file as the browser sees it.
      const seen = `/proc/${String(launched.browser.process()?.pid)}/root/etc/chromium/policies/managed/tlscope.json`;
      await writeFile(seen, policies({ memory: { days: 60 } }, id));
      await untilShown(page, "the change takes effect at once", () => document.querySelector<HTMLInputElement>("[data-testid=memory-days]")?.value === "60" && document.querySelectorAll("[data-testid=by-policy]").length === 1);
      assert.deepEqual((await ask(page, "settings/get", {})).locked, ["memory.days"]);
    } finally {
      await launched.close();
    }
  } finally {
    if (earlier === undefined) Reflect.deleteProperty(process.env, "CHROMIUM");
    else process.env["CHROMIUM"] = earlier;
    await seeing.remove();
    await rm(folder, { recursive: true, force: true });
  }
});

test("without a policy nothing is locked", async () => {
  const launched = await launchChromium({ addonDir: builtAddon("chromium") });
  try {
    const page = await openAddonPage(launched, "options/options.html");
    const { locked, problems, firstRun } = await ask(page, "settings/get", {});
    assert.deepEqual({ locked, problems, firstRun }, { locked: [], problems: [], firstRun: true });
  } finally {
    await launched.close();
  }
});
