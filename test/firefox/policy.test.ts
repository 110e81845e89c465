// Settings that a policy makes, in real Firefox: by a native manifest and by policies.json. Needs the built add-on (npm run build).
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, test } from "node:test";
import { ask, openAddonPage } from "../../browsers/addon-page.ts";
import { untilShown } from "../../browsers/until.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { ADDON_ID, findFirefox, launchFirefox, type LaunchFirefoxOptions, type LaunchedFirefox } from "../../browsers/firefox.ts";
import { expectPolicy, SETTINGS_POLICY } from "../support/settings-by-policy.ts";
import { seeingInEtc, systemFolderObstacle } from "../../browsers/system-folder.ts";

const cleaning: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "tlscope-policy-"));
  cleaning.push(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** With variables of the environment as given; undefined: without. */
async function launch(env: Readonly<Record<string, string>>, options: LaunchFirefoxOptions = {}): Promise<LaunchedFirefox> {
  const earlier = Object.keys(env).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, env);
  try {
    const firefox = await launchFirefox({ addonDir: builtAddon("firefox"), ...options });
    cleaning.push(() => firefox.close());
    return firefox;
  } finally {
    for (const [name, value] of earlier) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  }
}

async function withManifest(data: object): Promise<string> {
  const home = await folder();
  const place = join(home, ".mozilla", "managed-storage");
  await mkdir(place, { recursive: true });
  await writeFile(join(place, `${ADDON_ID}.json`), JSON.stringify({ name: ADDON_ID, description: "Settings of TLScope", type: "storage", data }));
  return home;
}

test("by a native manifest: it holds, is said, cannot be got round, and goes with the manifest", async () => {
  const profile = join(await folder(), "profile");
  const home = await withManifest(SETTINGS_POLICY);
  const first = await launch({ HOME: home }, { profile });
  await expectPolicy(first);
  await first.close();

  const home2 = await folder();
  const second = await launch({ HOME: home2 }, { profile });
  const page = await openAddonPage(second, "options/options.html");
  const { settings, locked } = await ask(page, "settings/get", {});
  assert.deepEqual(locked, []);
  assert.deepEqual([settings.profile, settings.memory.remember], ["ssl-labs-2009r", true], "what the policy set was never the person's");
});

test("what a policy has wrong is said on the page, and the rest holds", async () => {
  const firefox = await launch({ HOME: await withManifest({ ...SETTINGS_POLICY, profile: "modern", colour: "red" }) });
  const page = await openAddonPage(firefox, "options/options.html");
  await untilShown(page, "the faults are told", () => document.querySelectorAll("[data-testid=policy-problem]").length === 2);
  assert.deepEqual(await page.$$eval("[data-testid=policy-problem]", (items) => items.map((item) => (item as HTMLElement).dataset["path"]).sort()), ["colour", "profile"]);
  assert.equal((await ask(page, "settings/get", {})).settings.memory.days, 30);
});

test("by policies.json", { skip: systemFolderObstacle() }, async () => {
  const firefox = findFirefox();
  assert.ok(firefox !== undefined);
  const policies = await folder();
  await writeFile(join(policies, "policies.json"), JSON.stringify({ policies: { "3rdparty": { Extensions: { [ADDON_ID]: SETTINGS_POLICY } } } }));
  const seeing = await seeingInEtc(firefox, policies, "firefox/policies");
  cleaning.push(seeing.remove);
  await expectPolicy(await launch({ FIREFOX: seeing.path, HOME: await folder() }));
});
