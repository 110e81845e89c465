import assert from "node:assert/strict";
import { test } from "node:test";
import { Reporter, type ReportTools } from "../../../../src/background/answers/page-report.ts";
import { Judge, JudgeMemory } from "../../../../src/background/judge.ts";
import { Pages } from "../../../../src/background/pages/pages.ts";
import type { View } from "../../../../src/background/pages/view.ts";
import { DEFAULT_SETTINGS } from "../../../../src/settings/settings.ts";
import { certificate } from "../../support/certificates.ts";
import { english } from "../../support/english.ts";
import { MemoryArea } from "../pages/memory-area.ts";

const TIME = Date.UTC(2026, 10, 21, 12);
const HOSTS = ["www.example-lab.com", "thrown.example-lab.com", "other.example-lab.com"];

async function page(): Promise<{ pages: Pages; view: View }> {
  const pages = new Pages(new MemoryArea(), { delay: 1 });
  await pages.restore();
  const root = certificate({ subject: "Root", issuer: "Root", ca: true });
  const tlsInfo = { builtChain: [certificate({ dns: ["*.example-lab.com"] }), root], chainValid: true, protocol: "TLS" as const, tlsVersion: "TLS 1.3", cipherSuite: 0x1302, keyExchangeGroup: "x25519", extra: { source: "firefox" as const, rootIsBuiltIn: true } };
  const url = `https://${String(HOSTS[0])}/`;
  const request = { requestId: "1", url, type: "main_frame", tabId: 1, frameId: 0, timeStamp: TIME };
  pages.requestBegan(request);
  pages.responseSeen({ ...request, statusCode: 200, tlsInfo }, true);
  pages.navigationCommitted({ tabId: 1, frameId: 0, url, timeStamp: TIME + 1 });
  HOSTS.slice(1).forEach((host, i) => pages.responseSeen({ requestId: String(i + 2), url: `https://${host}/`, type: "image", tabId: 1, frameId: 0, timeStamp: TIME + 2, documentUrl: url, statusCode: 200, tlsInfo }, true));
  const view = pages.view(1);
  assert.ok(view);
  return { pages, view };
}

/** `assess`: in place of the judge's own, where it gives something. */
function reporter(pages: Pages, assess: (host: string) => Promise<never> | undefined): Reporter {
  const judge = new Judge(DEFAULT_SETTINGS.trust, english, new JudgeMemory());
  const tools: ReportTools = {
    assess: (observation) => assess(observation.host) ?? judge.assess(observation),
    failed: (host, time, thrown) => judge.failed(host, time, thrown),
    stateOf: () => "",
    anchor: () => undefined,
    summarize: () => { throw new Error("not asked"); },
    ratePage: () => ({ active: null, passive: null, findings: [] }),
    rule: () => undefined,
    session: () => [],
    led: () => [],
    isFor: () => false,
    lastGood: () => Promise.resolve(undefined),
    siteReader: () => Promise.resolve((host) => host),
  };
  return new Reporter(pages.certificates, { ...tools, summarize: (der) => ({ sha256: pages.certificates.hashOf(der) }) as ReturnType<ReportTools["summarize"]> });
}

test("whatever a judgement is thrown out by, the page and its other connections are whole", async () => {
  const all: readonly unknown[] = [new RangeError("too much recursion"), "words", undefined];
  for (const thrown of all) {
    const { pages, view } = await page();
    const report = await reporter(pages, (host) => host === "thrown.example-lab.com" ? new Promise<never>(() => { throw thrown; }) : undefined).report(view);
    assert.deepEqual(report.connections.map(({ host }) => host).sort(), [...HOSTS].sort());
    for (const { host, assessment } of report.connections) {
      const failed = assessment?.findings.filter(({ rule }) => rule === "internal/rule-failed") ?? [];
      assert.equal(failed.length, host === "thrown.example-lab.com" ? 1 : 0, host);
      assert.equal(assessment?.rating.grade === null, host === "thrown.example-lab.com", host);
    }
    assert.ok(report.grade !== null);
  }
});

test("what threw around a judgement is asked again, and what did not is remembered", async () => {
  const { pages, view } = await page();
  const asked: string[] = [];
  let broken = true;
  const made = reporter(pages, (host) => {
    asked.push(host);
    return broken && host === "thrown.example-lab.com" ? Promise.reject(new Error("not now")) : undefined;
  });
  await made.report(view);
  broken = false;
  const { connections } = await made.report(view);
  assert.ok(connections.every(({ assessment }) => assessment?.rating.grade !== null));
  assert.deepEqual(asked, [...HOSTS, "thrown.example-lab.com"]);
});
