// The add-on in a Firefox that `tlscope record` records: its popup shows what was sent, as recorded.
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { builtAddon } from "../../browsers/built-addon.ts";
import { ADDON_ID } from "../../browsers/firefox.ts";
import type { Lab } from "../../lab/lab.ts";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { permittedAddon } from "../support/permitted-addon.ts";
import { recordedBrowser, testNothingExported, testShownChains, type RecordedBrowser } from "../support/recorded-browser.ts";
import { trustingFirefox } from "../support/trusting-firefox.ts";

/** As in other tests: a process for each site is a third of the work. */
const PREFERENCES = {
  "dom.ipc.processCount": 1, "dom.ipc.processPrelaunch.enabled": false, "fission.webContentIsolationStrategy": 0, "browser.tabs.remote.separatePrivilegedContentProcess": false,
  "extensions.installDistroAddons": false, "browser.newtabpage.enabled": false, "network.captive-portal-service.enabled": false, "network.connectivity-service.enabled": false,
};

describe("the popup in a Firefox that is recorded", { concurrency: false, skip: process.platform === "linux" ? false : "on Linux alone" }, () => {
  const home = mkdtempSync(join(tmpdir(), "tlscope-rec-"));
  let lab: Lab;
  let recorded: RecordedBrowser;

  before(async () => {
    lab = await sharedLab();
    const uuid = randomUUID();
    recorded = await recordedBrowser({
      browser: "firefox", home, companion: [], origin: `moz-extension://${uuid}`, addonDir: permittedAddon(builtAddon("firefox"), join(home, "add-on")),
      args: ["--program", trustingFirefox(home, lab, { ...PREFERENCES, "extensions.webextensions.uuids": JSON.stringify({ [ADDON_ID]: uuid }) }), "--resolve", "*.test=127.0.0.1", "--", "--remote-debugging-port", "0", "--remote-allow-system-access"],
    });
  });

  after(async () => {
    await recorded.launched.close();
    await lab.stop();
    rmSync(home, { recursive: true, force: true });
  });

  testShownChains(() => ({ lab, recorded }), { of: "connection", words: /^As recorded by “tlscope record” at \d+:\d\d:\d\d.*the browser’s own connection/ });

  testNothingExported(() => ({ recorded }));
});
