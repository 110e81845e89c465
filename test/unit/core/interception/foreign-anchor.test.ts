// Whose a root is in Chromium, which does not say it: by the certificate's timestamps.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Observation } from "../../../../src/core/observation.ts";
import { SctVerifier } from "../../../../src/core/transparency/sct-verifier.ts";
import { issueLogged, logList, TransparencyLog, type SctParts } from "../../../support/transparency-log.ts";
import { ca, identity, judge, NOW, weights, type Ca } from "./scene.ts";

const HOST = "www.paypal.com";
const known = new TransparencyLog("Known");
const stranger = new TransparencyLog("Stranger");
const timestamps = new SctVerifier(logList([known]));
let by: Ca;
before(async () => {
  by = await ca("Some CA");
});

/** Chrome at a site that everyone knows, with a timestamp in its certificate. */
async function met(log: TransparencyLog, parts: SctParts = {}): Promise<Observation> {
  const leaf = await issueLogged(await identity(HOST), by.identity, (tbs, issuerKeyHash) => [log.sct(tbs, issuerKeyHash, { timestamp: NOW - 86_400_000, ...parts })], { dns: [HOST], aia: "http://ca.example.net/ca.cer" });
  return { host: HOST, ip: "8.8.8.8", time: new Date(NOW).toISOString(), tlsInfo: { protocol: "TLS", chainValid: true, builtChain: [leaf.der, by.root.der], extra: { source: "chromium", browser: { brand: "Google Chrome", version: 156 } } } };
}

test("what a log has signed is public, whatever the lists say", async () => {
  const { interception } = await judge(await met(known), {}, { timestamps });
  assert.deepEqual([interception.verdict, interception.evidence], ["none", []]);
});

test("a timestamp of a log that nobody knows leaves it open, so that the root alone never makes likely", async () => {
  const assessment = await judge(await met(stranger), {}, { timestamps });
  assert.deepEqual([assessment.interception.verdict, weights(assessment)], ["unusual", { "well-known-site": 40, "unlisted-root": 25 }]);
});

test("a timestamp that was copied from another certificate leaves nothing open", async () => {
  const assessment = await judge(await met(known, { tbs: new Uint8Array([1, 2, 3]) }), {}, { timestamps });
  assert.deepEqual([assessment.interception.verdict, weights(assessment)], ["likely", { "well-known-site": 40, "unlisted-root": 30 }]);
});
