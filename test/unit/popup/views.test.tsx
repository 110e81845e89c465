import assert from "node:assert/strict";
import { test } from "node:test";
import { renderToString } from "preact-render-to-string";
import { FixesContext, FixLines } from "../../../popup/views/fixes.tsx";
import { Page } from "../../../popup/views/page.tsx";
import { assess } from "../../../src/core/assess.ts";
import type { EmbeddedTimestamps } from "../../../src/core/assessment.ts";
import { ratePage } from "../../../src/core/rating/page.ts";
import { EVERY_RULE } from "../../../src/core/rules/index.ts";
import { textFrom } from "../../../src/core/text/message-text.ts";
import { summarize } from "../../../src/core/x509/summary.ts";
import { mergeLocale } from "../../../scripts/locales.ts";
import { TextContext } from "../../../ui/text.ts";
import { certificate } from "../support/certificates.ts";
import { english } from "../support/english.ts";
import type { PageConnection, PageReport } from "../../../src/messages/page.ts";

const TIME = "2026-11-21T12:00:00.000Z";
const text = textFrom(mergeLocale("_locales/en"));
const fixes = Object.fromEntries(EVERY_RULE.flatMap(({ id, fixes: lines }) => lines === undefined ? [] : [[id, lines]]));

async function report(parts: Partial<PageReport> = {}): Promise<PageReport> {
  const leaf = certificate({ dns: ["www.test"], key: "RSA 2048" });
  const assessment = await assess(
    { host: "www.test", time: TIME, hsts: null, tlsInfo: { protocol: "TLS", chainValid: true, tlsVersion: "TLS 1.2", cipherSuite: 0xc013, keyExchangeGroup: "x25519", builtChain: [leaf], extra: { source: "import" } } },
    { time: Date.parse(TIME), text: english },
  );
  const main: PageConnection = { host: "www.test", port: 443, scheme: "https:", requests: 1, types: { main_frame: 1 }, firstSeen: TIME, lastSeen: TIME, main: true, assessment, certificates: [] };
  const plain: PageConnection = { ...main, host: "cdn.test", port: 80, scheme: "http:", types: { script: 2 }, main: false, assessment: null };
  const { findings, active, passive } = ratePage({
    secure: true,
    parts: [main, plain].map((connection) => ({ ...connection, failed: false, grade: connection.assessment?.rating.grade ?? null })),
  }, english);
  return {
    url: "https://www.test/", state: "observed", grade: assessment.rating.grade, worstGrade: null, weakest: { active, passive }, findings,
    connections: [main, plain], certificates: {}, omitted: 0, plainRequests: 2, incognito: false, fixes, ...parts,
  };
}

async function html(parts: Partial<PageReport> = {}): Promise<string> {
  const given = await report(parts);
  return renderToString(<TextContext.Provider value={text}><Page report={given} onReload={() => undefined} onInspect={() => Promise.reject(new Error())} /></TextContext.Provider>);
}

const attributes = (markup: string, testId: string, attribute: string): string[] =>
  [...markup.matchAll(new RegExp(`<[^>]*data-testid="${testId}"[^>]*>`, "g"))].map(([tag]) => new RegExp(`${attribute}="([^"]*)"`).exec(tag)?.[1] ?? "");

test("the popup lists every profile with its verdict, the default first", async () => {
  const markup = await html();
  assert.deepEqual(attributes(markup, "profile", "data-profile"), ["ssl-labs-2009r", "mozilla-intermediate-6.0", "mozilla-modern-6.0", "nist-sp-800-52r2"]);
  assert.deepEqual(attributes(markup, "profile", "data-verdict"), ["fail", "fail", "fail", "fail"]);
  assert.deepEqual(attributes(markup, "chosen-profile", "data-profile"), []);
});

test("the profile that the person chose stands beside the grade and first in the list", async () => {
  const markup = await html({ profile: "nist-sp-800-52r2" });
  assert.deepEqual(attributes(markup, "chosen-profile", "data-profile"), ["nist-sp-800-52r2"]);
  assert.deepEqual(attributes(markup, "profile", "data-profile")[0], "nist-sp-800-52r2");
});

test("each bound of the grade is named, with the grade that would be without it", async () => {
  const markup = await html();
  assert.deepEqual(attributes(markup, "cap", "data-rule"), ["connection/no-aead", "connection/no-tls13", "host/hsts-missing"]);
  assert.ok(markup.includes("B at best; without it A-"), markup);
});

test("the weakest connection that could change the page, and findings of the page", async () => {
  const markup = await html();
  assert.deepEqual(attributes(markup, "weakest-active", "data-grade"), ["plain"]);
  assert.deepEqual(attributes(markup, "weakest-passive", "data-grade"), []);
  assert.equal(attributes(markup, "finding", "data-rule")[0], "host/mixed-content-active");
});

test("a certificate's timestamps are with the certificate that has them: log, time and whether the signature holds", async () => {
  const given = await report();
  const [main] = given.connections;
  const [leaf, other] = [certificate({ dns: ["www.test"] }), certificate({ subject: "other.test" })].map((der) => summarize(der));
  assert.ok(main?.assessment && leaf && other);
  const certificates = { [leaf.sha256]: leaf, [other.sha256]: other };
  const time = "2026-10-01T00:00:00.000Z";
  const timestamps: EmbeddedTimestamps = {
    certificate: leaf.sha256, total: 18,
    list: [{ log: "a1".repeat(32), name: "A Log", operator: "One", time, signature: "invalid" }, { log: "b2".repeat(32), time, signature: "unknown", reason: "log" }],
  };
  const markup = await html({ certificates, connections: [{ ...main, certificates: [leaf.sha256, other.sha256], assessment: { ...main.assessment, timestamps } }] });
  assert.deepEqual([...markup.matchAll(/data-log="(..)[^"]*" data-signature="([^"]*)"/g)].map(([, log, signature]) => [log, signature]), [["a1", "invalid"], ["b2", "unknown"]]);
  assert.match(markup, /18 timestamps from transparency logs.*A Log, 2026-10-01 00:00:00 UTC.*signature invalid.*b2b2b2b2b2b2b2b2….*the log’s key is not known here.*and 16 more/);
});

test("lines of configuration are there for the rules that have them, closed until somebody asks", () => {
  const lines = (rule: string): string => renderToString(
    <TextContext.Provider value={text}><FixesContext.Provider value={fixes}><FixLines rule={rule} /></FixesContext.Provider></TextContext.Provider>,
  );
  assert.match(lines("host/hsts-missing"), /<details class="fixes"/);
  assert.ok(!lines("host/hsts-missing").includes("add_header"));
  assert.equal(lines("connection/resumed"), "");
});
