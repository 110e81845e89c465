// The lab's bad certificates and old versions, as a person sees them who accepts the one and allows the other.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { labCases } from "../../lab/index.ts";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { Addon } from "../../browsers/addon.ts";
import { assertBadge, assertLoads, mainConnection } from "../support/expect-case.ts";
import { Exposure } from "../support/exposure.ts";
import { launchFirefox } from "../../browsers/firefox.ts";
import type { LaunchedFirefox } from "../../browsers/firefox.ts";
import type { Lab } from "../../lab/lab.ts";

let lab: Lab;
let firefox: LaunchedFirefox;
let addon: Addon;

before(async () => {
  lab = await sharedLab();
  firefox = await launchFirefox({ lab, addonDir: "dist/firefox", acceptInsecureCerts: true, preferences: { "security.tls.version.min": 1 } });
  addon = await Addon.connect(firefox);
});

const exposure = new Exposure("firefox");

after(async () => {
  await exposure.saveFrom(firefox, "lenient");
  await firefox.close();
  await lab.stop();
});

describe("the lab in a lenient Firefox", () => {
  for (const { host, title, relaxed } of labCases) {
    if (relaxed === undefined) continue;
    test(`${host}: ${title}`, async () => {
      const tabId = await addon.openTab(lab.url(host));
      const { report } = await addon.settle(tabId);
      assert.ok(report, `The add-on knows nothing of ${host}.`);
      assert.equal(relaxed.outcome, "loads");
      assertLoads(report, lab, host, relaxed);
      exposure.note(mainConnection(report), { ...relaxed, accepted: relaxed.by === "exception" });
      await assertBadge(() => addon.badge(tabId), report);
      await addon.closeTabs([tabId]);
    });
  }
});
