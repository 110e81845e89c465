import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { assessContextFor } from "../../../cli/context.ts";
import { jsonLine } from "../../../cli/json-line.ts";
import { LineJudge } from "../../../cli/stream/line-judge.ts";
import { assess, judgeNegotiation } from "../../../src/core/assess.ts";
import { negotiationContext } from "../../../src/core/rules/context.ts";
import { parseObservation } from "../../../src/core/telemetry/observation-json.ts";
import { StoredCertificate } from "../../../src/core/x509/certificate-store.ts";
import { Certificate } from "../../../src/core/x509/certificate.ts";
import { identity, issue, issueCa, selfSigned, x509 } from "../../../lab/pki/maker.ts";

/** A judge of JSON, and what assess() without any memory says. */
function twoJudges(): (value: Record<string, unknown>) => Promise<string> {
  const judge = new LineJudge(4 * 1024 * 1024);
  return async (value) => {
    const observation = parseObservation(value);
    const { time, anchors } = assessContextFor(Date.parse(observation.time ?? ""));
    const alone = jsonLine(await assess(observation, { time, text: assessContextFor(0).text, ...(anchors && { anchors }) }));
    const { text, invalid } = await judge.judge(value);
    assert.ok(text === alone, `not what is said without a memory, for ${JSON.stringify(value).slice(0, 200)} at ${observation.time ?? "?"}`);
    assert.equal(invalid, /"chain":\{"verdict":"invalid"/.test(alone));
    return text;
  };
}

const base64 = (der: Uint8Array): string => Buffer.from(der).toString("base64");

async function hosts() {
  const [rootId, otherId, caId, leafId] = await Promise.all([identity("Root"), identity("Other"), identity("CA"), identity("Leaf")]);
  const [root, other, ca, leaf] = await Promise.all([selfSigned(rootId), selfSigned(otherId), issueCa(caId, rootId), issue(leafId, caId, {
    dns: ["www.example.test", "b.example.test"], replace: [new x509.Extension("1.3.6.1.5.5.7.1.24", false, new Uint8Array([0x30, 3, 2, 1, 5]))],
  })]);
  return { root: base64(root.der), other: base64(other.der), ca: base64(ca.der), leaf: base64(leaf.der), leafDer: leaf.der };
}

test("what is remembered of one observation is never the answer to another", async () => {
  const { root, other, ca, leaf, leafDer } = await hosts();
  const judged = twoJudges();
  const { notBefore, notAfter } = Certificate.parse(leafDer);
  const day = 86_400_000;
  const times = [notBefore - 1, notBefore, notBefore + 1, notBefore + day - 61_000, notBefore + day, notBefore + day + 600_000, notBefore + 33 * day, notAfter, notAfter + 1, notAfter + 999, notAfter + 1000, notAfter + day];
  const ordinary = { host: "www.example.test", tlsInfo: { sentChain: [leaf, ca], tlsVersion: "TLS 1.3", cipherSuite: 0x1301, keyExchangeGroup: "x25519" }, trustAnchors: [root] };
  const { tlsInfo } = ordinary;
  const others: Record<string, unknown>[] = [
    ordinary,
    { ...ordinary, host: "b.example.test" }, { ...ordinary, host: "WWW.example.test" }, { ...ordinary, host: "c.example.test" }, { ...ordinary, host: "192.0.2.1" },
    // Names that stand in what is said of others, too.
    { ...ordinary, host: "tls" }, { ...ordinary, host: "1" }, { ...ordinary, host: "a" }, { ...ordinary, host: "x25519", hsts: null }, { ...ordinary, host: "b.example.test", hsts: null },
    { ...ordinary, port: 8443 }, { ...ordinary, ip: "127.0.0.1" }, { ...ordinary, ip: "192.0.2.1" }, { ...ordinary, scheme: "http:" },
    { ...ordinary, trustAnchors: [other] }, { ...ordinary, trustAnchors: [] }, { host: ordinary.host, tlsInfo },
    { ...ordinary, hsts: null }, { ...ordinary, hsts: { maxAge: 1 } }, { ...ordinary, hsts: { maxAge: 63_072_000 } },
    { ...ordinary, tlsInfo: { ...tlsInfo, cipherSuite: 0x009c, tlsVersion: "TLS 1.2", keyExchangeGroup: undefined } },
    { ...ordinary, tlsInfo: { ...tlsInfo, tlsVersion: "TLS 1.0", cipherSuite: 5 } }, { ...ordinary, tlsInfo: { ...tlsInfo, keyExchangeGroup: "secp256r1" } },
    { ...ordinary, tlsInfo: { ...tlsInfo, sentChain: [ca, leaf] } }, { ...ordinary, tlsInfo: { ...tlsInfo, sentChain: [leaf] } }, { ...ordinary, tlsInfo: { ...tlsInfo, sentChain: [leaf, ca, root] } },
    { ...ordinary, tlsInfo: { ...tlsInfo, sentChain: [leaf, ca, ca] } }, { ...ordinary, tlsInfo: { ...tlsInfo, builtChain: [leaf, ca, root], chainValid: true } },
    { ...ordinary, tlsInfo: { ...tlsInfo, builtChain: [leaf, ca, root], chainValid: false } }, { ...ordinary, tlsInfo: { ...tlsInfo, protocol: "QUIC" } },
    { ...ordinary, tlsInfo: { ...tlsInfo, extra: { source: "firefox", ocspStapled: false } } }, { ...ordinary, tlsInfo: { ...tlsInfo, extra: { source: "firefox", ocspStapled: true } } },
    { ...ordinary, tlsInfo: { ...tlsInfo, extra: { source: "firefox", fromCache: true } } }, { ...ordinary, tlsInfo: { ...tlsInfo, extra: { source: "firefox", exception: "trust" } } },
    { ...ordinary, tlsInfo: { ...tlsInfo, extra: { source: "chromium", certificateTransparency: "policy_compliant", browser: { brand: "Chromium", version: 150 } } } },
    { ...ordinary, tlsInfo: { ...tlsInfo, extra: { source: "firefox", signatureScheme: "rsa_pkcs1_sha1" } } }, { ...ordinary, tlsInfo: { ...tlsInfo, extra: { source: "firefox", resumed: true, alpn: "h2" } } },
  ].map((each) => JSON.parse(JSON.stringify(each)) as Record<string, unknown>);
  // Twice, in another order: the second time all of it is remembered.
  const seen = new Set<string>();
  for (const values of [others, others.toReversed()]) {
    for (const value of values) for (const time of times) seen.add(await judged({ ...value, time: new Date(time).toISOString() }));
  }
  // One after the other at the same time: what was negotiated is all that differs between many of them.
  const noon = notBefore + 20.5 * day;
  for (const value of [...others, ...others, ...others.toReversed()]) await judged({ ...value, time: new Date(noon).toISOString() });
  assert.ok(seen.size > others.length * times.length / 2, `${seen.size} answers`);
});

test("what hangs on a leaf's key usage or TLS features is not said of a leaf that is otherwise the same", async () => {
  const [rootId, caId, leafId] = await Promise.all([identity("Root"), identity("CA"), identity("Leaf", "RSA")]);
  const [root, ca] = await Promise.all([selfSigned(rootId), issueCa(caId, rootId)]);
  const leafWith = async (...replace: x509.Extension[]): Promise<string> => base64((await issue(leafId, caId, { dns: ["www.example.test"], replace })).der);
  const mustStaple = new x509.Extension("1.3.6.1.5.5.7.1.24", false, new Uint8Array([0x30, 3, 2, 1, 5]));
  const judged = twoJudges();
  const told: string[] = [];
  for (const leaf of [
    await leafWith(new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true)),
    await leafWith(new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyEncipherment, true)),
    await leafWith(new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true), mustStaple),
  ]) {
    told.push(await judged({
      host: "www.example.test", time: "2026-10-15T00:00:00Z", trustAnchors: [base64(root.der)],
      tlsInfo: { builtChain: [leaf, base64(ca.der), base64(root.der)], chainValid: true, tlsVersion: "TLS 1.3", cipherSuite: 0x1301, keyExchangeGroup: "x25519", extra: { source: "firefox", ocspStapled: false } },
    }));
  }
  assert.deepEqual(told.map((text) => ["connection/key-usage", "connection/staple-missing"].filter((rule) => text.includes(`"${rule}"`))), [[], ["connection/key-usage"], ["connection/staple-missing"]]);
});

test("rules about the negotiation look at nothing of a leaf but its key usage and its TLS features", async () => {
  const { leafDer } = await hosts();
  const stored = new StoredCertificate("00".repeat(32), leafDer);
  const looked = new Set<string | symbol>();
  const watched = new Proxy(stored, {
    get(target, name) {
      if (name === "sha256") return target.sha256;
      if (name !== "read") throw new TypeError(`${String(name)} is not part of what is remembered`);
      return <T>(get: (certificate: Certificate) => T): T | undefined => target.read((certificate) => get(new Proxy(certificate, {
        get(of, field) {
          looked.add(field);
          return Reflect.get(of, field, of) as unknown;
        },
      })));
    },
  });
  for (const [tlsVersion, cipherSuite] of [["TLS 1.3", 0x1301], ["TLS 1.2", 0x009c], ["TLS 1.2", 0xc02b], ["TLS 1.0", 5], [undefined, undefined]] as const) {
    for (const ocspStapled of [undefined, false, true]) {
      const observation = parseObservation(JSON.parse(JSON.stringify({ host: "www.example.test", hsts: null, tlsInfo: { tlsVersion, cipherSuite, extra: { source: "firefox", ocspStapled, signatureScheme: "rsa_pkcs1_sha1" } } })));
      const facts = negotiationContext(observation, { time: Date.UTC(2026, 10, 1), hostIsAddress: false, leafOf: () => watched, timed: () => { /* the time may be looked at */ } });
      assert.deepEqual(judgeNegotiation(observation, facts, undefined, assessContextFor(0).text).unjudged, []);
    }
  }
  assert.deepEqual(looked, new Set(["keyUsage", "tlsFeatures"]));
});

test("an observation that is bad beside what is remembered is still an error", async () => {
  const { root, ca, leaf } = await hosts();
  const judge = new LineJudge(1024 * 1024);
  const good = { host: "www.example.test", time: "2026-11-21T12:00:00Z", tlsInfo: { sentChain: [leaf, ca] }, trustAnchors: [root] };
  await judge.judge(good);
  for (const bad of [{ ...good, time: "soon" }, { ...good, hsts: 5 }, { ...good, port: null }, { ...good, tlsInfo: { ...good.tlsInfo, tlsVersion: 13 } }, { ...good, tlsInfo: { ...good.tlsInfo, builtChain: null } }, { ...good, tlsInfo: { ...good.tlsInfo, extra: null } }]) {
    await assert.rejects(judge.judge(bad), { name: "TelemetryError" });
  }
});

test("the suites have the same answers from memory, at times around all that changes in them", { skip: existsSync("../shared/suites") ? false : "../shared/suites is not there" }, async () => {
  const judged = twoJudges();
  const read = (suite: string): Record<string, unknown>[] => readFileSync(`../shared/suites/${suite}.jsonl`, "utf8").split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as Record<string, unknown>);
  const values = [
    ...read("bettertls-pathbuilding").slice(0, 12).map((each) => ({ host: each["hostname"], tlsInfo: { sentChain: each["certificates"] }, trustAnchors: [each["trustRoot"]] })),
    ...read("zlint-cases").slice(0, 25).map((each) => ({ host: "example.com", tlsInfo: { sentChain: [each["certificate"]] } })),
  ];
  const around = values.map((value) => {
    const { tlsInfo: { sentChain = [] } } = parseObservation(value);
    return sentChain.flatMap((der): number[] => {
      try {
        const { notBefore, notAfter } = Certificate.parse(der);
        return [notBefore, notAfter, notBefore + 86_400_000];
      } catch {
        return [];
      }
    });
  });
  for (const offset of [-60_001, -1, 0, 1000, 600_000]) {
    for (const [i, value] of values.entries()) {
      for (const time of around[i]?.slice(0, 3) ?? []) await judged({ ...value, time: new Date(time + offset).toISOString() });
    }
  }
});
