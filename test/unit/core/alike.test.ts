import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assess, type AssessContext } from "../../../src/core/assess.ts";
import { AnchorList } from "../../../src/core/chain/anchor-set.ts";
import type { Observation } from "../../../src/core/observation.ts";
import { RatingMemory } from "../../../src/core/rating/rating-memory.ts";
import { AlikeMemory } from "../../../src/core/rules/alike.ts";
import { CertificateStore } from "../../../src/core/x509/certificate-store.ts";
import { Certificate } from "../../../src/core/x509/certificate.ts";
import { anyObservation, soundObservation } from "../support/arbitrary.ts";
import { certificate } from "../support/certificates.ts";
import { english } from "../support/english.ts";

const TIME = Date.UTC(2026, 10, 21, 12);
const DAY = 86_400_000;
const root = certificate({ subject: "Root", issuer: "Root", ca: true });

/** In what connections of a kind differ. */
const differing = fc.record({
  host: fc.constantFrom("www.example.test", "deep.www.example.test", "other.test", "www.example.com", "192.0.2.1", "localhost", "printer"),
  port: fc.constantFrom(443, 8443),
  ip: fc.constantFrom("192.0.2.1", "10.0.0.1", undefined),
  hsts: fc.constantFrom(undefined, null, { maxAge: 0 }, { maxAge: 31_536_000, includeSubDomains: true, preload: true }),
  days: fc.constantFrom(-700, -40, 0, 0.01, 3, 39, 45, 800),
}, { noNullPrototype: true });

function variant({ tlsInfo, scheme, trustAnchors }: Observation, { host, port, ip, hsts, days }: typeof differing extends fc.Arbitrary<infer Value> ? Value : never): [Observation, number] {
  const time = TIME + days * DAY;
  return [{ tlsInfo, ...(scheme === undefined ? {} : { scheme }), ...(trustAnchors === undefined ? {} : { trustAnchors }), host, port, time: new Date(time).toISOString(), ...(ip === undefined ? {} : { ip }), ...(hsts === undefined ? {} : { hsts }) }, time];
}

/** Judges with what is remembered, and each anew. */
function judges(context: Partial<AssessContext>): { judge: (observation: Observation, time: number) => Promise<[remembered: unknown, anew: unknown]>; reused: () => number } {
  const certificates = new CertificateStore();
  const alike = new AlikeMemory();
  const ratings = new RatingMemory();
  let reused = 0;
  const find = alike.chain.bind(alike);
  alike.chain = async (key, input, judge) => {
    reused += 1;
    return await find(key, input, (given) => {
      reused -= 1;
      return judge(given);
    });
  };
  return {
    judge: (observation, time) => Promise.all([
      assess(observation, { time, text: english, certificates, ...context, alike, ratings }),
      assess(observation, { time, text: english, certificates: new CertificateStore(), ...context }),
    ]),
    reused: () => reused,
  };
}

async function compare(context: Partial<AssessContext>, observations: fc.Arbitrary<Observation>, numRuns: number): Promise<number> {
  // One memory for all of them: what is remembered of one kind must not be taken for another's.
  const { judge, reused } = judges(context);
  await fc.assert(fc.asyncProperty(observations, fc.array(differing, { minLength: 2, maxLength: 5 }), async (observation, differences) => {
    for (const difference of differences) {
      const [remembered, anew] = await judge(...variant(observation, difference));
      assert.deepEqual(remembered, anew);
    }
  }), { numRuns });
  return reused();
}

const vouched = (observation: Observation): Observation => ({
  ...observation, scheme: "https:", tlsInfo: { ...observation.tlsInfo, chainValid: true, builtChain: [...observation.tlsInfo.builtChain ?? [certificate({ dns: ["*.example.test"], issuer: "Root" })], root] },
});

test("what is said of connections that are alike is said of each as if it were the only one", async () => {
  const reused = await compare({}, soundObservation.map(vouched), 60);
  assert.ok(reused > 8, `${reused} chains were not judged again`);
  await compare({ clientRows: true }, anyObservation, 12);
});

test("the same where anchors and restrictions decide", async () => {
  const anchors = new AnchorList([Certificate.parse(root)], "added");
  const restrictions = [{ hosts: "*.example.test", anchors: ["00".repeat(32)] }];
  await compare({ anchors }, soundObservation.map(vouched), 25);
  await compare({ anchors, overBrowser: true }, soundObservation, 15);
  await compare({ anchors, restrictions }, soundObservation.map(vouched), 25);
});

test("few kinds that are remembered, and many seen, give the same", async () => {
  const certificates = new CertificateStore(2_000);
  const context = { text: english, certificates, alike: new AlikeMemory(2), ratings: new RatingMemory(2) };
  const kinds = Array.from({ length: 6 }, (_, index) => vouched({ host: "", tlsInfo: { builtChain: [certificate({ dns: [`*.kind-${String(index)}.test`], issuer: "Root" })], tlsVersion: "TLS 1.2", cipherSuite: index % 2 === 0 ? 0xc02f : 0x000a } }));
  for (let round = 0; round < 3; round += 1) {
    for (const [index, kind] of kinds.entries()) {
      const observation = { ...kind, host: `host-${String(round)}.kind-${String(index)}.test` };
      assert.deepEqual(await assess(observation, { ...context, time: TIME }), await assess(observation, { text: english, time: TIME }));
    }
  }
});

test("a certificate that has ended meanwhile has ended, whatever was said of the host before", async () => {
  const leaf = certificate({ dns: ["*.example.test"], issuer: "Root", notAfter: "2026-12-30T00:00:00Z" });
  const olderRoot = certificate({ subject: "Root", issuer: "Older Root", ca: true, notAfter: "2026-12-01T00:00:00Z" });
  const kinds: Observation["tlsInfo"][] = [
    { builtChain: [leaf, root], chainValid: true },
    { builtChain: [leaf, root], sentChain: [leaf, olderRoot], chainValid: true },
    { builtChain: [leaf, root], chainValid: true, extra: { source: "firefox", exception: "unknown" } },
  ];
  const { judge } = judges({});
  for (const tlsInfo of kinds) {
    const told = new Set<string>();
    for (const days of [0, 20, 45, 0, 800]) {
      const [remembered, anew] = await judge({ host: "www.example.test", tlsInfo }, TIME + days * DAY);
      assert.deepEqual(remembered, anew, `${days} days later`);
      told.add(JSON.stringify({ ...anew as object, time: "" }));
    }
    assert.ok(told.size > 1, "the time changes what is said");
  }
});
