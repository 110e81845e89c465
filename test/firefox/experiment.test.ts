// The experiment in real Firefox: what each server of the lab sent, byte for byte, whether the page loads or fails.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Page } from "puppeteer-core";
import { type LabCase, labCases } from "../../lab/index.ts";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { Addon } from "../../browsers/addon.ts";
import { until, untilShown } from "../../browsers/until.ts";
import type { ExperimentRecord } from "../../src/tlsinfo/experiment-record.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { mainConnection } from "../support/expect-case.ts";
import { Exposure } from "../support/exposure.ts";
import { EXPERIMENT_PREFERENCES, launchFirefox, type LaunchedFirefox, type LaunchFirefoxOptions } from "../../browsers/firefox.ts";
import { errorNameIn, isOldestFirefox } from "../support/oldest-firefox.ts";
import { openPrivateWindow } from "../../browsers/private-window.ts";
import { asLab, startSite, type TestSite } from "../support/site.ts";
import { assertValidTelemetry } from "../support/telemetry-schema.ts";
import type { PageConnection, PageReport } from "../../src/messages/page.ts";
import type { Lab } from "../../lab/lab.ts";

type Protocol = "TLS 1.2" | "TLS 1.3" | "HTTP/3";

const CATEGORIES = new Set<LabCase["category"]>(["front", "chain", "trust", "certificate", "name", "failure"]);

/**
 * Firefox takes an intermediate that another site sent only while something holds it: the stock build's getSecurityInfo
 * does so, the experiment does not, and without any add-on the page fails too.
 */
const NOT_REMEMBERED: LabCase["expect"] = { outcome: "fails", errorName: "SEC_ERROR_UNKNOWN_ISSUER" };

/** The lab's chain, certificate and failure cases, served over the protocol. */
function casesOver(protocol: Protocol): LabCase[] {
  return labCases.filter(({ category, server }) => CATEGORIES.has(category) && !(protocol === "HTTP/3" && category === "failure") && server.kind !== "plain").map((labCase) => {
    const { server, category } = labCase;
    if (server.kind !== "tls" || category === "failure" || protocol === "TLS 1.3") return labCase;
    if (protocol === "HTTP/3") return { ...labCase, server: { ...server, alpn: ["h3", "h2", "http/1.1"], cipherSuites: ["TLS_AES_128_GCM_SHA256"] } };
    return { ...labCase, server: { ...server, version: "TLS 1.2", cipherSuites: ["TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"] } };
  });
}

/** Code of ours → names of Firefox's errors that it stands for here. */
const CODES: Readonly<Record<string, string>> = {
  SEC_ERROR_UNKNOWN_ISSUER: "certificate-untrusted",
  MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT: "certificate-self-signed",
  SEC_ERROR_EXPIRED_CERTIFICATE: "certificate-expired",
  MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE: "certificate-not-yet-valid",
  SEC_ERROR_CERT_SIGNATURE_ALGORITHM_DISABLED: "certificate-weak",
  SSL_ERROR_BAD_CERT_DOMAIN: "certificate-name-mismatch",
  NS_ERROR_NET_RESET: "connection-reset",
  NS_ERROR_NET_INTERRUPT: "connection-closed",
  SSL_ERROR_RX_RECORD_TOO_LONG: "tls-handshake",
  SSL_ERROR_NO_CYPHER_OVERLAP: "tls-no-common-cipher",
};

/** The certificates that the export says the host sent, in hex. */
async function exportedSentChain(addon: Addon, tabId: number, host: string): Promise<string[] | undefined> {
  const document = await addon.ask("telemetry/export", { tabId }) as { certificates: Record<string, string>; observations: { host: string; tlsInfo: { sentChain?: string[] } }[] };
  assertValidTelemetry(document);
  const sent = document.observations.find((observation) => observation.host === host)?.tlsInfo.sentChain;
  return sent?.map((sha256) => Buffer.from(document.certificates[sha256] ?? "", "base64").toString("hex"));
}

function hex(chain: readonly Uint8Array[]): string[] {
  return chain.map((der) => Buffer.from(der).toString("hex"));
}

const labs = new Map<Protocol, Promise<Lab>>();

/** One for all tests over the protocol. */
function labOver(protocol: Protocol): Promise<Lab> {
  const lab = labs.get(protocol) ?? sharedLab({ cases: casesOver(protocol) });
  labs.set(protocol, lab);
  return lab;
}

after(async () => {
  await Promise.all(Array.from(labs.values(), async (lab) => (await lab).stop()));
});

for (const protocol of ["TLS 1.2", "TLS 1.3", "HTTP/3"] as const) {
  const cases = casesOver(protocol);

  describe(`over ${protocol}, with the experiment`, () => {
    let lab: Lab;
    let firefox: LaunchedFirefox;
    let addon: Addon;

    before(async () => {
      const addonDir = builtAddon("firefox-experiment");
      lab = await labOver(protocol);
      firefox = await launchFirefox({ lab, addonDir, preferences: EXPERIMENT_PREFERENCES });
      addon = await Addon.connect(firefox);
    });
    const exposure = new Exposure("firefox-experiment");

    after(async () => {
      await exposure.saveFrom(firefox, protocol.replace(/\W/g, ""));
      await firefox.close();
    });

    async function visit(host: string): Promise<{ tabId: number; report: PageReport }> {
      const tabId = await addon.openTab(lab.url(host));
      const { report } = await addon.settle(tabId);
      assert.ok(report, `The add-on knows nothing of ${host}.`);
      return { tabId, report };
    }

    for (const labCase of cases) {
      const { host, title, category, expect: usual, after: earlier } = labCase;
      const expect = host === "chain-remembered.test" ? NOT_REMEMBERED : usual;
      test(`${host}: ${title}`, async (context) => {
        const unavailable = lab.cases.find((served) => served.host === host)?.unavailable;
        if (unavailable !== undefined) {
          context.skip(unavailable);
          return;
        }
        if (earlier !== undefined) await visit(earlier);
        const { tabId, report } = await visit(host);
        const main = mainConnection(report);
        exposure.note(main, expect);
        // These servers break off before they send any.
        const chain = category === "failure" ? [] : hex(lab.sentChain(host));
        const sent = chain.length === 0 ? undefined : await exportedSentChain(addon, tabId, host);
        if (expect.outcome === "loads") {
          assertLoaded(main, protocol);
          assert.deepEqual(main.certificates, main.assessment?.chain.path);
          // It keeps what it was sent only where it finds the certificate bad.
          if (await isOldestFirefox(firefox)) {
            assert.equal(sent, undefined);
            assertSentUnknown(main);
            return;
          }
          assert.deepEqual(sent, chain);
          if (expect.roles !== undefined) assert.deepEqual(main.assessment?.chain.sent.map(({ role }) => role), expect.roles);
        } else {
          assert.equal(report.state, "failed");
          assert.equal(report.grade, null);
          const errorName = await errorNameIn(firefox, { ...labCase, expect });
          assert.equal(main.error?.name, errorName);
          assert.equal(main.error?.code, CODES[errorName ?? ""]);
          assert.deepEqual(sent, chain.length === 0 ? undefined : chain);
          if (chain.length > 0) assert.ok(main.assessment?.chain.sent.length === chain.length && main.assessment.chain.sent.every(({ sha256 }) => report.certificates[sha256] !== undefined));
          else assert.equal(main.unavailable?.["sentChain"], "handshake-failed");
        }
      });
    }

    if (protocol !== "TLS 1.3") return;
    test("a failed handshake has a popup: every reason, the names, the certificates by role, and what to do", async () => {
      const tabId = await addon.openTab(lab.url("three-faults.test"));
      const { report } = await addon.settle(tabId);
      const rules = report?.connections[0]?.assessment?.findings.map(({ rule }) => rule) ?? [];
      for (const rule of ["certificate/expired", "certificate/name-mismatch", "certificate/untrusted", "certificate/self-signed"]) assert.ok(rules.includes(rule), `${rule} is not among ${rules.join(", ")}`);
      const popup = await addon.popup(tabId);
      const reasons = await popup.$$eval("[data-testid=reason]", (elements) => elements.map((element) => element.getAttribute("data-rule")));
      for (const rule of ["certificate/expired", "certificate/name-mismatch", "certificate/untrusted"]) assert.ok(reasons.includes(rule), `${rule} is not among the reasons ${reasons.join(", ")}`);
      assert.match(await popup.$eval("[data-testid=valid-names]", (element) => element.textContent), /somewhere-else\.test/);
      assert.match(await popup.$eval("[data-testid=failed]", (element) => element.textContent), /What to do/);

      const unknown = await addon.openTab(lab.url("unknown-root.test"));
      await addon.settle(unknown);
      await addon.popup(unknown, popup);
      const sent = ".picture-node.sent[data-testid=certificate]";
      await untilShown(popup, "three certificates were sent", (selector) => document.querySelectorAll(selector).length === 3, sent);
      assert.deepEqual(await popup.$$eval(sent, (elements) => elements.map((element) => element.getAttribute("data-role"))), ["leaf", "intermediate", "intermediate"]);
    });
  });
}

function assertLoaded({ assessment, error }: PageConnection, protocol: Protocol): void {
  assert.equal(error, undefined);
  const facts = assessment?.connection;
  assert.equal(facts?.protocol, protocol === "HTTP/3" ? "QUIC" : "TLS");
  assert.equal(facts.version, protocol === "TLS 1.2" ? "TLS 1.2" : "TLS 1.3");
  assert.equal(facts.alpn, protocol === "HTTP/3" ? "h3" : "h2");
  assert.equal(facts.group?.name, "x25519");
  assert.equal(facts.resumed, false);
  assert.equal(assessment?.chain.verdict, "valid");
}

/** Not told, which is no empty list. */
function assertSentUnknown({ assessment }: PageConnection): void {
  assert.equal(assessment?.connection.unavailable?.["sentChain"], "not-exposed");
  assert.equal(assessment.chain.ordered, null);
  assert.deepEqual(assessment.chain.sent, []);
}

/** What the experiment hands to a page of the add-on. */
interface Collector {
  records(): Promise<Pick<ExperimentRecord, "url" | "at">[]>;
}

async function collect(page: Page, filter: object): Promise<Collector> {
  const name = `records${Math.random().toString(36).slice(2)}`;
  await page.evaluate((key, wanted) => {
    const { browser } = globalThis as unknown as { browser: { tlsConnections: { onObserved: { addListener(listener: (record: ExperimentRecord) => void, filter: object): void } } } };
    const list: { url: string; at: string }[] = [];
    Object.assign(globalThis, { [key]: list });
    browser.tlsConnections.onObserved.addListener(({ url, at }) => {
      list.push({ url, at });
    }, wanted);
  }, name, filter);
  return { records: async () => await page.evaluate((key) => (globalThis as unknown as Record<string, { url: string; at: ExperimentRecord["at"] }[]>)[key] ?? [], name) };
}

describe("what the experiment hands over", () => {
  let lab: Lab;
  let site: TestSite;
  let addonDir: string;
  /** Hosts that were asked for a page, in order. */
  const served: string[] = [];

  before(async () => {
    addonDir = builtAddon("firefox-experiment");
    lab = await labOver("TLS 1.3");
    site = await startSite(["one.site.test", "two.site.test"], (request, response) => {
      served.push(String(request.headers.host).replace(/:.*/, ""));
      const image = request.url === "/image.png";
      response.writeHead(200, { "content-type": image ? "image/png" : "text/html", "cache-control": "no-store" }).end(image ? "" : `<!doctype html><link rel="icon" href="data:,"><img src="/image.png">`);
    });
  });
  after(async () => {
    await site.stop();
  });

  async function withFirefox(options: Partial<LaunchFirefoxOptions>, use: (firefox: LaunchedFirefox, addon: Addon) => Promise<void>): Promise<void> {
    const firefox = await launchFirefox({ lab: asLab(site, lab), addonDir, preferences: EXPERIMENT_PREFERENCES, ...options });
    try {
      await use(firefox, await Addon.connect(firefox));
    } finally {
      await firefox.close();
    }
  }

  const has = (records: readonly { url: string }[], host: string): boolean => records.some(({ url }) => new URL(url).hostname === host);

  for (const allowed of [false, true]) {
    test(allowed ? "private windows are told of where the person allowed it" : "private windows are left out without the person's leave", async () => {
      await withFirefox({ allowPrivateWindows: allowed }, async (firefox, addon) => {
        const collector = await collect(addon.page, { urls: ["<all_urls>"] });
        served.length = 0;
        await openPrivateWindow(firefox, site.url("one.site.test"));
        await until(() => Promise.resolve(served.length), (count) => count >= 2);
        // In the window of the add-on's page, which is none of the private ones.
        await addon.page.evaluate(async (url) => {
          const { browser } = globalThis as unknown as { browser: { tabs: { create(details: object): Promise<unknown> } } };
          await browser.tabs.create({ url });
        }, site.url("two.site.test"));
        const records = await until(() => collector.records(), (seen) => has(seen, "two.site.test"));
        assert.equal(has(records, "one.site.test"), allowed);
      });
    });
  }

  test("a filter is respected: addresses, types, tabs, windows", async () => {
    await withFirefox({}, async (_firefox, addon) => {
      const one = await addon.newTab();
      const [all, address, images, tab, noTab, privateOnly] = await Promise.all([
        { urls: ["<all_urls>"] }, { urls: ["https://two.site.test/*"] }, { urls: ["<all_urls>"], types: ["image"] },
        { urls: ["<all_urls>"], tabId: one.tabId }, { urls: ["<all_urls>"], windowId: 987_654 }, { urls: ["<all_urls>"], incognito: true },
      ].map((filter) => collect(addon.page, filter)));
      await addon.go(one, site.url("one.site.test"), ({ state }) => state === "observed");
      await addon.visit(site.url("two.site.test"), ({ state }) => state === "observed");
      await addon.visit(lab.url("expired.test"), ({ state }) => state === "failed");
      const paths = async (collector: Collector | undefined): Promise<string[]> =>
        (await collector?.records() ?? []).map(({ url, at }) => `${at} ${new URL(url).hostname}${new URL(url).pathname}`).sort();
      const whole = await until(() => paths(all), (seen) => seen.length >= 5);
      assert.deepEqual(whole, ["failed expired.test/", "response one.site.test/", "response one.site.test/image.png", "response two.site.test/", "response two.site.test/image.png"]);
      assert.deepEqual(await paths(address), ["response two.site.test/", "response two.site.test/image.png"]);
      assert.deepEqual(await paths(images), ["response one.site.test/image.png", "response two.site.test/image.png"]);
      assert.deepEqual(await paths(tab), ["response one.site.test/", "response one.site.test/image.png"]);
      assert.deepEqual(await paths(noTab), []);
      assert.deepEqual(await paths(privateOnly), []);
    });
  });

  test("hosts without permission are left out", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tlscope-one-host-"));
    try {
      cpSync(addonDir, folder, { recursive: true });
      const file = join(folder, "manifest.json");
      const manifest = JSON.parse(readFileSync(file, "utf8")) as { permissions: string[] };
      writeFileSync(file, JSON.stringify({ ...manifest, permissions: manifest.permissions.map((permission) => permission === "<all_urls>" ? "https://two.site.test/*" : permission) }));
      await withFirefox({ addonDir: folder }, async (firefox, addon) => {
        const collector = await collect(addon.page, { urls: ["<all_urls>"] });
        served.length = 0;
        const page = await firefox.browser.newPage();
        await page.goto(site.url("one.site.test"));
        await page.goto(site.url("two.site.test"));
        const records = await until(() => collector.records(), (seen) => has(seen, "two.site.test"));
        assert.ok(served.includes("one.site.test"));
        assert.equal(has(records, "one.site.test"), false);
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("a bad certificate that a person accepted comes with all that was sent", async () => {
    await withFirefox({ acceptInsecureCerts: true }, async (firefox, addon) => {
      const { report } = await addon.visit(lab.url("unknown-root.test"), ({ state }) => state === "observed");
      const main = mainConnection(report);
      const exposure = new Exposure("firefox-experiment");
      exposure.note(main, { accepted: true });
      await exposure.saveFrom(firefox, "accepted");
      assert.equal(report.grade, "T");
      assert.deepEqual(main.assessment?.chain.sent.map(({ role }) => role), ["leaf", "intermediate", "intermediate"]);
      assert.ok(main.assessment.chain.sent.length > 0 && main.assessment.chain.sent.every(({ sha256 }) => report.certificates[sha256] !== undefined));
    });
  });

  test("a chain that was refused comes as it was sent, whatever its order", async () => {
    // Nothing that the lab sends is trusted.
    await withFirefox({ lab: { ...asLab(site, lab), rootPems: [] } }, async (firefox) => {
      const addon = await Addon.connect(firefox);
      for (const host of ["chain-wrong-order.test", "chain-unrelated.test", "chain-duplicate.test", "chain-everything.test"]) {
        const tabId = await addon.openTab(lab.url(host));
        const report = await until(() => addon.ask("page/get", { tabId }), (seen) => (seen?.connections[0]?.assessment ?? null) !== null);
        assert.equal(report?.state, "failed", host);
        assert.deepEqual(await exportedSentChain(addon, tabId, host), hex(lab.sentChain(host)), host);
      }
    });
  });
});

describe("without the experiment", () => {
  let lab: Lab;
  let firefox: LaunchedFirefox;
  let addon: Addon;

  before(async () => {
    lab = await labOver("TLS 1.3");
    firefox = await launchFirefox({ lab, addonDir: builtAddon("firefox") });
    addon = await Addon.connect(firefox);
  });
  after(async () => {
    await firefox.close();
  });

  for (const labCase of casesOver("TLS 1.3").filter(({ category }) => category !== "front" && category !== "name")) {
    const { host, expect, after: earlier } = labCase;
    test(`${host} says that the sent chain is not told`, async () => {
      if (earlier !== undefined) await addon.settle(await addon.openTab(lab.url(earlier)));
      const { report } = await addon.settle(await addon.openTab(lab.url(host)));
      assert.ok(report);
      const main = mainConnection(report);
      if (expect.outcome === "loads") {
        assertSentUnknown(main);
      } else {
        assert.equal(main.assessment, null);
        assert.deepEqual(main.certificates, []);
        assert.equal(main.error?.code, CODES[await errorNameIn(firefox, labCase) ?? ""]);
        assert.equal(main.unavailable?.["sentChain"], "not-exposed");
      }
    });
  }

  test("the popup of a failed handshake says what is not known, and what would show it", async () => {
    const tabId = await addon.openTab(lab.url("unknown-root.test"));
    await addon.settle(tabId);
    const popup = await addon.popup(tabId);
    assert.match(await popup.$eval("[data-testid=failed]", (element) => element.textContent), /experiment/);
  });
});
