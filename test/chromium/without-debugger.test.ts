// The build without the debugger's permission, in a Chromium whose flag WebRequestSecurityInfo is on.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { accessibilityProblems } from "../../browsers/accessibility.ts";
import { Addon } from "../../browsers/addon.ts";
import { acceptBadCertificate } from "../../browsers/chromium-addon.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchChromium } from "../../browsers/chromium.ts";
import { mainConnection } from "../support/expect-case.ts";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import { sha256 } from "../support/sha256.ts";
import type { Lab } from "../../lab/lab.ts";

let lab: Lab;
let chromium: LaunchedBrowser;
let addon: Addon;

before(async () => {
  lab = await sharedLab();
  chromium = await launchChromium({ lab, addonDir: builtAddon("chromium-without-debugger"), args: ["--enable-features=WebRequestSecurityInfo"] });
  addon = await Addon.connect(chromium);
});

after(async () => {
  await chromium.close();
  await lab.stop();
});

describe("without the debugger", () => {
  test("the manifests differ in that permission alone", () => {
    const manifest = (variant: "chromium" | "chromium-without-debugger") => JSON.parse(readFileSync(join(builtAddon(variant), "manifest.json"), "utf8")) as { permissions: string[] };
    const { permissions, ...rest } = manifest("chromium");
    assert.deepEqual(manifest("chromium-without-debugger"), { ...rest, permissions: permissions.filter((permission) => permission !== "debugger") });
    assert.ok(permissions.includes("debugger"));
  });

  test("the server's certificate and its validity are known by the flag; the rest is said to be missing, and what would show it", async () => {
    const tabId = await addon.openTab(lab.url("tls12-rsa.test"));
    const { report } = await addon.settle(tabId);
    assert.ok(report);
    const { assessment, certificates } = mainConnection(report);
    assert.deepEqual(certificates, lab.sentChain("tls12-rsa.test").slice(0, 1).map(sha256));
    assert.equal(assessment?.connection.version, undefined);
    assert.equal(report.grade, null);
    assert.equal(report.inspection, "other-build");
    assert.deepEqual(await addon.ask("inspection/get", {}), { available: false, mode: "on-demand" });
    assert.deepEqual(await addon.ask("inspection/page", { tabId }), { failure: "refused" });
    const popup = await addon.popup(tabId);
    assert.match(await popup.$eval("[data-testid=inspection]", (element) => element.textContent), /build/);
    assert.equal(await popup.$("[data-testid=inspect]"), null);
    assert.deepEqual(await accessibilityProblems(popup), []);
    assert.equal(await addon.page.$("[data-testid=inspection-choice]"), null);
  });

  test("QUIC is known by what the page itself knows", async (context) => {
    const quic = lab.cases.find(({ server, unavailable }) => unavailable === undefined && server.kind === "tls" && server.alpn.includes("h3"));
    if (quic === undefined) {
      context.skip("nothing here serves HTTP/3");
      return;
    }
    const { report } = await addon.settle(await addon.openTab(lab.url(quic.host)));
    assert.ok(report);
    const connection = mainConnection(report).assessment?.connection;
    assert.equal(connection?.protocol, "QUIC");
    assert.equal(connection.alpn, "h3");
  });

  test("of a failure the class is known", async () => {
    const { report } = await addon.settle(await addon.openTab(lab.url("wrong-name.test")));
    assert.ok(report);
    assert.equal(mainConnection(report).error?.code, "certificate-name-mismatch");
  });

  test("an accepted bad certificate is known as such", async () => {
    const page = await chromium.browser.newPage();
    await acceptBadCertificate(page, lab.url("expired.test"));
    const telemetry = await addon.ask("telemetry/export", {}) as { observations: { host: string; tlsInfo: { chainValid?: boolean; extra: { serverCertificate?: string } } }[] };
    const observed = telemetry.observations.find(({ host }) => host === "expired.test");
    assert.equal(observed?.tlsInfo.chainValid, false);
    assert.deepEqual([observed.tlsInfo.extra.serverCertificate], lab.sentChain("expired.test").slice(0, 1).map(sha256));
  });
});
