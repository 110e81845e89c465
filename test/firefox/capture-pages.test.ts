import assert from "node:assert/strict";
import type { IncomingMessage, ServerResponse } from "node:http";
import { after, before, test } from "node:test";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { Addon, to } from "../../browsers/addon.ts";
import { until } from "../../browsers/until.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchFirefox, type LaunchedFirefox } from "../../browsers/firefox.ts";
import { asLab, startSite, type TestSite } from "../support/site.ts";
import type { Lab } from "../../lab/lab.ts";

const PIXEL = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

let lab: Lab;
let site: TestSite;
let firefox: LaunchedFirefox;
let addon: Addon;
/** Answers that are held back until the test lets them go. */
const held: ServerResponse[] = [];

function serve(request: IncomingMessage, response: ServerResponse): void {
  const page = (html: string, headers: Record<string, string> = {}): void => {
    response.writeHead(200, { "content-type": "text/html", "cache-control": "no-store", ...headers }).end(`<!doctype html><link rel="icon" href="data:,"><title>page</title>${html}`);
  };
  const { pathname } = new URL(request.url ?? "/", "https://any.test");
  switch (pathname) {
    case "/image.png":
      response.writeHead(200, { "content-type": "image/png", "cache-control": "no-store" }).end(PIXEL);
      break;
    case "/cached.png":
      response.writeHead(200, { "content-type": "image/png", "cache-control": "max-age=3600" }).end(PIXEL);
      break;
    case "/cached":
      page(`<img src="/cached.png">`, { "cache-control": "max-age=3600" });
      break;
    case "/restorable":
      page(`<img src="${site.url("three.site.test")}cached.png">`, { "cache-control": "max-age=3600" });
      break;
    case "/held":
      held.push(response);
      response.writeHead(200, { "content-type": "text/plain", "access-control-allow-origin": "*" }).write("begun");
      break;
    case "/late":
      held.push(response);
      break;
    case "/service-worker":
      page(`<script>navigator.serviceWorker.register("/worker.js").then(() => navigator.serviceWorker.ready).then(() => { document.title = "ready"; });</script>`);
      break;
    case "/worker.js":
      response.writeHead(200, { "content-type": "text/javascript" }).end(`addEventListener("install", () => skipWaiting()); addEventListener("activate", (event) => event.waitUntil(clients.claim())); addEventListener("fetch", (event) => event.respondWith(fetch(event.request)));`);
      break;
    case "/download":
      response.writeHead(200, { "content-type": "application/octet-stream", "content-disposition": "attachment; filename=file.bin" }).end("bytes");
      break;
    default:
      page("hello");
  }
}

before(async () => {
  const addonDir = builtAddon("firefox");
  lab = await sharedLab();
  site = await startSite(["one.site.test", "two.site.test", "three.site.test"], serve);
  firefox = await launchFirefox({ lab: asLab(site, lab), addonDir });
  addon = await Addon.connect(firefox);
});

after(async () => {
  await firefox.close();
  await site.stop();
  await lab.stop();
});

const observed = ({ state }: { state: string }): boolean => state === "observed";

test("a resumed TLS 1.2 session forgot its group: unknown, not none", async () => {
  await addon.visit(lab.url("resumed.test"), observed);
  // Firefox may have made a full connection ahead; one of the next uses the session's ticket.
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const { page, tabId } = await addon.visit(site.url("one.site.test"), observed);
    await page.evaluate((url) => {
      new Image().src = url;
    }, `${lab.url("resumed.test")}image.svg?n=${attempt}`);
    const report = await addon.reportWhen(tabId, (candidate) => to(candidate, "resumed.test").length > 0);
    const facts = to(report, "resumed.test")[0]?.assessment?.connection;
    assert.equal(facts?.version, "TLS 1.2");
    if (facts.group === undefined) {
      assert.equal(facts.unavailable?.["keyExchangeGroup"], "resumed");
      return;
    }
  }
  assert.fail("No session was resumed in ten attempts.");
});

test("a cached response is labelled, and a live one of the same connection takes the label away", async () => {
  await addon.visit(`${site.url("one.site.test")}cached`, (report) => observed(report) && (report.connections[0]?.requests ?? 0) >= 2);
  const { page, tabId, report } = await addon.visit(`${site.url("one.site.test")}cached`, observed);
  assert.equal(report.connections[0]?.assessment?.connection.fromCache, true);
  await page.evaluate(() => {
    new Image().src = "/image.png";
  });
  const live = await addon.reportWhen(tabId, ({ connections }) => connections[0]?.assessment?.connection.fromCache === false);
  assert.equal(live.connections.length, 1);
});

test("a page restored from the back/forward cache shows what was learnt when it was loaded, and says so", async () => {
  const tab = await addon.visit(`${site.url("one.site.test")}restorable`, (report) => observed(report) && to(report, "three.site.test").length > 0);
  const two = await addon.go(tab, site.url("two.site.test"), (report) => observed(report) && report.url.includes("two.site"));
  assert.equal(to(two, "one.site.test").length, 0);
  void tab.page.goBack({ timeout: 1000 }).catch(() => undefined);
  const back = await addon.reportWhen(tab.tabId, ({ url }) => url.includes("one.site"));
  assert.equal(back.fromBackForwardCache, true);
  assert.equal(back.state, "observed");
  assert.equal(to(back, "three.site.test").length, 1);
  assert.equal(to(back, "two.site.test").length, 0);
});

test("a late answer of the page before never touches the next one", async () => {
  const tab = await addon.visit(site.url("one.site.test"), observed);
  await tab.page.evaluate((url) => {
    new Image().src = url;
  }, `${site.url("three.site.test")}late`);
  await until(() => Promise.resolve(held.length), (count) => count > 0);
  const next = await addon.go(tab, site.url("two.site.test"), (report) => observed(report) && report.url.includes("two.site"));
  held.splice(0).forEach((response) => response.writeHead(200, { "content-type": "image/png" }).end(PIXEL));
  await tab.page.evaluate(() => fetch("/image.png"));
  const report = await addon.reportWhen(tab.tabId, ({ connections }) => (connections[0]?.requests ?? 0) > (next.connections[0]?.requests ?? 0));
  assert.deepEqual([...new Set(report.connections.map(({ host }) => host))], ["two.site.test"]);
});

test("a response that is still coming is known already", async () => {
  const tab = await addon.visit(site.url("one.site.test"), observed);
  await tab.page.evaluate((url) => {
    void fetch(url);
  }, `${site.url("three.site.test")}held`);
  const report = await addon.reportWhen(tab.tabId, (candidate) => to(candidate, "three.site.test").length > 0);
  assert.equal(to(report, "three.site.test")[0]?.types["xmlhttprequest"], 1);
  held.splice(0).forEach((response) => response.end());
});

test("a document that a service worker fetches has its connection", async () => {
  const tab = await addon.newTab();
  await addon.go(tab, `${site.url("two.site.test")}service-worker`, observed);
  await until(() => tab.page.title(), (title) => title === "ready");
  const report = await addon.go(tab, `${site.url("two.site.test")}behind-worker`, (candidate) => candidate.url.endsWith("behind-worker") && observed(candidate));
  assert.deepEqual(report.connections.map(({ host, main }) => [host, main]), [["two.site.test", true]]);
});

test("a download leaves the page as it is", async () => {
  const tab = await addon.visit(site.url("one.site.test"), observed);
  await tab.page.evaluate((url) => {
    location.href = url;
  }, `${site.url("three.site.test")}download`);
  await until(() => addon.telemetry(), ({ observations }) => observations.some(({ host, requests }) => host === "three.site.test" && requests > 0));
  const report = await addon.report(tab.tabId);
  assert.equal(report?.connections[0]?.host, "one.site.test");
  assert.equal(report.state, "observed");
});

test("a tab closed half-way leaves nothing behind, and its connection stays in the session", async () => {
  const tab = await addon.newTab();
  void tab.page.goto(`${site.url("three.site.test")}held`, { timeout: 2000 }).catch(() => undefined);
  await until(() => Promise.resolve(held.length), (count) => count > 0);
  await tab.page.close();
  assert.equal(await addon.report(tab.tabId), null);
  held.splice(0).forEach((response) => response.end());
  assert.ok((await addon.telemetry()).observations.some(({ host }) => host === "three.site.test"));
});

test("a discarded tab keeps what was seen of it, and is seen anew when it is loaded again", async () => {
  const { tabId, report: before } = await addon.visit(site.url("three.site.test"), observed);
  const badge = await addon.badgeWhen(tabId, before.grade ?? "");
  await addon.discard(tabId);
  const discarded = await addon.report(tabId);
  assert.equal(discarded?.state, "observed");
  assert.deepEqual(discarded.connections.map(({ host, requests }) => [host, requests]), before.connections.map(({ host, requests }) => [host, requests]));
  assert.deepEqual(await addon.badge(tabId), badge);
  await addon.activate(tabId);
  const again = await addon.reportWhen(tabId, (report) => observed(report) && (report.connections[0]?.firstSeen ?? "") > (before.connections[0]?.firstSeen ?? ""));
  assert.deepEqual(again.connections.map(({ host, main }) => [host, main]), [["three.site.test", true]]);
});

test("history.pushState changes the address and keeps the page", async () => {
  const tab = await addon.visit(site.url("one.site.test"), observed);
  await tab.page.evaluate(() => history.pushState({}, "", "/pushed"));
  const report = await addon.reportWhen(tab.tabId, ({ url }) => url.endsWith("/pushed"));
  assert.equal(report.state, "observed");
});

test("several windows are apart", async () => {
  const { tabId } = await addon.openWindow(site.url("two.site.test"));
  const report = await addon.reportWhen(tabId, observed);
  assert.equal(report.connections[0]?.host, "two.site.test");
});
