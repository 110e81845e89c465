import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { Addon, to } from "../../browsers/addon.ts";
import { until } from "../../browsers/until.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchFirefox, type LaunchedFirefox } from "../../browsers/firefox.ts";
import { asLab, startSite, type TestSite } from "../support/site.ts";
import type { Lab } from "../../lab/lab.ts";

const sha256 = (der: Uint8Array): string => createHash("sha256").update(der).digest("hex");
const observed = ({ state }: { state: string }): boolean => state === "observed";

let lab: Lab;

before(async () => {
  lab = await sharedLab();
});
after(() => lab.stop());

describe("a background that Firefox unloads at any moment", () => {
  let site: TestSite;
  let firefox: LaunchedFirefox;
  let addon: Addon;
  const held: ServerResponse[] = [];

  before(async () => {
    const addonDir = builtAddon("firefox-event-page");
    site = await startSite(["one.site.test", "two.site.test", "three.site.test"], ({ url }, response) => {
      if (url?.startsWith("/late") === true || url?.startsWith("/begun") === true) {
        held.push(response);
        if (url.startsWith("/begun")) response.writeHead(200, { "content-type": "text/plain", "access-control-allow-origin": "*" }).write("begun");
      } else {
        response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><link rel=icon href=data:,>");
      }
    });
    firefox = await launchFirefox({ lab: asLab(site, lab), addonDir, preferences: { "extensions.background.idle.timeout": 400 } });
    addon = await Addon.connect(firefox);
  });

  after(async () => {
    await firefox.close();
    await site.stop();
  });

  test("forgets nothing of a page", async () => {
    const tab = await addon.visit(lab.url("twenty-hosts.test"), (report) => new Set(report.connections.map(({ host }) => host)).size >= 21);
    const before = await addon.settledReport(tab.tabId);
    const badge = await addon.badgeWhen(tab.tabId, before.grade ?? "");
    await addon.backgroundUnloaded();
    const after = await addon.report(tab.tabId);
    assert.ok(after !== null);
    const shown = ({ connections }: typeof after): unknown => connections.map(({ host, requests, types, certificates, assessment, error }) => ({ host, requests, types, certificates, rating: assessment?.rating, error })).sort((one, other) => one.host.localeCompare(other.host));
    assert.deepEqual(shown(after), shown(before));
    assert.deepEqual(await addon.badge(tab.tabId), badge);
  });

  test("counts a request that began before and is answered after, once, for its page", async () => {
    const tab = await addon.visit(site.url("one.site.test"), observed);
    await tab.page.evaluate((late, begun) => {
      new Image().src = late;
      void fetch(begun);
    }, `${site.url("two.site.test")}late`, `${site.url("three.site.test")}begun`);
    await addon.reportWhen(tab.tabId, (report) => to(report, "three.site.test").length === 1);
    await until(() => Promise.resolve(held.length), (count) => count === 2);
    await addon.backgroundUnloaded();
    held.splice(0).forEach((response) => response.end());
    const report = await addon.reportWhen(tab.tabId, (candidate) => to(candidate, "two.site.test").length > 0);
    assert.equal(to(report, "two.site.test")[0]?.requests, 1);
    await addon.backgroundUnloaded();
    const later = await addon.report(tab.tabId);
    assert.equal(later === null ? undefined : to(later, "three.site.test")[0]?.requests, 1);
  });

  test("keeps the session's collection, and lets go of tabs that were closed meanwhile", async () => {
    const tab = await addon.visit(site.url("one.site.test"), observed);
    await addon.backgroundUnloaded();
    await tab.page.close();
    await until(() => addon.report(tab.tabId), (report) => report === null);
    const hosts = (await addon.telemetry()).observations.map(({ host }) => host);
    assert.ok(hosts.includes("twenty-hosts.test") && hosts.includes("two.site.test"), String(hosts));
  });
});

describe("the process of all extensions", () => {
  test("may crash: pages that were seen are still known, and the next are seen", { skip: process.platform !== "linux" && "finds the process in /proc" }, async () => {
    const firefox = await launchFirefox({ lab, addonDir: builtAddon("firefox") });
    try {
      const addon = await Addon.connect(firefox);
      const { tabId } = await addon.visit(lab.url("tls13-aes128.test"), observed);
      const report = await addon.settledReport(tabId);
      const badge = await addon.badgeWhen(tabId, report.grade ?? "");
      // What was seen in the last moment before is not yet written.
      await sleep(1000);
      const crashed = extensionProcess(firefox);
      process.kill(crashed, "SIGKILL");
      await until(() => Promise.resolve(existsSync(`/proc/${crashed}`)), (alive) => !alive);
      const after = await Addon.connect(firefox);
      const remembered = await after.reportWhen(tabId, observed);
      assert.deepEqual(remembered.connections.map(({ host, requests }) => [host, requests]), report.connections.map(({ host, requests }) => [host, requests]));
      assert.deepEqual(await after.badge(tabId), badge);
      const next = await after.visit(lab.url("tls12-rsa.test"), observed);
      assert.equal(next.report.grade, "B");
    } finally {
      await firefox.close();
    }
  });
});

/** The content process that Firefox runs add-ons in. */
function extensionProcess({ browser }: LaunchedFirefox): number {
  // Forked processes have their arguments in one piece.
  const ofThisFirefox = new RegExp(`-parentPid[ \\0]${browser.process()?.pid ?? "?"}[ \\0]`);
  const children = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/comm`, "utf8").trim() === "WebExtensions" && ofThisFirefox.test(readFileSync(`/proc/${pid}/cmdline`, "utf8"));
    } catch (error) {
      // Gone in the meantime.
      assert.ok(error instanceof Error && "code" in error);
      return false;
    }
  });
  const [found] = children;
  assert.ok(found !== undefined && children.length === 1, `${children.length} processes of extensions`);
  return found;
}

describe("a bad certificate that a person accepted", () => {
  let firefox: LaunchedFirefox;
  let addon: Addon;

  before(async () => {
    firefox = await launchFirefox({ lab, addonDir: builtAddon("firefox"), acceptInsecureCerts: true });
    addon = await Addon.connect(firefox);
  });
  after(() => firefox.close());

  test("is told with the server's own certificate, for the document and for other hosts", async () => {
    for (const host of ["self-signed.test", "unknown-root.test", "expired.test", "wrong-name.test"]) {
      const { report } = await addon.visit(lab.url(host), observed);
      assert.deepEqual(report.connections[0]?.certificates, [sha256(lab.sentChain(host)[0] ?? new Uint8Array())], host);
      assert.equal(report.connections[0].assessment?.connection.unavailable?.["builtChain"], "exception-accepted");
    }
    const { report } = await addon.visit(lab.url("twenty-hosts.test"), (candidate) => ["expired.test", "self-signed.test", "wrong-name.test"].every((host) => to(candidate, host).length > 0));
    for (const host of ["expired.test", "self-signed.test", "wrong-name.test"]) {
      assert.deepEqual(to(report, host)[0]?.certificates, [sha256(lab.sentChain(host)[0] ?? new Uint8Array())], host);
    }
    const { observations } = await addon.telemetry();
    const exceptions = new Map(observations.map(({ host, tlsInfo }) => [host, [tlsInfo.chainValid, tlsInfo.extra?.exception]]));
    assert.deepEqual(exceptions.get("self-signed.test"), [false, "trust"]);
    assert.deepEqual(exceptions.get("expired.test"), [false, "time"]);
    assert.deepEqual(exceptions.get("wrong-name.test"), [false, "name"]);
  });
});

describe("a private window", () => {
  let firefox: LaunchedFirefox;
  let addon: Addon;

  before(async () => {
    firefox = await launchFirefox({ lab, addonDir: builtAddon("firefox"), allowPrivateWindows: true });
    addon = await Addon.connect(firefox);
  });
  after(() => firefox.close());

  test("is judged while it is open and never recorded", async () => {
    await addon.visit(lab.url("tls13-aes128.test"), observed);
    const { tabId } = await addon.openWindow(lab.url("tls12-rsa.test"), { incognito: true });
    const report = await addon.reportWhen(tabId, observed);
    assert.equal(report.incognito, true);
    assert.notEqual(report.grade, null);
    assert.match((await addon.badgeWhen(tabId, report.grade ?? "")).title, /never recorded/);
    const hosts = (await addon.telemetry()).observations.map(({ host }) => host);
    assert.ok(hosts.includes("tls13-aes128.test"));
    assert.ok(!hosts.includes("tls12-rsa.test"), String(hosts));
    assert.deepEqual((await addon.telemetry(tabId)).observations, []);
  });
});
