import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { renderToString } from "preact-render-to-string";
import { mergeLocale } from "../../../scripts/locales.ts";
import { Page } from "../../../popup/views/page.tsx";
import { remember } from "../../../src/background/history/remember.ts";
import type { Surroundings } from "../../../src/core/interception/surroundings.ts";
import type { Observation } from "../../../src/core/observation.ts";
import { textFrom } from "../../../src/core/text/message-text.ts";
import { summarize } from "../../../src/core/x509/summary.ts";
import { TextContext } from "../../../ui/text.ts";
import { ca, judge, NOW, scene, seen, type Ca } from "../core/interception/scene.ts";
import type { PageConnection, PageReport } from "../../../src/messages/page.ts";

const DAY = 86_400_000;
const text = textFrom(mergeLocale("_locales/en"));
let program: Ca;
let other: Ca;
before(async () => {
  [program, other] = await Promise.all([ca("Public Root"), ca("Other")]);
});

/** The popup of a page whose own connection is this one. `failed`: the browser let nobody past. */
async function html(observation: Observation, around: Surroundings = {}, { failed = false, goodPorts = [] as number[] } = {}): Promise<string> {
  const judged = await judge(observation, around);
  const assessment = goodPorts.length === 0 ? judged : { ...judged, past: { ...judged.past, goodPorts } };
  const time = new Date(NOW).toISOString();
  const all = [...observation.tlsInfo.builtChain ?? [], ...observation.tlsInfo.sentChain ?? [], ...(observation.tlsInfo.extra?.serverCertificate === undefined ? [] : [observation.tlsInfo.extra.serverCertificate])].map((der) => summarize(der));
  const main: PageConnection = {
    host: observation.host, port: 8443, scheme: "https:", requests: 1, types: {}, firstSeen: time, lastSeen: time, main: true, assessment, certificates: all.slice(0, 1).map(({ sha256 }) => sha256),
    ...(failed ? { error: { code: "certificate-untrusted", message: "" } } : {}),
  };
  const report: PageReport = {
    url: `https://${observation.host}:8443/`, state: failed ? "failed" : "observed", grade: assessment.rating.grade, worstGrade: null, weakest: { active: null, passive: null }, findings: [],
    connections: [main], certificates: Object.fromEntries(all.map((each) => [each.sha256, each])), omitted: 0, plainRequests: 0, incognito: false,
  };
  return renderToString(<TextContext.Provider value={text}><Page report={report} onReload={() => undefined} onInspect={() => Promise.reject(new Error())} /></TextContext.Provider>);
}

const accepted = (host: string, dns: string[]) => scene({ host, ca: other, trust: "untrusted", issue: { dns }, extra: { unavailable: { builtChain: "exception-accepted" } } });

describe("a bad certificate that somebody clicked past", () => {
  test("is said to be the browser's exception, has the near name as a link, and fingerprints of certificate and key", async () => {
    const observation = await accepted("example.com", ["www.example.com"]);
    const markup = await html(observation);
    assert.match(markup, /data-testid="browser-exception"/);
    assert.match(markup, /data-testid="near-name"[^<]*>[^<]*<a href="https:\/\/www\.example\.com:8443\/"/);
    const leaf = summarize(observation.tlsInfo.extra?.serverCertificate ?? new Uint8Array());
    for (const hash of [leaf.spkiSha256, leaf.sha256, leaf.sha1]) assert.ok(markup.includes(hash.toUpperCase().replace(/(..)(?=.)/g, "$1:")), hash);
    assert.doesNotMatch(markup, /data-testid="(last-good|bad-hsts|good-port)"/);
  });

  test("has beside it when it was last good, what is other since, and a port where it is good", async () => {
    const before = await scene({ host: "example.com", ca: program, trust: "public", time: NOW - 3 * DAY });
    const memory = remember(undefined, await seen(before)) ?? null;
    const markup = await html(await accepted("example.com", ["example.com"]), { memory }, { goodPorts: [443] });
    assert.match(markup, /data-testid="last-good"/);
    assert.deepEqual([...markup.matchAll(/data-changed="([a-z]*)"/g)].map(([, what]) => what), ["key", "issuer", "root"]);
    assert.match(markup, /data-testid="good-port"[^<]*>[^<]*<a href="https:\/\/example\.com\/"/);
  });
});

describe("a bad certificate that the browser refused", () => {
  test("has the same, and says what HSTS means for the way past", async () => {
    const before: Observation = { ...await scene({ host: "example.com", ca: program, trust: "public", time: NOW - 3 * DAY }), hsts: { maxAge: 30 * 86_400 } };
    const memory = remember(undefined, await seen(before)) ?? null;
    const { tlsInfo: { extra }, ...rest } = await scene({ host: "example.com", ca: other, trust: "untrusted", issue: { dns: ["www.example.com"] } });
    const refused: Observation = { ...rest, tlsInfo: { chainValid: false, sentChain: [extra?.serverCertificate ?? new Uint8Array(), other.root.der], extra: { source: "experiment", error: { code: "certificate-untrusted", message: "", category: "trust" } } } };
    const known = await html(refused, { memory }, { failed: true });
    assert.match(known, new RegExp(`data-testid="bad-hsts" data-until="${new Date(NOW + 27 * DAY).toISOString()}"`));
    assert.match(known, /data-testid="last-good"/);
    assert.match(known, /data-testid="near-name"/);
    assert.doesNotMatch(known, /data-testid="browser-exception"/);
    assert.match(await html(refused, { memory: null }, { failed: true }), /data-testid="bad-hsts">/);
  });
});

test("a good certificate has none of it", async () => {
  assert.doesNotMatch(await html(await scene({ host: "example.com", ca: program, trust: "public" })), /bad-certificate/);
});
