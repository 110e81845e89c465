// Every kind of evidence through assess(): where it is due, with the weight that docs/interception.md says, and where it is not.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, test } from "node:test";
import { publishedKey } from "../../../../lab/pki/published-key.ts";
import { subtle } from "../../../../lab/pki/keys.ts";
import { remember } from "../../../../src/background/history/remember.ts";
import { EVIDENCE } from "../../../../src/core/interception/evidence/index.ts";
import type { EvidenceId } from "../../../../src/core/interception/evidence-source.ts";
import type { HostMemory } from "../../../../src/core/interception/host-memory.ts";
import type { Surroundings } from "../../../../src/core/interception/surroundings.ts";
import { allRoots } from "../../../../src/core/registry/roots.ts";
import type { Observation } from "../../../../src/core/observation.ts";
import { ca, identity, judge, NOW, scene, seen, session, weights, type Ca } from "./scene.ts";

const DAY = 86_400_000;
const HOST = "www.alpha.com";

interface Case {
  observation: Observation;
  around?: Surroundings;
  /** undefined: it is not found. */
  weight: number | undefined;
}

let program: Ca;
let otherProgram: Ca;
let proxy: Ca;
let other: Ca;

before(async () => {
  [program, otherProgram, proxy, other] = await Promise.all([ca("Public Root, O=Public Trust Services"), ca("Other Public Root, O=Other Trust Services"), ca("Inspector CA, O=Example Corp"), ca("Second CA, O=Another Corp")]);
});

const of = (by: Ca, trust: "public" | "private" | "untrusted", parts: Partial<Parameters<typeof scene>[0]> = {}) => scene({ host: HOST, ca: by, trust, ...parts });

/** What is remembered once these were seen, so many days before now. */
async function memoryOf(...visits: [daysAgo: number, observation: Observation][]): Promise<HostMemory> {
  let memory: HostMemory | undefined;
  for (const [daysAgo, observation] of visits) memory = remember(memory, { ...await seen(observation), time: NOW - daysAgo * DAY });
  assert.ok(memory);
  return memory;
}

const changedPin = (hash: string): Surroundings => ({ pins: [{ hosts: HOST, kind: "key", hashes: [hash], since: "2026-05-03T00:00:00Z", why: "" }] });
const exception = (key: string): Surroundings => ({ exceptions: [{ host: HOST, port: 443, key, since: "2026-05-03T00:00:00Z", why: "" }] });
const strange = "ab".repeat(32);

/** A public host whose certificate signed itself. */
async function selfSignedLeaf(): Promise<Observation> {
  const own = await identity(HOST);
  const { selfSigned } = await import("../../../../lab/pki/maker.ts");
  const { der } = await selfSigned(own, { ca: false, dns: [HOST] });
  return { host: HOST, ip: "8.8.8.8", time: new Date(NOW).toISOString(), tlsInfo: { protocol: "TLS", chainValid: true, builtChain: [der], extra: { source: "firefox", rootIsBuiltIn: false } } };
}

const CASES: Record<EvidenceId, () => Promise<Case[]>> = {
  "public-key-ca": async () => {
    const { pkcs8, publicKey } = await publishedKey();
    const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
    const keys = { publicKey, privateKey: await subtle.importKey("pkcs8", pkcs8 as BufferSource, algorithm, true, ["sign"]) };
    const { selfSigned } = await import("../../../../lab/pki/maker.ts");
    const published = { name: "Any name", kind: "RSA" as const, keys };
    const by = { identity: published, root: await selfSigned(published) };
    return [
      { observation: await of(by, "private"), weight: 100 },
      { observation: await of(by, "private", { host: "localhost", ip: "127.0.0.1" }), weight: 25 },
      { observation: await of(program, "public", { sent: [by.root.der] }), weight: 100 },
      { observation: await of(proxy, "private"), weight: undefined },
    ];
  },
  "pin-broken": async () => {
    const observation = await of(program, "public");
    return [{ observation, around: changedPin(strange), weight: 50 }, { observation, around: changedPin((await seen(observation)).key), weight: undefined }];
  },
  "exception-key-changed": async () => {
    const observation = await of(proxy, "untrusted");
    return [{ observation, around: exception(strange), weight: 50 }, { observation, around: exception((await seen(observation)).key), weight: undefined }];
  },
  "public-to-private": async () => {
    const memory = await memoryOf([30, await of(program, "public")], [1, await of(program, "public")]);
    return [
      { observation: await of(proxy, "private"), around: { memory }, weight: 45 },
      { observation: await of(proxy, "untrusted"), around: { memory }, weight: 45 },
      { observation: await of(program, "public"), around: { memory }, weight: undefined },
      { observation: await of(proxy, "private"), around: { memory: null }, weight: undefined },
    ];
  },
  "one-issuer-many-sites": async () => {
    const through = await session(...await Promise.all(["beta.org", "gamma.net"].map((host) => of(proxy, "private", { host }))));
    const company = await session(...await Promise.all(["a.alpha.com", "b.alpha.com", "c.alpha.com"].map((host) => of(proxy, "private", { host }))));
    return [
      { observation: await of(proxy, "private"), around: { session: through }, weight: 14 },
      { observation: await of(proxy, "private"), around: { session: await session(await of(proxy, "private", { host: "beta.org" })) }, weight: 12 },
      { observation: await of(proxy, "private"), around: { session: await session(await of(proxy, "private", { host: "www.google.com" })) }, weight: 45 },
      { observation: await of(proxy, "private"), around: { session: await session(...await Promise.all(["beta.org", "gamma.net"].flatMap((host) => [of(program, "public", { host }), of(proxy, "private", { host })]))) }, weight: 45 },
      // A company's own site, seen from without and from within, makes nobody an interceptor.
      { observation: await of(proxy, "private"), around: { session: await session(await of(program, "public", { host: "beta.org" }), await of(proxy, "private", { host: "beta.org" })) }, weight: 12 },
      { observation: await of(proxy, "private", { ip: "10.0.0.4" }), around: { session: through }, weight: 14 },
      { observation: await of(proxy, "private", { issue: { dns: ["login.example.net"] } }), around: { session: through }, weight: undefined },
      { observation: await of(proxy, "private"), around: { session: company }, weight: undefined },
      { observation: await of(program, "public"), around: { session: through }, weight: undefined },
    ];
  },
  "other-vantage": async () => {
    const observation = await of(proxy, "private");
    const elsewhere = { keys: [strange], publicAnchor: true, time: "2026-11-20T00:00:00Z" };
    return [
      { observation, around: { elsewhere }, weight: 45 },
      { observation: await of(program, "public"), around: { elsewhere }, weight: 5 },
      { observation, around: { elsewhere: { ...elsewhere, keys: [strange, (await seen(observation)).key] } }, weight: undefined },
    ];
  },
  "companion-vantage": async () => {
    const observation = await of(proxy, "private");
    const companion = { keys: [strange], publicAnchor: true, time: "2026-11-20T00:00:00Z" };
    return [
      { observation, around: { companion }, weight: 45 },
      { observation, around: { companion: { ...companion, publicAnchor: false } }, weight: 20 },
      { observation: await of(program, "public"), around: { companion }, weight: 5 },
      { observation, around: { companion: { ...companion, keys: [strange, (await seen(observation)).key] } }, weight: undefined },
    ];
  },
  "one-key-many-hosts": async () => {
    const key = await identity("shared");
    const all = (by: Ca, trust: "public" | "untrusted", shared: boolean) => Promise.all(["beta.org", "gamma.net", "delta.de"].map((host) => of(by, trust, { host, ...(shared ? { key } : {}) })));
    return [
      { observation: await of(proxy, "untrusted", { key }), around: { session: await session(...await all(proxy, "untrusted", true)) }, weight: 40 },
      { observation: await of(program, "public", { key }), around: { session: await session(...await all(program, "public", true)) }, weight: 5 },
      { observation: await of(proxy, "private", { key }), around: { session: await session(await of(proxy, "private", { host: "beta.org", key })) }, weight: 15 },
      { observation: await of(proxy, "untrusted", { key }), around: { session: await session(...await all(proxy, "untrusted", false)) }, weight: undefined },
      { observation: await of(proxy, "untrusted", { key, issue: { dns: [HOST, "beta.org", "gamma.net", "delta.de"] } }), around: { session: await session(...await all(proxy, "untrusted", true)) }, weight: undefined },
    ];
  },
  "borrowed-name": async () => [
    { observation: await of(await ca("R99, O=DigiCert Inc"), "private"), weight: 30 },
    { observation: await of(await ca("R99, O=Let's Encrypt"), "private"), weight: 30 },
    { observation: await of(await ca("Amazon RSA 2048 M99, O=Amazon"), "private"), weight: 30 },
    // The inner CAs of companies that have a public one, too.
    { observation: await of(await ca("Inner CA, O=Microsoft Corporation"), "private"), weight: undefined },
    { observation: await of(await ca("Inner Root, O=Atos"), "private"), weight: undefined },
    { observation: await of(await ca("Atos TrustedRoot 2011, O=Atos, C=DE"), "private"), weight: 35 },
    { observation: await of(await ca("R99, O=DigiCert Inc"), "public"), weight: undefined },
    { observation: await of(proxy, "private"), weight: undefined },
  ],
  "private-anchor": async () => [
    { observation: await of(proxy, "private"), weight: 30 },
    { observation: await of(proxy, "private", { ip: "192.168.1.4" }), weight: undefined },
    { observation: await of(proxy, "private", { ip: "192.168.1.4" }), around: { memory: null }, weight: 10 },
    { observation: await of(proxy, "private", { ip: "192.168.1.4" }), around: { memory: await memoryOf([9, await of(proxy, "private", { ip: "192.168.1.4" })]) }, weight: undefined },
    { observation: await of(proxy, "private", { ip: "192.168.1.4" }), around: { memory: await memoryOf([9, await of(program, "public")]) }, weight: 30 },
    { observation: await of(proxy, "private", { host: "www.google.com", ip: "127.0.0.1" }), weight: 30 },
    { observation: await of(proxy, "private", { host: "shop.test" }), weight: undefined },
    { observation: await of(program, "public"), weight: undefined },
  ],
  "unlisted-root": async () => {
    const chrome = { brand: "Google Chrome", version: 156 };
    const [real] = allRoots();
    assert.ok(real);
    const listed = await of(proxy, "private", { chromium: chrome });
    return [
      { observation: listed, weight: 30 },
      { observation: await of(proxy, "private", { chromium: { brand: "Microsoft Edge", version: 156 } }), weight: 30 },
      { observation: await of(proxy, "private", { chromium: { brand: "Some Browser", version: 156 } }), weight: 25 },
      { observation: await of(proxy, "private", { chromium: { brand: "Brave", version: 156 } }), weight: 25 },
      { observation: await of(proxy, "private", { chromium: { ...chrome, version: 100 } }), weight: 25 },
      { observation: await of(proxy, "private", { chromium: chrome, time: NOW + 400 * DAY, issue: { notAfter: "2029-01-01T00:00:00Z" } }), weight: 25 },
      { observation: { ...listed, tlsInfo: { ...listed.tlsInfo, builtChain: [listed.tlsInfo.builtChain?.[0] ?? new Uint8Array(), real.der()] } }, weight: undefined },
      // Newer than the list: logs that the browser knows took the certificate, and they take none of a private CA.
      { observation: await of(proxy, "private", { chromium: chrome, extra: { certificateTransparency: "policy_compliant" } }), weight: undefined },
      { observation: await of(proxy, "private"), weight: undefined },
    ];
  },
  "well-known-site": async () => [
    { observation: await of(proxy, "private", { host: "www.paypal.com" }), weight: 40 },
    { observation: await of(proxy, "private", { host: "paypal.com", ip: "10.1.2.3" }), weight: 40 },
    { observation: await of(program, "public", { host: "www.paypal.com" }), weight: undefined },
    { observation: await of(proxy, "untrusted", { host: "www.paypal.com" }), weight: undefined },
    // What lies under it may be the company's own inner network.
    { observation: await of(proxy, "private", { host: "wiki.corp.paypal.com" }), weight: undefined },
    { observation: await of(proxy, "private", { host: "www.notpaypal.com" }), weight: undefined },
  ],
  "ca-key-in-leaf": async () => [
    { observation: await of(proxy, "private", { key: proxy.identity }), weight: 35 },
    { observation: await of(proxy, "private", { key: proxy.identity, ip: "127.0.0.1" }), weight: 20 },
    { observation: await of(proxy, "private", { key: proxy.identity, host: "nas.local", ip: "192.168.1.2" }), weight: undefined },
    { observation: await of(proxy, "private"), weight: undefined },
    { observation: await selfSignedLeaf(), weight: undefined },
  ],
  "product-name": async () => [
    { observation: await of(await ca("mitmproxy, O=mitmproxy"), "private"), weight: 20 },
    { observation: await of(await ca("NodeMITMProxyCA"), "private"), weight: 20 },
    { observation: await of(await ca("whistle.1764500000000, OU=wproxy.org"), "private"), weight: 20 },
    { observation: await of(await ca("mitmproxy, O=mitmproxy"), "public"), weight: undefined },
    { observation: await of(await ca("mitmproxy, O=mitmproxy"), "private", { host: "nas.local", ip: "192.168.1.2" }), weight: undefined },
    { observation: await of(proxy, "private"), weight: undefined },
  ],
  "template-made": async () => [
    { observation: await of(proxy, "private", { bare: true }), weight: 10 },
    { observation: await of(proxy, "private", { bare: true, subject: `${HOST}, O=${HOST}, OU=${HOST}, C=CZ` }), weight: 20 },
    { observation: await of(proxy, "private"), weight: undefined },
    { observation: await of(proxy, "private", { bare: true, ip: "10.0.0.3" }), weight: undefined },
    { observation: await of(program, "public", { bare: true }), weight: undefined },
  ],
  "key-returned": async () => {
    const first = await identity("the first key");
    const gone = await of(program, "public", { key: first });
    const since: [number, Observation][] = [[120, gone], [60, await of(program, "public")], [1, await of(program, "public")]];
    return [
      { observation: await of(otherProgram, "public", { key: first }), around: { memory: await memoryOf(...since) }, weight: 30 },
      { observation: gone, around: { memory: await memoryOf(...since) }, weight: undefined },
      { observation: await of(otherProgram, "public", { key: first }), around: { memory: await memoryOf([60, await of(program, "public")], [1, gone]) }, weight: undefined },
    ];
  },
  "device-key-changed": async () => {
    const device = (by: Ca, key?: Awaited<ReturnType<typeof identity>>) => of(by, "untrusted", { host: "nas.local", ip: "192.168.1.2", ...(key === undefined ? {} : { key }) });
    const key = await identity("nas");
    const own = await ca("nas.local");
    const memory = await memoryOf([200, await device(own, key)], [1, await device(own, key)]);
    return [
      { observation: await device(other), around: { memory }, weight: 30 },
      { observation: await device(own, key), around: { memory }, weight: undefined },
      { observation: await device(other), around: { memory: null }, weight: undefined },
    ];
  },
  "anchor-replaced": async () => {
    const memory = await memoryOf([200, await of(proxy, "private")], [1, await of(proxy, "private")]);
    return [
      { observation: await of(other, "private"), around: { memory }, weight: 25 },
      { observation: await of(proxy, "private"), around: { memory }, weight: undefined },
    ];
  },
  "sent-public-built-private": async () => {
    const [real] = allRoots();
    assert.ok(real);
    return [
      { observation: await of(proxy, "private", { sent: [proxy.root.der, real.der()] }), weight: 25 },
      { observation: await of(proxy, "private", { sent: [proxy.root.der, other.root.der] }), weight: undefined },
      { observation: await of(proxy, "private"), weight: undefined },
      { observation: await of(program, "public", { sent: [program.root.der, real.der()] }), weight: undefined },
    ];
  },
  "no-scts": async () => [
    { observation: await of(program, "public", { extra: { certificateTransparency: "policy_not_enough_scts" } }), weight: 20 },
    { observation: await of(program, "public"), weight: undefined },
    { observation: await of(proxy, "private", { extra: { certificateTransparency: "policy_not_enough_scts" } }), weight: undefined },
  ],
  "made-on-the-fly": async () => {
    const fresh = { notBefore: new Date(NOW - 120_000).toISOString() };
    const back = (minutes: number, days: number) => ({ notBefore: new Date(NOW + minutes * 60_000 - days * DAY).toISOString() });
    const other = (minutes: number, days: number) => of(proxy, "private", { host: "beta.org", bare: true, issue: back(minutes, days), time: NOW + minutes * 60_000 });
    return [
      { observation: await of(proxy, "private", { bare: true, issue: fresh }), weight: 5 },
      { observation: await of(proxy, "private", { bare: true, issue: back(0, 2) }), weight: 5 },
      { observation: await of(proxy, "private", { bare: true, issue: back(0, 2) }), around: { session: await session(await other(-3, 2)) }, weight: 15 },
      // Another number of days; two that were made in one go; hours after midnight.
      { observation: await of(proxy, "private", { bare: true, issue: back(0, 2) }), around: { session: await session(await other(-3, 3)) }, weight: 5 },
      { observation: await of(proxy, "private", { bare: true, issue: back(0, 2) }), around: { session: await session({ ...await other(0, 2), time: new Date(NOW + 1000).toISOString() }) }, weight: 5 },
      { observation: await of(proxy, "private", { bare: true, issue: back(-180, 2) }), weight: undefined },
      { observation: await of(proxy, "private", { issue: fresh }), weight: undefined },
      { observation: await of(proxy, "private", { bare: true }), weight: undefined },
    ];
  },
  "untrusted-issuer": async () => [
    { observation: await of(proxy, "untrusted"), weight: 15 },
    { observation: await of(proxy, "untrusted", { host: "nas.local" }), weight: undefined },
    { observation: await of(program, "public"), weight: undefined },
  ],
  "new-public-ca": async () => {
    const memory = await memoryOf([60, await of(program, "public")], [1, await of(program, "public")]);
    return [
      { observation: await of(otherProgram, "public"), around: { memory }, weight: 5 },
      { observation: await of(program, "public"), around: { memory }, weight: undefined },
      { observation: await of(otherProgram, "public"), around: { memory: await memoryOf([2, await of(program, "public")]) }, weight: undefined },
    ];
  },
};

describe("each kind of evidence, true and false", () => {
  for (const { id } of EVIDENCE) {
    test(id, async () => {
      const cases = await CASES[id]();
      assert.ok(cases.some(({ weight }) => weight !== undefined) && cases.some(({ weight }) => weight === undefined));
      for (const [index, { observation, around, weight }] of cases.entries()) {
        const assessment = await judge(observation, around);
        assert.equal(weights(assessment)[id], weight, `${id}, case ${String(index)}: ${JSON.stringify(weights(assessment))}`);
        // One sign alone never makes "likely", apart from a proof.
        if (weight !== undefined && weight < 60 && Object.keys(weights(assessment)).length === 1) assert.ok(["none", "unusual"].includes(assessment.interception.verdict));
      }
    });
  }

  test("the document has a line for each, with the weights that were tested", async () => {
    const rows = new Map([...readFileSync("docs/interception.md", "utf8").matchAll(/^\| `([a-z-]+)` \| ([^|]+) \|/gm)].map(([, id = "", weight = ""]) => [id, weight.trim()]));
    for (const { id } of EVIDENCE) {
      const tested = new Set((await CASES[id]()).flatMap(({ weight }) => weight === undefined ? [] : [String(weight)]));
      const written = new Set(rows.get(id)?.match(/\d+/g));
      for (const weight of tested) assert.ok(written.has(weight), `${id} weighs ${weight}; the document says "${rows.get(id) ?? "nothing"}"`);
    }
  });
});
