// The upload in real Firefox, against real collectors: one on loopback, and one by https. Needs
// the built add-on (npm run build).
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Addon } from "../../browsers/addon.ts";
import type { AddonGlobal } from "../../browsers/addon-page.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { untilShown } from "../../browsers/until.ts";
import { launchFirefox, type LaunchedFirefox } from "../../browsers/firefox.ts";
import { hear, hostsOf, type Heard } from "../support/collector.ts";
import { asLab, startSite, type TestSite } from "../support/site.ts";
import { uploadWalk } from "../support/upload-walk.ts";

const HOSTS = ["alpha-lab.com", "beta-lab.com", "gamma-lab.com", "delta-lab.com", "epsilon-lab.com", "zeta-lab.com", "eta-lab.com"] as const;
const COLLECTOR = "collector-lab.com";

let site: TestSite;
let firefox: LaunchedFirefox;
const heard: (Heard & { host: string })[] = [];

before(async () => {
  site = await startSite([...HOSTS, COLLECTOR], (request, response) => {
    const host = request.headers.host?.replace(/:\d+$/, "") ?? "";
    if (host === COLLECTOR) {
      void hear(request).then((each) => {
        heard.push({ ...each, host });
        response.end();
      });
    } else response.writeHead(200, { "content-type": "text/html", "set-cookie": "who=me" }).end("<!doctype html><link rel=icon href=data:,><title>site</title>");
  });
  firefox = await launchFirefox({ lab: asLab(site), addonDir: builtAddon("firefox"), preferences: { "extensions.webextOptionalPermissionPrompts": false } });
});

after(async () => {
  await firefox.close();
  await site.stop();
});

uploadWalk(() => ({ launched: firefox, url: (host) => site.url(host), hosts: HOSTS }));

describe("Firefox's own consent, and the collector's own connection", () => {
  const permitted = (addon: Addon): Promise<boolean> => addon.page.evaluate(async () => (globalThis as AddonGlobal).browser.permissions.contains({ data_collection: ["browsingActivity", "technicalAndInteraction"] } as object));

  test("the consent to the collection of data is given back with the upload, and without it nothing is sent whatever the settings say", async () => {
    const addon = await Addon.connect(firefox);
    assert.equal(await permitted(addon), false, "it was given back when the upload was switched off");
    await addon.ask("settings/set", { values: { "upload.on": true, "upload.address": site.url(COLLECTOR) } });
    const { state, sent } = await addon.ask("upload/now", {});
    assert.deepEqual([state, sent, heard.length], ["not-permitted", 0, 0]);
    await addon.page.close();
  });

  test("by https it is looked at who the collector is before anything is sent, the token included", async () => {
    const addon = await Addon.connect(firefox);
    await untilShown(addon.page, "consent can be given", () => document.querySelector("[data-testid=upload-permit]") !== null);
    await addon.page.bringToFront();
    await addon.page.click("[data-testid=upload-permit]");
    await untilShown(addon.page, "it is given", () => document.querySelector("[data-testid=upload-permit]") === null);
    assert.equal(await permitted(addon), true);
    const direct = await addon.ask("upload/now", {});
    assert.equal(direct.failure, null);
    assert.deepEqual([heard[0]?.method, heard[0]?.text, heard[0]?.headers.authorization], ["HEAD", "", undefined]);
    assert.ok(hostsOf(heard.filter(({ method }) => method === "POST")).includes(HOSTS[0]));
    assert.ok(!hostsOf(heard).includes(COLLECTOR), "nor is it seen as browsing");
    await addon.page.close();
  });
});
