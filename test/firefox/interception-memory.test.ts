// What outlives the background and the browser: the memory of hosts, and what was told by a notification. In real Firefox, with the
// add-on installed for good in a profile that is used again. Needs the built add-on (npm run build -- --event-page).
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Page } from "puppeteer-core";
import { startInterceptor, type Interceptor } from "../../lab/interceptor.ts";
import { Addon } from "../../browsers/addon.ts";
import { until } from "../../browsers/until.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchFirefox, type LaunchedFirefox } from "../../browsers/firefox.ts";
import { asLab, startSite, type TestSite } from "../support/site.ts";
import type { PageConnection, PageReport } from "../../src/messages/page.ts";

const HOSTS = ["alpha-lab.com", "beta-lab.com", "gamma-lab.com", "delta-lab.com", "epsilon-lab.com"];
/** Longer than the watcher and a notification take. Milliseconds. */
const LONG_ENOUGH = 4000;

const main = ({ connections }: PageReport): PageConnection | undefined => connections.find((connection) => connection.main);
const isJudged = (report: PageReport): boolean => main(report)?.assessment !== undefined && main(report)?.assessment !== null;

/** The names that the functions below find in the add-on's page. */
declare const browser: {
  /** Without the permission there is none. */
  notifications?: { onShown: { addListener(listener: (id: string) => void): void } };
  permissions: { contains(wanted: object): Promise<boolean> };
};

describe("a browser that is started again", () => {
  let site: TestSite;
  let proxy: Interceptor;
  let profile: string;
  let firefox: LaunchedFirefox;
  let addon: Addon;

  const start = async (): Promise<void> => {
    const lab = asLab(site);
    const script = `function FindProxyForURL(url, host) { return host.endsWith("-lab.com") && host !== "alpha-lab.com" ? "PROXY 127.0.0.1:${String(proxy.port)}" : "DIRECT"; }`;
    firefox = await launchFirefox({
      lab: { ...lab, rootPems: [...lab.rootPems, proxy.rootPem, proxy.publishedRootPem] }, addonDir: builtAddon("firefox-event-page"), profile, installForGood: true,
      preferences: {
        "extensions.background.idle.timeout": 3000,
        "network.proxy.type": 2, "network.proxy.autoconfig_url": `data:text/javascript,${encodeURIComponent(script)}`, "network.proxy.allow_hijacking_localhost": true,
        // A person's yes to the browser's question.
        "extensions.webextOptionalPermissionPrompts": false,
        // This machine need not have anybody who shows notifications: Firefox shows them itself.
        "alerts.useSystemBackend": false,
      },
    });
    addon = await Addon.connect(firefox);
    await addon.page.evaluate(() => {
      const shown: string[] = [];
      (globalThis as unknown as { shown: string[] }).shown = shown;
      browser.notifications?.onShown.addListener((id) => shown.push(id));
    });
  };

  before(async () => {
    site = await startSite(HOSTS, (_request, response) => response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><link rel=icon href=data:,><title>site</title>"));
    proxy = await startInterceptor({ style: "key-per-host", ca: [{ type: "O", value: "mitmproxy" }, { type: "CN", value: "mitmproxy" }] });
    profile = await mkdtemp(join(tmpdir(), "tlscope-kept-profile-"));
    await start();
  });

  after(async () => {
    await firefox.close();
    await Promise.all([proxy.stop(), site.stop()]);
    await rm(profile, { recursive: true, force: true });
  });

  const shown = (page: Page): Promise<number> => page.evaluate(() => (globalThis as unknown as { shown: string[] }).shown.length);
  const visitAll = async (): Promise<void> => {
    for (const host of HOSTS) await addon.visit(site.url(host), isJudged);
  };

  test("a new finding of weight is told by one notification, once the person allowed them", async () => {
    await (await addon.page.waitForSelector("[data-testid=notify]"))?.click();
    await until(() => addon.ask("interception/get", {}), ({ notify }) => notify);
    assert.equal(await addon.page.evaluate(() => browser.permissions.contains({ permissions: ["notifications"] })), true);
    await addon.page.evaluate(() => browser.notifications?.onShown.addListener((id) => (globalThis as unknown as { shown: string[] }).shown.push(id)));
    await visitAll();
    await until(() => shown(addon.page), (count) => count > 0);
    await new Promise((resolve) => setTimeout(resolve, LONG_ENOUGH));
    assert.equal(await shown(addon.page), 1, "one proxy on four sites is one finding");
  });

  test("and never again: not for further pages, nor by a background that was unloaded", async () => {
    await addon.backgroundUnloaded();
    await visitAll();
    await new Promise((resolve) => setTimeout(resolve, LONG_ENOUGH));
    assert.equal(await shown(addon.page), 1);
  });

  test("after a restart hosts are known with the day of their first sight, and nothing is told again", async () => {
    const { history } = await until(() => addon.ask("interception/get", {}), (report) => report.history?.hosts === HOSTS.length);
    await firefox.close();
    await start();
    assert.deepEqual((await addon.ask("interception/get", {})).history, history);
    const { report } = await addon.visit(site.url("alpha-lab.com"), isJudged);
    assert.equal(main(report)?.assessment?.device?.state, "known");
    assert.match(main(report)?.assessment?.device?.since ?? "", /^\d{4}-/);
    await visitAll();
    await new Promise((resolve) => setTimeout(resolve, LONG_ENOUGH));
    assert.equal(await shown(addon.page), 0, "the permission and what was told are kept");
    assert.equal(await addon.page.evaluate(() => browser.permissions.contains({ permissions: ["notifications"] })), true);
  });

  test("another CA in the middle is another finding, told once", async () => {
    proxy.setStyle("published-key");
    await visitAll();
    await until(() => shown(addon.page), (count) => count > 0);
    await new Promise((resolve) => setTimeout(resolve, LONG_ENOUGH));
    assert.equal(await shown(addon.page), 1);
  });
});
