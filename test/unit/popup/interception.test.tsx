import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { renderToString } from "preact-render-to-string";
import { fingerprintForms } from "../../../popup/fingerprint.ts";
import { nearNames } from "../../../popup/near-name.ts";
import { DecideContext, Interception, InterceptionMark } from "../../../popup/views/interception.tsx";
import { remember } from "../../../src/background/history/remember.ts";
import type { Assessment } from "../../../src/core/assessment.ts";
import { textFrom } from "../../../src/core/text/message-text.ts";
import { mergeLocale } from "../../../scripts/locales.ts";
import { TextContext } from "../../../ui/text.ts";
import { ca, judge, NOW, scene, seen, session } from "../core/interception/scene.ts";
import { helpDeskFile } from "../../../popup/help-desk.ts";
import { MiddleContext } from "../../../popup/views/check-again.tsx";
import { Page } from "../../../popup/views/page.tsx";
import { alarmOf } from "../../../src/core/interception/alarm.ts";
import { findingsInOrder } from "../../../src/core/rating/finding-order.ts";
import type { PageConnection, PageReport } from "../../../src/messages/page.ts";
import { ConnectionContext } from "../../../popup/views/subject.ts";

const text = textFrom(mergeLocale("_locales/en"));

function html(assessment: Assessment, listens = true): string {
  const connection: PageConnection = { host: assessment.host, port: 8443, scheme: "https:", requests: 1, types: {}, firstSeen: "", lastSeen: "", main: true, assessment, certificates: [] };
  return renderToString(
    <TextContext.Provider value={text}>
      <DecideContext.Provider value={listens ? () => Promise.resolve(true) : null}>
        <InterceptionMark interception={assessment.interception} />
        <ConnectionContext.Provider value={connection}><Interception /></ConnectionContext.Provider>
      </DecideContext.Provider>
    </TextContext.Provider>,
  );
}

describe("the verdict and its signs", () => {
  test("each sign stands with its weight; hostile names are made visible; the CA can be expected", async () => {
    const by = await ca("Evil \u202E CA");
    const here = await scene({ host: "www.alpha.com", ca: by, trust: "private" });
    const markup = html(await judge(here));
    assert.match(markup, /data-verdict="unusual"/);
    assert.match(markup, /data-evidence="private-anchor" data-weight="30"/);
    assert.ok(!markup.includes("\u202E") && markup.includes("U+202E"));
    assert.match(markup, /data-testid="expect"/);
    assert.doesNotMatch(html(await judge(here), false), /data-testid="expect"/);
    const calm = html(await judge(here, { expected: new Set([(await seen(here)).root.id]) }));
    assert.doesNotMatch(calm, /data-testid="expect"/);
    assert.match(calm, />expected</);
  });

  test("nothing to see is said in a sentence", async () => {
    const markup = html(await judge(await scene({ host: "www.alpha.com", ca: await ca("Root"), trust: "public" })));
    assert.ok(markup.includes(text("popup_interception_none")));
    assert.doesNotMatch(markup, /data-testid="(evidence|expect|device)"/);
  });

  test("a device says whether its key is known, and can be accepted where nobody vouches for it", async () => {
    const here = await scene({ host: "nas.local", ip: "192.168.1.2", ca: await ca("NAS"), trust: "untrusted" });
    const assessment = await judge(here, { memory: null });
    assert.match(html(assessment), /data-testid="device" data-state="new" data-place="local-name"/);
    assert.match(html(assessment), /data-testid="accept-key"/);
    const { key } = await seen(here);
    const accepted = await judge(here, { memory: null, exceptions: [{ host: "nas.local", port: 443, key, since: "2026-05-03T00:00:00Z", why: "" }] });
    const markup = html(accepted);
    assert.ok(markup.includes("The same key since 2026-05-03."), markup);
    assert.equal(accepted.rating.grade, "T");
  });
});

test("fingerprints in the forms that devices print", () => {
  // As ssh-keygen -lv draws it.
  const { hex, base64, picture } = fingerprintForms("84ca695b24f304ef5e57bb97c1c00f0a0444fd5a318d34027d19bc3dabd17d52");
  assert.equal(hex.length, 95);
  assert.equal(base64, "hMppWyTzBO9eV7uXwcAPCgRE/VoxjTQCfRm8PavRfVI=");
  assert.deepEqual(picture, [
    "    .o==oo+=     ",
    "     o oo.Bo.    ",
    "    o = oo ==    ",
    "   . X . .+oo*  E",
    "    = + Soo..++. ",
    "   . + .... o.oo.",
    "    . .    o. oo ",
    "          .  .   ",
    "                 ",
  ]);
});

test("near variations of a name, and nothing that only looks alike", () => {
  const cases: [host: string, names: string[], expected: string[]][] = [
    ["example.com", ["www.example.com"], ["www.example.com"]],
    ["www.example.com", ["example.com"], ["example.com"]],
    ["shop.example.com", ["example.com", "www.example.com"], ["example.com"]],
    ["a.b.example.com", ["*.example.com"], ["b.example.com"]],
    ["example.com", ["*.example.com"], ["www.example.com"]],
    ["example.com", ["examp1e.com", "example.com.evil.net", "evil.net"], []],
    ["example.com", ["example.com"], []],
    ["example.com", ["www.example.com/<script>", "www.example.com\u0000.evil.net"], []],
    ["com", ["*.com"], []],
  ];
  for (const [host, names, expected] of cases) assert.deepEqual(nearNames(host, names), expected, `${host} of ${names.join()}`);
});

describe("a page that was refused", () => {
  const refused = async (parts: Partial<PageReport>, by: string, subject = "login.hotel-wifi.com"): Promise<string> => {
    const here = await scene({ host: "www.paypal.com", ca: await ca(by), trust: "untrusted", issue: { dns: [subject] }, sent: [], extra: { source: "experiment", error: { code: "certificate-untrusted", message: "", category: "trust" } } });
    const assessment = await judge(here, { session: await session(await scene({ host: "www.paypal.com", ca: await ca("Public Root"), trust: "public" })), memory: remember(undefined, { ...await seen(await scene({ host: "www.paypal.com", ca: await ca("Public Root"), trust: "public" })), time: NOW - 86_400_000 }) ?? null });
    const main: PageConnection = { host: "www.paypal.com", port: 443, scheme: "https:", requests: 1, types: {}, firstSeen: assessment.time, lastSeen: assessment.time, main: true, assessment, certificates: (here.tlsInfo.sentChain ?? []).map(() => "ab".repeat(32)), error: { code: "certificate-untrusted", message: "refused" } };
    const report: PageReport = { url: "https://www.paypal.com/", state: "failed", grade: null, worstGrade: null, connections: [main], certificates: {}, omitted: 0, plainRequests: 0, weakest: { active: null, passive: null }, findings: [], incognito: false, ...parts };
    return renderToString(<TextContext.Provider value={text}><Page report={report} onReload={() => undefined} onInspect={() => Promise.reject(new Error())} /></TextContext.Provider>);
  };
  const ways = (markup: string): number => markup.split(`<h3>${text("failed_way_on")}</h3>`).length - 1;

  test("shows what the site should correct, and what to do", async () => {
    const markup = await refused({}, "Some CA");
    assert.match(markup, /data-testid="sent-fault"/);
    assert.equal(ways(markup), 1);
  });

  test("where the network wants a login, not what is wrong with the network's certificate", async () => {
    const markup = await refused({ networkLogin: { sites: 2 } }, "Some CA");
    assert.match(markup, /data-testid="network-login"[^]*for [^]*2[^]* sites/);
    assert.doesNotMatch(markup, /data-testid="sent-fault"/);
    assert.match(await refused({ networkLogin: { sites: 1, page: "login.hotel.net" } }, "Some CA"), /data-testid="network-login"[^]*without TLS to[^]*login\.hotel\.net/);
  });

  test("where somebody is in the middle, neither that nor what to do twice", async () => {
    const markup = await refused({}, "mitmproxy, O=mitmproxy", "www.paypal.com");
    assert.match(markup, /data-testid="middle"/);
    assert.doesNotMatch(markup, /data-testid="sent-fault"/);
    assert.equal(ways(markup), 1);
  });
});

describe("somebody in the middle", () => {
  const page = async (around = {}, ip?: string): Promise<{ markup: string; assessment: Assessment }> => {
    const by = await ca("mitmproxy, O=mitmproxy");
    const here = await scene({ host: "www.paypal.com", ca: by, trust: "private", bare: true, ...(ip === undefined ? {} : { ip }) });
    const assessment = await judge(here, around);
    const main: PageConnection = { host: assessment.host, port: 443, scheme: "https:", requests: 1, types: {}, firstSeen: "2026-11-21T12:00:00Z", lastSeen: "2026-11-21T12:00:00Z", main: true, assessment, certificates: (here.tlsInfo.builtChain ?? []).map(() => "ab".repeat(32)) };
    const report: PageReport = { url: "https://www.paypal.com/", state: "observed", grade: assessment.rating.grade, worstGrade: null, connections: [main], certificates: {}, omitted: 0, plainRequests: 0, weakest: { active: null, passive: null }, findings: [], incognito: false };
    const markup = renderToString(
      <TextContext.Provider value={text}>
        <DecideContext.Provider value={() => Promise.resolve(true)}>
          <MiddleContext.Provider value={{ saveForHelpDesk: () => Promise.resolve(), checkAgain: () => Promise.resolve(), showReaders: () => undefined }}>
            <Page report={report} onReload={() => undefined} onInspect={() => Promise.reject(new Error())} />
          </MiddleContext.Provider>
        </DecideContext.Provider>
      </TextContext.Provider>,
    );
    const shared = helpDeskFile({ ...report, connections: [main, { ...main, host: "other.example", main: false }] }, "www.paypal.com", { ["ab".repeat(32)]: "AAAA" }, text);
    assert.ok(!shared.includes("other"), "no other host");
    for (const part of ["BEGIN CERTIFICATE", "mitmproxy", "2026-11-21T12:00:00Z", text("popup_middle_sees")]) assert.ok(shared.includes(part), part);
    const refused = helpDeskFile({ ...report, state: "failed" }, "www.paypal.com", {}, text);
    assert.ok(refused.includes(text("popup_middle_refused")) && !refused.includes(text("popup_middle_sees")), "nothing was sent past a refusal");
    return { markup, assessment };
  };

  test("is the headline and the first finding; the grade is of the way to them", async () => {
    const { markup, assessment } = await page();
    assert.equal(assessment.interception.verdict, "known");
    const at = (part: string): number => markup.indexOf(part);
    assert.ok(at('data-testid="middle"') >= 0 && at('data-testid="middle"') < at('data-testid="grade"'), "before the grade");
    assert.ok(markup.includes(text("popup_middle_grade")) && !markup.includes(text("popup_sentence_A")));
    assert.match(markup, /class="top-finding"[^]*?data-severity="error"|data-severity="error"[^]*?Someone is intercepting/);
    assert.equal(findingsInOrder(assessment)[0]?.rule, "interception/known");
    assert.match(markup, /<li class="bar unknown"><span>Certificate/);
    assert.ok(markup.includes('data-testid="help-desk"'));
  });

  test("at an address of this network the name was led astray, and is no device of it", async () => {
    const spoofed = await page({ memory: null }, "127.0.0.1");
    assert.equal(spoofed.assessment.interception.verdict, "known");
    assert.ok(spoofed.markup.includes(text("popup_middle_local")));
    assert.doesNotMatch(html(spoofed.assessment), /data-testid="device"/);
    assert.ok(!(await page()).markup.includes(text("popup_middle_local")));
    const own = await judge(await scene({ host: "nas.alpha.com", ip: "192.168.1.2", ca: await ca("Own CA"), trust: "private" }), { memory: null });
    assert.match(html(own), /data-testid="device"/);
  });

  test("an accepted one is named and quiet", async () => {
    const by = await ca("mitmproxy, O=mitmproxy");
    const here = await scene({ host: "www.paypal.com", ca: by, trust: "private", bare: true });
    const assessment = await judge(here, { expected: new Set([(await seen(here)).root.id]) });
    assert.equal(alarmOf(assessment.interception), null);
    assert.equal(assessment.interception.expected?.name.includes("mitmproxy"), true);
  });
});
