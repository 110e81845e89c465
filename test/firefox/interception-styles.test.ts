// Ten public sites seen by the add-on in real Firefox: through an honest proxy, and through one that reads TLS, in each of its styles.
// The sites' root is one of the browser's own (browsers/built-in-roots.ts), and through a proxy the browser names no address of
// theirs, so that nothing makes them devices of the local network. Needs the built add-on (npm run build -- --event-page).
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startInterceptor, type Interceptor, type InterceptorStyle } from "../../lab/interceptor.ts";
import type { InterceptionAssessment } from "../../src/core/assessment.ts";
import { Addon, type OpenTab } from "../../browsers/addon.ts";
import { until } from "../../browsers/until.ts";
import { findTrustModule } from "../../browsers/built-in-roots.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchFirefox, type LaunchedFirefox } from "../../browsers/firefox.ts";
import { startPublicSites, type PublicSites } from "../support/public-sites.ts";
import type { PageConnection, PageReport } from "../../src/messages/page.ts";

const HOSTS = ["alpha-lab.com", "beta-lab.com", "gamma-lab.com", "delta-lab.com", "epsilon-lab.com", "zeta-lab.com", "eta-lab.com", "theta-lab.com", "iota-lab.com", "kappa-lab.com"];
/** Its certificate has expired. */
const OLD = "old-lab.com";
const PRODUCT = [{ type: "O", value: "mitmproxy" }, { type: "CN", value: "mitmproxy" }] as const;

const main = ({ connections }: PageReport): PageConnection | undefined => connections.find((connection) => connection.main);
const isJudged = (report: PageReport): boolean => main(report)?.assessment !== undefined && main(report)?.assessment !== null;

function interception(report: PageReport): InterceptionAssessment {
  const found = main(report)?.assessment?.interception;
  assert.ok(found);
  return found;
}

const ids = ({ evidence }: InterceptionAssessment): string[] => evidence.map(({ id }) => id);

describe("ten public sites", { skip: findTrustModule() === undefined ? "p11-kit's trust module is missing (package p11-kit-modules, or P11_KIT_TRUST)" : false }, () => {
  let sites: PublicSites;
  let proxy: Interceptor;
  let firefox: LaunchedFirefox;
  let addon: Addon;
  let tab: OpenTab;

  before(async () => {
    sites = await startPublicSites({ hosts: HOSTS, expired: [OLD] });
    proxy = await startInterceptor({ style: "tunnel", ca: PRODUCT });
    firefox = await launchFirefox({
      lab: { ...sites.lab, rootPems: [proxy.rootPem, proxy.publishedRootPem] }, builtInRoots: [sites.rootPem],
      addonDir: builtAddon("firefox-event-page"),
      preferences: {
        ...proxyPreferences(proxy.port),
        // No log that Firefox knows would sign for these; it says so, and refuses nothing.
        "security.pki.certificate_transparency.mode": 1,
      },
    });
    addon = await Addon.connect(firefox);
    tab = await addon.newTab();
  });

  after(async () => {
    await firefox.close();
    await Promise.all([proxy.stop(), sites.stop()]);
  });

  /** Visits all ten, one after the other. */
  const visitAll = async (): Promise<InterceptionAssessment[]> => {
    const all: InterceptionAssessment[] = [];
    for (const host of HOSTS) {
      const report = await addon.go(tab, sites.url(host), isJudged);
      const connection = main(report);
      assert.deepEqual([connection?.ip, connection?.assessment?.device], [undefined, undefined], "nothing makes it a local device");
      // What the session shows is known a little later.
      all.push(interception(all.length < 2 ? report : await addon.settledReport(tab.tabId)));
    }
    return all;
  };

  const direct = async (): Promise<void> => {
    for (const [index, found] of (await visitAll()).entries()) assert.deepEqual(found, { verdict: "none", label: null, evidence: [] }, HOSTS[index]);
  };

  /** All ten through a style; gives what is found at the last. */
  const through = async (style: InterceptorStyle, always: readonly string[]): Promise<InterceptionAssessment> => {
    proxy.setStyle(style);
    const all = await visitAll();
    for (const [index, found] of all.entries()) {
      for (const id of always) assert.ok(ids(found).includes(id), `${HOSTS[index] ?? ""}: ${ids(found).join()}`);
      assert.ok(found.verdict === "known" || found.verdict === "likely", `${HOSTS[index] ?? ""}: ${found.verdict}`);
    }
    const last = all.at(-1);
    assert.ok(last);
    return last;
  };

  test("directly: none for all, at roots of the browser's own", async () => {
    await direct();
    assert.equal(main(await addon.go(tab, sites.url(HOSTS[0] ?? ""), isJudged))?.assessment?.connection.rootIsBuiltIn, true);
    assert.equal((await addon.go(tab, sites.url(OLD), ({ state }) => state === "failed")).state, "failed");
    // What was seen is written before the next look at it.
    await until(() => addon.ask("interception/get", {}), ({ history }) => history?.hosts === HOSTS.length);
  });

  test("a key for each host, under a product's name", async () => {
    const found = await through("key-per-host", ["public-to-private", "private-anchor", "made-on-the-fly"]);
    assert.deepEqual([found.verdict, found.label], ["known", "mitmproxy"]);
    assert.ok(ids(found).includes("one-issuer-many-sites") && !ids(found).includes("one-key-many-hosts"), ids(found).join());
    assert.match(found.evidence.find(({ id }) => id === "one-issuer-many-sites")?.message ?? "", /signed for 10 of the last 10 sites/);
  });

  test("one key for all", async () => {
    const found = await through("one-key", ["public-to-private", "private-anchor"]);
    assert.ok(ids(found).includes("one-key-many-hosts"), ids(found).join());
  });

  test("copies of the original's fields: not as if made on the fly, and found all the same", async () => {
    const found = await through("copy", ["public-to-private", "private-anchor"]);
    assert.ok(!ids(found).includes("made-on-the-fly") && ids(found).includes("one-issuer-many-sites"), ids(found).join());
  });

  test("expired originals turned good", async () => {
    await through("renewed", ["public-to-private", "private-anchor", "made-on-the-fly"]);
    const report = await addon.go(tab, sites.url(OLD), isJudged);
    assert.equal(report.state, "observed", "the browser no longer refuses it");
    const found = interception(report);
    assert.ok(found.verdict === "known" && ids(found).includes("one-issuer-many-sites") && ids(found).includes("made-on-the-fly"), JSON.stringify(found));
  });

  test("a CA whose key is public, known by its key at the first site", async () => {
    const found = await through("published-key", ["public-key-ca"]);
    assert.deepEqual([found.verdict, found.label], ["known", "webpack-dev-server (published key)"]);
    const [evidence] = found.evidence;
    assert.deepEqual([evidence?.id, evidence?.weight], ["public-key-ca", 100]);
  });

  test("directly again: none for all, whatever was in between", async () => {
    proxy.setStyle("tunnel");
    await direct();
  });
});

function proxyPreferences(port: number): Record<string, string | number | boolean> {
  const script = `function FindProxyForURL(url, host) { return host.endsWith("-lab.com") ? "PROXY 127.0.0.1:${String(port)}" : "DIRECT"; }`;
  return { "network.proxy.type": 2, "network.proxy.autoconfig_url": `data:text/javascript,${encodeURIComponent(script)}`, "network.proxy.allow_hijacking_localhost": true };
}
