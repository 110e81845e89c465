// Somebody in the middle whose CA nobody trusts, so that Firefox refuses the handshake: judged all the same, and nothing is learnt from
// it. With the experiment, which tells what the server sent. Needs the built add-on (npm run build).
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import { startInterceptor, type Interceptor } from "../../lab/interceptor.ts";
import { Addon, type OpenTab } from "../../browsers/addon.ts";
import { openAddonPage } from "../../browsers/addon-page.ts";
import { until } from "../../browsers/until.ts";
import { findTrustModule } from "../../browsers/built-in-roots.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { EXPERIMENT_PREFERENCES, launchFirefox, type LaunchedFirefox } from "../../browsers/firefox.ts";
import { startPublicSites, type PublicSites } from "../support/public-sites.ts";
import type { PageConnection, PageReport } from "../../src/messages/page.ts";
import type { ReportHost } from "../../src/messages/hosts.ts";

const HOSTS = ["alpha-lab.com", "beta-lab.com", "gamma-lab.com", "delta-lab.com"];
/** Refused right after it was met itself. */
const SOON = "epsilon-lab.com";
/** For these a network answers that wants a login, with the good certificate of its own page. */
const PORTAL = { hosts: ["zeta-lab.com", "eta-lab.com"], name: "login.hotel-lab.com" };

const main = ({ connections }: PageReport): PageConnection | undefined => connections.find((connection) => connection.main);
const isJudged = (report: PageReport): boolean => main(report)?.assessment !== undefined && main(report)?.assessment !== null;
const evidence = (report: PageReport): Record<string, number> => Object.fromEntries(main(report)?.assessment?.interception.evidence.map(({ id, weight }) => [id, weight]) ?? []);

describe("a handshake that was refused", { skip: findTrustModule() === undefined ? "p11-kit's trust module is missing (package p11-kit-modules, or P11_KIT_TRUST)" : false }, () => {
  let sites: PublicSites;
  let proxy: Interceptor;
  let firefox: LaunchedFirefox;
  let addon: Addon;
  let tab: OpenTab;
  let started: number;
  /** What is remembered of the sites themselves. */
  let learnt: ReportHost["keys"][] = [];

  before(async () => {
    started = Date.now();
    sites = await startPublicSites({ hosts: [...HOSTS, SOON], portal: PORTAL });
    proxy = await startInterceptor({ style: "tunnel", ca: [{ type: "CN", value: "Gateway CA 7" }] });
    const script = `function FindProxyForURL(url, host) { return host.endsWith("-lab.com") ? "PROXY 127.0.0.1:${String(proxy.port)}" : "DIRECT"; }`;
    firefox = await launchFirefox({
      lab: sites.lab, builtInRoots: [sites.rootPem], addonDir: builtAddon("firefox-experiment"),
      preferences: {
        ...EXPERIMENT_PREFERENCES, "security.pki.certificate_transparency.mode": 1,
        "network.proxy.type": 2, "network.proxy.autoconfig_url": `data:text/javascript,${encodeURIComponent(script)}`, "network.proxy.allow_hijacking_localhost": true,
      },
    });
    addon = await Addon.connect(firefox);
    tab = await addon.newTab();
  });

  after(async () => {
    await firefox.close();
    await Promise.all([proxy.stop(), sites.stop()]);
  });

  const go = (host: string, ready: (report: PageReport) => boolean = isJudged): Promise<PageReport> => addon.go(tab, sites.url(host), ready);
  /** The keys of each host. */
  const remembered = (): Promise<ReportHost["keys"][]> => Promise.all(HOSTS.map(async (host) => {
    const known = JSON.parse(await addon.ask("report/host", { host, port: Number(new URL(sites.url(host)).port || 443) })) as ReportHost | null;
    return known?.keys ?? [];
  }));

  test("is judged by what the server sent, held against what was here before", async () => {
    for (const host of HOSTS) assert.deepEqual(main(await go(host))?.assessment?.interception, { verdict: "none", label: null, evidence: [] }, host);
    learnt = await until(remembered, (hosts) => hosts.every((keys) => keys.length === 1));
    proxy.setStyle("key-per-host");
    const report = await go("alpha-lab.com", (candidate) => candidate.state === "failed" && isJudged(candidate));
    assert.equal(main(report)?.error?.code, "certificate-untrusted");
    assert.deepEqual(evidence(report), { "public-to-private": 45, "made-on-the-fly": 5, "untrusted-issuer": 15 });
    assert.equal(main(report)?.assessment?.interception.verdict, "likely");
  });

  test("of several sites shows one CA for all", async () => {
    for (const host of ["beta-lab.com", "gamma-lab.com"]) await go(host, ({ state }) => state === "failed");
    const report = await go("delta-lab.com", (candidate) => candidate.state === "failed" && (evidence(candidate)["one-issuer-many-sites"] ?? 0) > 0);
    assert.ok((evidence(report)["one-issuer-many-sites"] ?? 0) >= 12);
    assert.equal(main(report)?.assessment?.interception.verdict, "likely");
  });

  test("has beside it when the host was last good, what is other, and that HSTS leaves no way past", async () => {
    const past = main(await go("alpha-lab.com", (candidate) => candidate.state === "failed" && isJudged(candidate)))?.assessment?.past;
    assert.deepEqual(past?.lastGood?.changed, ["key", "issuer", "validity", "root"]);
    assert.match(past.lastGood.root, /Public Trust Root X7/);
    assert.ok(Date.parse(past.lastGood.time) >= started - 1000);
    assert.ok(Date.parse(past.hstsUntil ?? "") > started + 364 * 86_400_000);
    const popup = await openAddonPage(firefox, `popup/popup.html?tabId=${String(tab.tabId)}`);
    const shown = await popup.$$eval("[data-testid=bad-certificate] [data-testid]", (elements) => elements.map((element) => element.getAttribute("data-testid")));
    for (const part of ["last-good", "bad-hsts", "valid-names", "fingerprint"]) assert.ok(shown.includes(part), shown.join());
    await popup.close();
  });

  test("teaches nothing: the memory is as before, and the sites are themselves again", async () => {
    assert.equal(learnt.length, HOSTS.length);
    assert.deepEqual(await remembered(), learnt);
    proxy.setStyle("tunnel");
    for (const host of HOSTS) assert.deepEqual(main(await go(host, (candidate) => candidate.state === "observed" && isJudged(candidate)))?.assessment?.interception, { verdict: "none", label: null, evidence: [] }, host);
    assert.deepEqual(await remembered(), learnt);
  });

  test("right after the site itself was met is held against that", async () => {
    await go(SOON, ({ state }) => state === "observed");
    proxy.setStyle("key-per-host");
    const report = await go(SOON, (candidate) => candidate.state === "failed" && isJudged(candidate));
    assert.equal(evidence(report)["public-to-private"], 45);
    const { title } = await until(() => addon.badge(tab.tabId), (badge) => badge.title.split("\n").length > 2);
    assert.match(title, /probably intercepting[^]*did not load[^]*not trust[^]*good certificate/);
    proxy.setStyle("tunnel");
  });

  test("for a wrong name is a network that wants a login, where it leads pages without TLS to what the certificate is for, or does so for several sites", async () => {
    const [first = "", second = ""] = PORTAL.hosts;
    assert.equal((await go(first, ({ state }) => state === "failed")).networkLogin, undefined);
    const plain = createServer((_request, response) => response.writeHead(302, { location: sites.url(PORTAL.name) }).end());
    await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve));
    await addon.go(tab, `http://localhost:${String((plain.address() as AddressInfo).port)}/`, ({ url, state }) => url.startsWith(sites.url(PORTAL.name)) && state === "observed");
    plain.close();
    assert.deepEqual((await go(first, ({ state }) => state === "failed")).networkLogin, { sites: 1, page: PORTAL.name });
    const popup = await openAddonPage(firefox, `popup/popup.html?tabId=${String(tab.tabId)}`);
    assert.match(await popup.$eval("[data-testid=failed]", (element) => element.textContent), /login\.hotel-lab\.com[^]*login page/);
    await popup.close();
    assert.match((await until(() => addon.badge(tab.tabId), ({ title }) => title.includes("log in"))).title, /did not load/);
    const report = await go(second, ({ state }) => state === "failed");
    assert.deepEqual(report.networkLogin, { sites: 2, page: PORTAL.name });
    assert.notEqual(main(report)?.assessment?.interception.verdict, "likely");
  });
});
