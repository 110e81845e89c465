// What an export says of somebody in the middle, whose maker knew more than the file shows.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { JudgeMaker } from "../../../../src/background/judges.ts";
import type { CertificateBytes } from "../../../../src/background/pages/certificate-bytes.ts";
import { interceptionIn } from "../../../../src/core/assess.ts";
import type { InterceptionAssessment } from "../../../../src/core/assessment.ts";
import { withoutOtherHosts } from "../../../../src/core/interception/other-hosts.ts";
import { readToldInterception } from "../../../../src/core/telemetry/told-interception.ts";
import { english } from "../../support/english.ts";
import { ca, identity, judge, scene, session, type Ca } from "./scene.ts";

let proxy: Ca;
before(async () => {
  proxy = await ca("Gateway CA 7");
});

describe("what is told", () => {
  test("counts where it says no less, with its evidence and the finding that follows", async () => {
    const observation = await scene({ host: "alpha.com", ca: proxy, trust: "private", bare: true });
    const around = { session: await session(await scene({ host: "www.google.com", ca: proxy, trust: "private" }), observation) };
    const known = await judge(observation, around);
    const plain = await judge(observation);
    assert.deepEqual([known.interception.verdict, plain.interception.verdict], ["likely", "unusual"]);
    const context = { time: Date.parse(observation.time ?? ""), text: english };
    assert.deepEqual([await interceptionIn(observation, { ...context, around }), await interceptionIn(observation, context)], [known.interception, plain.interception], "by itself it is the same");
    const told = readToldInterception(JSON.parse(JSON.stringify(known)));
    assert.deepEqual(await judge(observation, told === undefined ? {} : { told }), known);
  });

  test("does not count where it says less than the connection itself", async () => {
    const observation = await scene({ host: "www.google.com", ca: await ca("mitmproxy, O=mitmproxy"), trust: "private" });
    const plain = await judge(observation);
    assert.equal(plain.interception.verdict, "known");
    assert.deepEqual(await judge(observation, { told: { verdict: "none", label: null, evidence: [] } }), plain);
    assert.deepEqual(await judge(observation, { told: { ...plain.interception, verdict: "unusual" } }), plain);
  });

  test("is passed over where it is not as it should be, or beyond bounds", async () => {
    const { interception } = await judge(await scene({ host: "alpha.com", ca: proxy, trust: "private" }));
    const [evidence] = interception.evidence;
    assert.ok(evidence);
    assert.deepEqual(readToldInterception({ interception }), interception);
    for (const bad of [
      null, "known", {}, { interception: null }, { interception: { ...interception, verdict: "sure" } }, { interception: { ...interception, label: 3 } }, { interception: { ...interception, evidence: {} } },
      { interception: { ...interception, evidence: [{ ...evidence, weight: 101 }] } }, { interception: { ...interception, evidence: [{ ...evidence, message: "x".repeat(5000) }] } },
      { interception: { ...interception, evidence: Array.from({ length: 51 }, () => evidence) } }, { interception: { ...interception, expected: {} } },
    ]) assert.equal(readToldInterception(bad), undefined, JSON.stringify(bad).slice(0, 100));
  });

  test("does not say that a site is one of those that everyone knows, and the verdict stays", async () => {
    const observation = await scene({ host: "www.paypal.com", ca: proxy, trust: "private", bare: true });
    const whole = await judge(observation);
    const { judge: exporter } = new JudgeMaker({ bytesOf: () => undefined } as unknown as CertificateBytes, english).plain();
    const exported = await exporter.assess(observation, whole.interception);
    assert.match(JSON.stringify([whole.interception, whole.findings]), /well-known-site|everyone knows/);
    assert.doesNotMatch(JSON.stringify([exported.interception, exported.findings]), /well-known-site|everyone knows/);
    assert.deepEqual([exported.interception.verdict, exported.interception.label], [whole.interception.verdict, whole.interception.label]);
    assert.equal(whole.interception.verdict, "likely");
    assert.deepEqual(await exporter.assess(observation), exported, "nor where nobody told more");
    // Whoever reads the export comes to the same.
    const told = readToldInterception(JSON.parse(JSON.stringify(exported)));
    assert.deepEqual((await judge(observation, told === undefined ? {} : { told })).findings, exported.findings);
  });

  test("of one page names no other host", async () => {
    const key = await identity("one for all");
    const others = await Promise.all(["beta.net", "gamma.org"].map((host) => scene({ host, ca: proxy, trust: "private", key })));
    const observation = await scene({ host: "alpha.com", ca: proxy, trust: "private", key });
    const { interception } = await judge(observation, { session: await session(...others, observation) });
    const text = (given: InterceptionAssessment): string => JSON.stringify(given);
    assert.match(text(interception), /beta\.net/);
    assert.doesNotMatch(text(withoutOtherHosts(interception)), /beta|gamma/);
    assert.equal(withoutOtherHosts(interception).evidence.length, interception.evidence.length);
  });
});
