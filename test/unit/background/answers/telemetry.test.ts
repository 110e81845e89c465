import assert from "node:assert/strict";
import { test } from "node:test";
import { telemetryAnswers } from "../../../../src/background/answers/telemetry.ts";
import { JudgeMaker } from "../../../../src/background/judges.ts";
import { Pages } from "../../../../src/background/pages/pages.ts";
import type { TelemetryDocument } from "../../../../src/core/telemetry/document.ts";
import type { TlsInfo } from "../../../../src/core/tls-info.ts";
import { assertValidTelemetry } from "../../../support/telemetry-schema.ts";
import { certificate } from "../../support/certificates.ts";
import { english } from "../../support/english.ts";
import { MemoryArea } from "../pages/memory-area.ts";

const TIME = Date.UTC(2026, 10, 21, 12);
const root = certificate({ subject: "Root", issuer: "Root", ca: true });
const leaf = certificate({ dns: ["*.many.test"] });

function tlsInfo(server = leaf): TlsInfo {
  return { builtChain: [server, root], chainValid: true, protocol: "TLS", tlsVersion: "TLS 1.3", cipherSuite: 0x1302, keyExchangeGroup: "x25519", extra: { source: "firefox", rootIsBuiltIn: true } };
}

/** The background after so many hosts were seen. */
async function seen(hosts: number, capacity = 10_000): Promise<{ pages: Pages; answers: ReturnType<typeof telemetryAnswers>; see: (host: string, info?: TlsInfo) => void }> {
  const pages = new Pages(new MemoryArea(), { sessionConnections: capacity, delay: 1 });
  await pages.restore();
  let requests = 0;
  const see = (host: string, info = tlsInfo()): void => {
    pages.responseSeen({ requestId: String(requests++), url: `https://${host}/`, type: "image", tabId: 1, frameId: 0, timeStamp: TIME, documentUrl: "https://www.many.test/", statusCode: 200, tlsInfo: info }, true);
  };
  const same = tlsInfo();
  for (let i = 0; i < hosts; i += 1) see(`host-${String(i)}.many.test`, same);
  const maker = new JudgeMaker(pages.certificates, english);
  const runtime = { getManifest: () => ({ name: "TLScope", version: "1", manifest_version: 2 as const }), getBrowserInfo: () => Promise.resolve({ name: "Firefox", version: "153", vendor: "", buildID: "" }) };
  return { pages, see, answers: telemetryAnswers({ pages, plainJudges: () => Promise.resolve(maker.plain()), judges: () => Promise.resolve(maker.plain()), runtime }) };
}

/** The text of an export, in parts, as a page asks for it. */
async function partsOf(answers: ReturnType<typeof telemetryAnswers>): Promise<{ parts: string[]; shares: number[] }> {
  const { id } = await answers["telemetry/begin"]({});
  const [parts, shares]: [string[], number[]] = [[], []];
  while (shares.at(-1) !== 1) {
    const part = await answers["telemetry/part"]({ id });
    assert.ok(part !== null);
    parts.push(part.text);
    shares.push(part.share);
  }
  assert.equal(await answers["telemetry/part"]({ id }), null);
  return { parts, shares };
}

test("the parts are the text of the document, which is as its schema says", async () => {
  const { answers, see } = await seen(300);
  see("bad.many.test", { builtChain: [Uint8Array.of(1, 2, 3)], extra: { source: "firefox" } });
  const document = await answers["telemetry/export"]({}) as TelemetryDocument;
  assert.equal(assertValidTelemetry(document).length, 301);
  assert.equal(Object.keys(document.certificates).length, 3);
  assert.ok(!("omitted" in document));
  const { parts, shares } = await partsOf(answers);
  assert.ok(parts.length > 2);
  assert.deepEqual(shares, [...shares].sort((one, other) => one - other));
  const text = parts.join("");
  assert.deepEqual({ ...JSON.parse(text) as object, exportedAt: document.exportedAt }, document);
  // An observation a line.
  assert.equal(text.split("\n").length, 301 + 3 + 4);
  assert.deepEqual(await answers["telemetry/holdings"]({}), { observations: 301, certificates: 3, omitted: 0 });
});

test("an empty session is a document, too", async () => {
  const { answers } = await seen(0);
  const { parts } = await partsOf(answers);
  const { observations, certificates } = JSON.parse(parts.join("")) as TelemetryDocument;
  assert.deepEqual([observations, certificates], [[], {}]);
});

test("what was seen and not kept is counted in the document", async () => {
  const { answers } = await seen(12, 10);
  const document = await answers["telemetry/export"]({}) as TelemetryDocument;
  assert.equal(document.omitted, 2);
  assertValidTelemetry(document);
  assert.equal((await answers["telemetry/holdings"]({})).omitted, 2);
});

test("the thread is given back again and again", async () => {
  const { answers } = await seen(400);
  await answers["telemetry/export"]({});
  let [turns, longest, last, running] = [0, 0, performance.now(), true];
  const turn = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    turns += 1;
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  const began = performance.now();
  await answers["telemetry/export"]({});
  running = false;
  const total = performance.now() - began;
  assert.ok(turns >= 5, `${turns} turns`);
  assert.ok(longest < total / 2, `${longest} of ${total} ms at a stretch`);
});

test("one connection that cannot be judged costs itself alone", async () => {
  const { pages, see } = await seen(3);
  see("thrown.many.test");
  const maker = new JudgeMaker(pages.certificates, english);
  const { judge } = maker.plain();
  const broken = { assess: (observation: Parameters<typeof judge.assess>[0]) => observation.host === "thrown.many.test" ? Promise.reject(new RangeError("too much")) : judge.assess(observation), failed: judge.failed.bind(judge) };
  const answers = telemetryAnswers({ pages, plainJudges: () => Promise.resolve({ judge: broken as unknown as typeof judge }), judges: () => Promise.resolve(maker.plain()), runtime: { getManifest: () => ({ name: "TLScope", version: "1", manifest_version: 2 }), getBrowserInfo: () => Promise.resolve({ name: "Firefox", version: "153", vendor: "", buildID: "" }) } });
  const { observations } = await answers["telemetry/export"]({}) as TelemetryDocument;
  assert.equal(observations.length, 4);
  for (const { host, assessment } of observations) assert.equal(assessment?.rating.grade === null && assessment.findings.some(({ rule }) => rule === "internal/rule-failed"), host === "thrown.many.test");
});

test("of exports that nobody finished only the last few are kept", async () => {
  const { answers } = await seen(2);
  const begun = await Promise.all(Array.from({ length: 4 }, () => answers["telemetry/begin"]({})));
  const answered = await Promise.all(begun.map(({ id }) => answers["telemetry/part"]({ id })));
  assert.deepEqual(answered.map((part) => part === null), [true, false, false, false]);
  assert.equal(await answers["telemetry/part"]({ id: "unknown" }), null);
});
