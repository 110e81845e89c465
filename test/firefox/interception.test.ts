// A proxy on loopback that reads TLS, seen by the add-on in real Firefox; and what the add-on remembers once its background was
// unloaded. Needs the built add-on (npm run build -- --event-page).
import assert from "node:assert/strict";
import { createHash, X509Certificate } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { startInterceptor, type Interceptor } from "../../lab/interceptor.ts";
import { freePort } from "../../lab/servers/ports.ts";
import { openAllDisclosures } from "../../browsers/accessibility.ts";
import { Addon } from "../../browsers/addon.ts";
import { openAddonPage } from "../../browsers/addon-page.ts";
import { until, untilShown } from "../../browsers/until.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchFirefox, type LaunchedFirefox } from "../../browsers/firefox.ts";
import { asLab, startSite, type TestSite } from "../support/site.ts";
import type { PageConnection, PageReport } from "../../src/messages/page.ts";

/** Ten sites that have nothing to do with each other. */
const HOSTS = ["alpha-lab.com", "beta-lab.com", "gamma-lab.com", "delta-lab.com", "epsilon-lab.com", "zeta-lab.com", "eta-lab.com", "theta-lab.com", "iota-lab.com", "kappa-lab.com"];
const PRODUCT = [{ type: "O", value: "mitmproxy" }, { type: "CN", value: "mitmproxy" }] as const;

const main = ({ connections }: PageReport): PageConnection | undefined => connections.find((connection) => connection.main);
const evidence = (report: PageReport): string[] => main(report)?.assessment?.interception.evidence.map(({ id }) => id) ?? [];
const verdict = (report: PageReport): string | undefined => main(report)?.assessment?.interception.verdict;

describe("an intercepting proxy", () => {
  let site: TestSite;
  let proxy: Interceptor;
  let firefox: LaunchedFirefox;
  let addon: Addon;

  before(async () => {
    const addonDir = builtAddon("firefox-event-page");
    site = await startSite(HOSTS, (_request, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><link rel=icon href=data:,><title>site</title>");
    });
    const port = await freePort();
    proxy = await startInterceptor({ style: "key-per-host", ca: PRODUCT, port });
    const lab = asLab(site);
    firefox = await launchFirefox({
      lab: { ...lab, rootPems: [...lab.rootPems, proxy.rootPem] }, addonDir,
      preferences: {
        "extensions.background.idle.timeout": 3000,
        // The first two hosts are reached directly.
        "network.proxy.type": 2,
        "network.proxy.autoconfig_url": `data:text/javascript,${encodeURIComponent(`function FindProxyForURL(url, host) { return host.endsWith("-lab.com") && host !== "alpha-lab.com" && host !== "beta-lab.com" ? "PROXY 127.0.0.1:${String(port)}" : "DIRECT"; }`)}`,
        "network.proxy.allow_hijacking_localhost": true,
      },
    });
    addon = await Addon.connect(firefox);
  });

  after(async () => {
    await firefox.close();
    await proxy.stop();
    await site.stop();
  });

  const visit = async (host: string, ready: (report: PageReport) => boolean = () => true) => {
    const tab = await addon.visit(site.url(host), (report) => main(report)?.assessment !== undefined && main(report)?.assessment !== null && ready(report));
    return tab;
  };

  test("direct: no alarm, and hosts on local addresses are devices", async () => {
    for (const host of ["alpha-lab.com", "beta-lab.com"]) {
      const { report } = await visit(host);
      // Nobody knows yet that these names always led to a local address, with a CA that somebody added.
      assert.deepEqual([verdict(report), evidence(report)[0]], ["unusual", "private-anchor"], host);
      assert.equal(main(report)?.assessment?.device?.place, "public-name-local-address");
    }
  });

  test("through the proxy: named at the first site, and told of at each", async () => {
    const first = await visit("gamma-lab.com");
    assert.equal(main(first.report)?.ip, undefined, "the proxy's address is not the host's");
    assert.equal(main(first.report)?.assessment?.device, undefined);
    assert.ok(evidence(first.report).includes("private-anchor"), evidence(first.report).join());
    await visit("delta-lab.com");
    assert.deepEqual([verdict(first.report), main(first.report)?.assessment?.interception.label], ["known", "mitmproxy"]);
    const { report, tabId } = await visit("epsilon-lab.com", (candidate) => evidence(candidate).includes("one-issuer-many-sites"));
    assert.deepEqual([verdict(report), ...evidence(report).slice(0, 2)], ["known", "private-anchor", "product-name"]);
    // The first site is judged anew with what is known by now.
    await addon.reportWhen(first.tabId, (candidate) => evidence(candidate).includes("one-issuer-many-sites"));
    await until(() => addon.badge(tabId), ({ text, title }) => text.endsWith("!") && title.includes("intercepting this connection"));

    const popup = await openAddonPage(firefox, `popup/popup.html?tabId=${String(tabId)}`);
    await openAllDisclosures(popup);
    assert.equal(await popup.$eval("[data-testid=interception]", (element) => element.getAttribute("data-verdict")), "known");
    const shown = await popup.$$eval("[data-testid=evidence]", (elements) => elements.map((element) => [element.getAttribute("data-evidence"), element.textContent.length > 100]));
    assert.deepEqual(shown, evidence(report).map((id) => [id, true]));
    assert.ok((await popup.$eval("[data-testid=interception]", (element) => element.textContent)).includes("mitmproxy"));
    await popup.close();
  });

  test("one key for all, and copies of the original's fields", async () => {
    proxy.setStyle("one-key");
    for (const host of ["zeta-lab.com", "eta-lab.com"]) await visit(host);
    await visit("theta-lab.com", (report) => evidence(report).includes("one-key-many-hosts"));
    proxy.setStyle("copy");
    const { report } = await visit("iota-lab.com");
    assert.ok(evidence(report).includes("one-issuer-many-sites"), evidence(report).join());
    const dated = main(report)?.assessment?.interception.evidence.find(({ id }) => id === "made-on-the-fly");
    assert.ok((dated?.weight ?? 0) <= 5, "it has the original's dates");
  });

  test("a background that was unloaded remembers the hosts, and what the session showed", async () => {
    await until(() => addon.ask("interception/get", {}), ({ history }) => history !== null && history.hosts >= HOSTS.length - 1);
    await addon.backgroundUnloaded();
    const { report } = await visit("alpha-lab.com", (candidate) => main(candidate)?.assessment?.device?.state === "known");
    assert.ok(verdict(report) === "none" || verdict(report) === "unusual", verdict(report));
    const { report: later } = await visit("kappa-lab.com", (candidate) => evidence(candidate).includes("one-issuer-many-sites"));
    assert.equal(verdict(later), "known");
  });

  test("a CA that is expected is shown calmly, from the popup's own button", async () => {
    const { tabId } = await visit("gamma-lab.com", (candidate) => verdict(candidate) === "known");
    const popup = await openAddonPage(firefox, `popup/popup.html?tabId=${String(tabId)}`);
    await openAllDisclosures(popup);
    await popup.$eval("[data-testid=expect]", (button) => (button as HTMLButtonElement).click());
    await untilShown(popup, "the popup is calm", () => document.querySelector("[data-testid=interception][data-expected]") !== null);
    await popup.close();
    const key = new X509Certificate(proxy.rootPem).publicKey.export({ format: "der", type: "spki" });
    assert.deepEqual((await addon.ask("interception/get", {})).expected.map(({ hash }) => hash), [createHash("sha256").update(key).digest("hex")], "by its key");
    const report = await addon.reportWhen(tabId, (candidate) => main(candidate)?.assessment?.interception.expected !== undefined);
    assert.deepEqual(main(report)?.assessment?.findings.filter(({ rule }) => rule.startsWith("interception/")).map(({ rule }) => rule), ["interception/expected"]);
    await until(() => addon.badge(tabId), ({ text }) => !text.endsWith("!") && text !== "");
  });

  test("what was seen from elsewhere, and what is pinned, is held against a host", async () => {
    const exported = JSON.stringify(await addon.telemetry());
    // From elsewhere another key was seen at this host: that of another one.
    const document_ = JSON.parse(exported) as { observations: { host: string }[] };
    document_.observations = document_.observations.filter(({ host }) => host === "gamma-lab.com").map((observation) => ({ ...observation, host: "delta-lab.com" }));
    const { interception, error } = await addon.ask("elsewhere/set", { text: JSON.stringify(document_) });
    assert.deepEqual([error, interception.elsewhere?.hosts], [undefined, 1]);
    assert.equal((await addon.ask("elsewhere/set", { text: "{}" })).error?.code, "json");
    await addon.ask("interception/change", { change: { kind: "pin", hosts: "delta-lab.com", pin: "key", hash: "ab".repeat(32), why: "a test" } });
    const { report } = await visit("delta-lab.com");
    const found = evidence(report);
    assert.ok(found.includes("other-vantage") && found.includes("pin-broken"), found.join());
    assert.notEqual(verdict(report), "none", "a pin is not excused by a CA that is expected");
  });

  test("what is remembered can be forgotten", async () => {
    const before = (await until(() => addon.ask("interception/get", {}), ({ history }) => history?.hosts === HOSTS.length)).history;
    const one = (await addon.ask("history/forget", { what: { host: "gamma-lab.com" } })).history;
    assert.ok(before && one && one.hosts === before.hosts - 1);
    assert.deepEqual((await addon.ask("history/forget", { what: "all" })).history, { hosts: 0, bytes: 0 });
  });
});
