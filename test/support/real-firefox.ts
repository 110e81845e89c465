/** Real programs in the middle, seen by the add-on in real Firefox. */
import assert from "node:assert/strict";
import { createHash, X509Certificate } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { Addon, type OpenTab } from "../../browsers/addon.ts";
import { openAddonPage } from "../../browsers/addon-page.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { findTrustModule } from "../../browsers/built-in-roots.ts";
import { launchFirefox, type LaunchedFirefox } from "../../browsers/firefox.ts";
import { until, untilShown } from "../../browsers/until.ts";
import { alarmOf } from "../../src/core/interception/alarm.ts";
import { withoutOtherHosts } from "../../src/core/interception/other-hosts.ts";
import type { Assessment } from "../../src/core/assessment.ts";
import type { Reader } from "../../src/core/interception/readers.ts";
import { tlscope } from "./command.ts";
import { interceptionOf, isJudged, mainOf, meet, MEETINGS, rootsOf, startRealInterceptors, type RealInterceptors } from "./real-interceptors.ts";

/** Declares the tests of the programs of these names. */
export function tryInFirefox(names: readonly string[]): void {
  describe("real programs in the middle, in Firefox", { skip: findTrustModule() === undefined ? "p11-kit's trust module is missing (package p11-kit-modules, or P11_KIT_TRUST)" : false }, () => {
    let real: RealInterceptors;
    let firefox: LaunchedFirefox;
    let addon: Addon;
    let tab: OpenTab;
    let profile: string;

    const start = async (): Promise<void> => {
      firefox = await launchFirefox({
        profile, installForGood: true,
        lab: { ...real.sites.lab, hosts: [], rootPems: rootsOf(real) }, builtInRoots: [real.sites.rootPem], addonDir: builtAddon("firefox-event-page"),
        preferences: {
          "network.proxy.type": 1, "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": real.front.port,
          // No log that Firefox knows would sign for these; it says so, and refuses nothing.
          "security.pki.certificate_transparency.mode": 1,
          // sslsplit cannot read what takes two packets: post-quantum key shares, or a ticket of the site's own.
          ...(real.tried.some(({ program }) => program.needsSmallHello === true) ? { "security.tls.enable_kyber": false, "security.ssl.disable_session_identifiers": true } : {}),
        },
      });
      addon = await Addon.connect(firefox);
      tab = await addon.newTab();
    };

    before(async () => {
      real = await startRealInterceptors(names);
      profile = await mkdtemp(join(tmpdir(), "tlscope-real-profile-"));
      await start();
    });

    after(async () => {
      await firefox.close();
      await real.stop();
      await rm(profile, { recursive: true, force: true });
    });

    const visit = (host: string): ReturnType<Addon["go"]> => addon.go(tab, `https://${host}/`, isJudged);

    test("directly: nobody", async () => {
      for (const { seen } of real.tried) assert.deepEqual(interceptionOf(await visit(seen)), { verdict: "none", label: null, evidence: [] }, seen);
      // What was seen is written before the next look at it.
      await until(() => addon.ask("interception/get", {}), ({ history }) => history?.hosts === real.tried.length);
    });

    for (const name of names) {
      for (const meeting of MEETINGS) {
        test(`${name}: ${meeting}`, async (context) => {
          const missing = real.missing.get(name);
          if (missing !== undefined) {
            context.skip(missing);
            return;
          }
          await meet(real, name, meeting, { visit, later: (good) => addon.reportWhen(tab.tabId, good) });
          const { text, title } = await until(() => addon.badge(tab.tabId), (badge) => badge.text.endsWith("!"), { what: "the badge is marked" });
          assert.ok(text.length > 1 && title.split("\n").length > 1, title);
        });
      }
    }

    test("an export says of it what the popup said, and so does whoever judges the export", async () => {
      // What the second site showed is known a moment after it was judged.
      const report = await addon.reportWhen(tab.tabId, (candidate) => isJudged(candidate) && interceptionOf(candidate).evidence.some(({ id }) => id === "one-issuer-many-sites"));
      const document_ = await addon.telemetry(tab.tabId);
      const exported = document_.observations.find(({ host }) => host === mainOf(report)?.host)?.assessment;
      // Of one page nothing is handed on that names another host.
      assert.deepEqual(exported?.interception, withoutOtherHosts(interceptionOf(report)));
      const file = join(profile, "export.json");
      await writeFile(file, JSON.stringify(document_));
      const { stdout } = await tlscope(["assess", "--json", file]);
      assert.deepEqual((JSON.parse(stdout) as Assessment[]).find(({ host }) => host === exported.host), JSON.parse(JSON.stringify(exported)));
    });

    test("one that the person accepts is named on every page, and quiet", async () => {
      const [accepted] = real.tried;
      assert.ok(accepted);
      const { rootPem } = accepted.running.others;
      const hash = createHash("sha256").update(new X509Certificate(rootPem).publicKey.export({ format: "der", type: "spki" })).digest("hex");
      await addon.ask("interception/change", { change: { kind: "expect", hash, name: "Ours" } });
      real.front.leadTo(accepted.running.others);
      for (const host of [accepted.wellKnown, accepted.seen, ...accepted.others]) {
        const interception = interceptionOf(await visit(host));
        assert.deepEqual([interception.verdict, alarmOf(interception), interception.evidence.filter(({ weight }) => weight > 0)], ["known", null, []], host);
        assert.ok(interception.expected, host);
        await until(() => addon.badge(tab.tabId), ({ text, title }) => text !== "" && !text.endsWith("!") && title.includes(host) && title.includes("said to expect"), { what: `the badge of ${host} has no mark` });
      }
      await addon.ask("interception/change", { change: { kind: "unexpect", hash } });
    });

    test("once they are gone and the browser was started again, the sites are themselves, and it is known who read them", async () => {
      // What was judged is written some seconds later.
      const readers = async (): Promise<Reader[]> => JSON.parse(await addon.ask("interception/readers", {})) as Reader[];
      await until(readers, (all) => all.length === MEETINGS.length * real.tried.length, { what: "each CA is remembered" });
      await firefox.close();
      real.front.leadTo({ takes: "origin" });
      await start();
      assert.deepEqual((await readers()).filter(({ gone }) => gone !== null), [], "nothing has shown yet that they are gone");
      for (const { program: { label }, seen, others } of real.tried) {
        for (const host of [seen, others[0]]) {
          const report = await visit(host);
          assert.equal(interceptionOf(report).verdict, "none", host);
          const read = mainOf(report)?.assessment?.past?.read;
          assert.deepEqual([read?.wasFirst, read?.label], [host !== seen, label], host);
        }
      }
      const gone = await until(readers, (all) => all.filter((reader) => reader.gone !== null).length === 2 * real.tried.length, { what: "those whose sites are free are gone" });
      for (const { others } of real.tried) {
        const reader = gone.find(({ sites }) => sites.some(({ host }) => host === others[0]));
        assert.equal(reader?.sites.find(({ host }) => host === others[0])?.wasFirst, true);
      }
      await untilShown(await openAddonPage(firefox, "options/options.html"), "they are listed", () => document.querySelector("[data-testid=reader][data-gone]") !== null);
    });
  });
}
