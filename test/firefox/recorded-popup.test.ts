// The add-on in a Firefox that `tlscope record` records: its popup shows what was sent, as recorded, and the recording has what Firefox
// built, as the add-on tells.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { builtAddon } from "../../browsers/built-addon.ts";
import { ADDON_ID } from "../../browsers/firefox.ts";
import { patience } from "../../browsers/until.ts";
import type { Lab } from "../../lab/lab.ts";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import type { Observation } from "../../src/core/observation.ts";
import { importDocument } from "../../src/core/telemetry/import.ts";
import { Exposure } from "../support/exposure.ts";
import { permittedAddon } from "../support/permitted-addon.ts";
import { recordedBrowser, testNothingExported, testShownChains, type RecordedBrowser } from "../support/recorded-browser.ts";
import { trustingFirefox } from "../support/trusting-firefox.ts";

/** As in other tests: a process for each site is a third of the work. */
const PREFERENCES = {
  "dom.ipc.processCount": 1, "dom.ipc.processPrelaunch.enabled": false, "fission.webContentIsolationStrategy": 0, "browser.tabs.remote.separatePrivilegedContentProcess": false,
  "extensions.installDistroAddons": false, "browser.newtabpage.enabled": false, "network.captive-portal-service.enabled": false, "network.connectivity-service.enabled": false,
};

/** Milliseconds until the add-on has told what it has of pages. */
const TOLD = 9000;
const TLS_1_2 = ["tls12-ecdhe-gcm.test", "tls12-rsa.test"];
const REFUSED = ["expired.test", "not-yet-valid.test"]
const BROKEN_OFF = ["reset.test", "close.test"];

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

  describe("and the recording", () => {
    let [hosts, failing]: [string[], string[]] = [[], []];
    let [exported, observations]: [Observation[], Observation[]] = [[], []];
    let said = "";

    before(async () => {
      const cases = lab.cases.filter(({ server, unavailable }) => unavailable === undefined && server.kind === "tls" && !server.alpn.includes("h3"));
      hosts = cases.filter(({ category, host }) => category === "chain" || TLS_1_2.includes(host)).map(({ host }) => host);
      failing = cases.filter(({ host }) => REFUSED.includes(host)).map(({ host }) => host);
      for (const host of [...hosts, ...failing, ...BROKEN_OFF]) await recorded.addon.closeTabs([(await recorded.addon.visit(lab.url(host))).tabId]);
      exported = importDocument(await recorded.addon.telemetry()).records.map(({ observation }) => observation);
      // The add-on tells some seconds after a page was loaded, and nothing shows from without that it has.
      await sleep(patience(TOLD));
      said = await recorded.stop();
      observations = importDocument(JSON.parse(readFileSync(join(home, "out.json"), "utf8"))).records.map(({ observation }) => observation);
    });

    test("has the chain that Firefox built and its verdict, of the connections that had pages", () => {
      for (const host of hosts) {
        const [built] = exported.filter((each) => each.host === host && each.tlsInfo.builtChain !== undefined).map(({ tlsInfo }) => tlsInfo);
        const told = observations.filter((each) => each.host === host && each.tlsInfo.builtChain !== undefined);
        if (built === undefined) {
          // Refused: the add-on was told no chain.
          assert.equal(told.length, 0, host);
          continue;
        }
        assert.ok(told.length > 0, `${host} has what Firefox built\n${said}`);
        for (const { tlsInfo } of told) {
          assert.deepEqual([tlsInfo.builtChain, tlsInfo.chainValid, tlsInfo.extra?.rootIsBuiltIn, tlsInfo.extra?.verdictFrom], [built.builtChain, true, false, "add-on"], host);
          assert.deepEqual(tlsInfo.sentChain, lab.sentChain(host), `${host}: beside what was sent`);
        }
      }
      assert.match(said, /Of \d+ connections the add-on told which chain Firefox built\./);
      assert.ok(!said.includes("two different chains"), said);
    });

    test("judges by it: Firefox knows the lab's roots, and TLScope does not", () => {
      const right = said.split("\n").filter((line) => line.startsWith("chain-right.test"));
      assert.match(right.at(-1) ?? "", / valid /);
      assert.ok(right.some((line) => !line.includes(" valid ")), said);
    });

    test("says of refused ones that it is not known", () => {
      assert.ok(failing.length > 0);
      for (const host of failing) {
        const found = observations.filter((each) => each.host === host && each.tlsInfo.sentChain !== undefined);
        assert.ok(found.length > 0, host);
        for (const { tlsInfo: { builtChain, chainValid, extra } } of found) assert.deepEqual([builtChain, chainValid, extra?.unavailable?.builtChain, extra?.verdictFrom], [undefined, undefined, "not-recorded", undefined], host);
      }
    });

    test("what is known is written down for the tables", () => {
      const exposure = new Exposure("firefox-recorded-told");
      for (const observation of observations) exposure.noteObservation(observation);
      exposure.save("popup");
    });
  });
});
