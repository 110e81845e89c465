import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import fc from "fast-check";
import { remember } from "../../../../src/background/history/remember.ts";
import { EVIDENCE } from "../../../../src/core/interception/evidence/index.ts";
import type { HostMemory } from "../../../../src/core/interception/host-memory.ts";
import { PROOF, verdictOf } from "../../../../src/core/interception/weigh.ts";
import { english } from "../../support/english.ts";
import { ca, identity, judge, NOW, scene, seen, session, weights, type Ca } from "./scene.ts";

const DAY = 86_400_000;
const SITES = ["www.alpha.com", "beta.org", "shop.gamma.co.uk", "delta.net", "epsilon.de", "zeta.fr", "eta.nl", "theta.it"];

let program: Ca;
let proxy: Ca;
before(async () => {
  [program, proxy] = await Promise.all([ca("Public Root, O=Public Trust Services"), ca("Inspector CA, O=Example Corp")]);
});

const through = (host: string, by = proxy) => scene({ host, ca: by, trust: "private" });
const direct = (host: string) => scene({ host, ca: program, trust: "public" });

describe("who vouches", () => {
  test("public sites, directly: nothing, for one and for all of a session", async () => {
    const all = await Promise.all(SITES.map(direct));
    const shown = await session(...all);
    for (const observation of all) {
      const { interception, findings } = await judge(observation, { session: shown });
      assert.deepEqual(interception, { verdict: "none", label: null, evidence: [] });
      assert.ok(findings.every(({ rule }) => !rule.startsWith("interception/")));
    }
  });

  test("one public name under a private root is unusual and no more", async () => {
    const assessment = await judge(await through("www.alpha.com"));
    assert.deepEqual(weights(assessment), { "private-anchor": 30 });
    assert.equal(assessment.interception.verdict, "unusual");
    const [evidence] = assessment.interception.evidence;
    assert.equal(evidence?.certificates[0], proxy.root.sha256);
    assert.ok(evidence.message.includes("Inspector CA") && evidence.otherwise.length > 20);
    assert.deepEqual(assessment.findings.filter(({ rule }) => rule.startsWith("interception/")).map(({ rule, severity }) => [rule, severity]), [["interception/unusual", "notice"]]);
  });

  test("hosts that no public CA could vouch for have private roots by rights", async () => {
    for (const [host, ip] of [["printer.local", "192.168.1.4"], ["nas", "10.0.0.2"], ["localhost", "127.0.0.1"], ["wiki.internal", "10.1.1.1"], ["192.168.0.1", "192.168.0.1"], ["fd00::1", "fd00::1"], ["media.example.com", "192.168.1.9"]] as const) {
      const assessment = await judge(await scene({ host, ip, ca: proxy, trust: "private" }));
      assert.deepEqual([assessment.interception.verdict, weights(assessment)], ["none", {}], host);
      assert.equal(assessment.device?.state, "unknown", host);
    }
    assert.equal((await judge(await through("www.alpha.com"))).device, undefined);
  });

  test("an untrusted chain weighs little by itself", async () => {
    const assessment = await judge(await scene({ host: "www.alpha.com", ca: proxy, trust: "untrusted" }));
    assert.deepEqual(weights(assessment), { "untrusted-issuer": 15 });
    assert.equal(assessment.interception.verdict, "unusual");
  });

  test("a chain that nobody told is unknown, never none", async () => {
    const { interception } = await judge({ host: "www.alpha.com", time: new Date(NOW).toISOString(), tlsInfo: { chainValid: true, extra: { source: "firefox" } } });
    assert.equal(interception.verdict, "unknown");
    const { tlsInfo } = await direct("www.alpha.com");
    const untold = { ...tlsInfo, extra: { source: "firefox" as const, certificateTransparency: "policy_compliant" as const } };
    assert.equal((await judge({ host: "www.alpha.com", tlsInfo: untold, time: new Date(NOW).toISOString() })).interception.verdict, "unknown");
  });
});

describe("across hosts", () => {
  test("one private issuer for unrelated sites, and no more than unusual until it signs for what it cannot", async () => {
    const shown = await session(...await Promise.all(SITES.slice(0, 2).map((host) => through(host))));
    const third = await judge(await through("shop.gamma.co.uk"), { session: shown });
    // As a company's own sites look, if nothing else is there.
    assert.deepEqual(weights(third), { "private-anchor": 30, "one-issuer-many-sites": 14 });
    assert.equal(third.interception.verdict, "unusual");
    assert.ok(third.interception.evidence[1]?.message.includes("3 of the last 3 sites"), third.interception.evidence[1]?.message);
    // The same, once it has signed for a site that everyone knows.
    const known = await judge(await through("shop.gamma.co.uk"), { session: await session(...await Promise.all([...SITES.slice(0, 2), "www.wikipedia.org", "google.com"].map((host) => through(host)))) });
    assert.deepEqual(weights(known), { "one-issuer-many-sites": 45, "private-anchor": 30 });
    assert.ok(known.findings.some(({ rule, severity }) => rule === "interception/likely" && severity === "error"));
  });

  test("a company's own names are one site, and a few domains are less than likely", async () => {
    const company = await session(...await Promise.all(["a", "b", "c", "d"].map((label) => through(`${label}.corp.com`))));
    assert.deepEqual(weights(await judge(await through("e.corp.com"), { session: company })), { "private-anchor": 30 });
    const few = await session(...await Promise.all([...SITES.map(direct), through("corp.com"), through("corp.de")]));
    assert.deepEqual(weights(await judge(await through("corp-test.com"), { session: few })), { "private-anchor": 30, "one-issuer-many-sites": 14 });
  });

  test("one key for unrelated hosts, unless the certificate names them all", async () => {
    const key = await identity("shared");
    const names = SITES.slice(0, 4);
    const shown = await session(...await Promise.all(names.map((host) => scene({ host, ca: proxy, trust: "untrusted", key }))));
    const alone = await judge(await scene({ host: "epsilon.de", ca: proxy, trust: "untrusted", key }), { session: shown });
    assert.equal(weights(alone)["one-key-many-hosts"], 40);
    assert.equal(alone.interception.verdict, "likely");
    const named = await judge(await scene({ host: "epsilon.de", ca: proxy, trust: "private", key, issue: { dns: [...names, "epsilon.de"] } }), { session: shown });
    assert.equal(weights(named)["one-key-many-hosts"], undefined);
    // A hosting service's key under public certificates of their own.
    const hosting = await session(...await Promise.all(names.map((host) => scene({ host, ca: program, trust: "public", key }))));
    assert.equal((await judge(await scene({ host: "epsilon.de", ca: program, trust: "public", key }), { session: hosting })).interception.verdict, "none");
  });
});

describe("names and traits", () => {
  test("a product's name labels what other evidence shows, on issuers alone", async () => {
    const labelled = await ca("Kaspersky Anti-Virus Personal Root Certificate, O=AO Kaspersky Lab");
    const shown = await session(...await Promise.all(SITES.slice(0, 3).map((host) => through(host, labelled))));
    const { interception, findings } = await judge(await through("delta.net", labelled), { session: shown });
    assert.deepEqual([interception.verdict, interception.label], ["known", "Kaspersky Internet Security"]);
    assert.equal((await judge(await scene({ host: "delta.net", ca: labelled, trust: "private", bare: true }))).interception.verdict, "known", "at the first site, if the certificate is a program's");
    assert.ok(findings.some(({ rule }) => rule === "interception/known"));
    // The name alone is too little, and on a public chain it is nothing at all.
    const alone = await judge(await through("delta.net", labelled));
    assert.deepEqual([alone.interception.verdict, weights(alone)], ["unusual", { "private-anchor": 30, "product-name": 20 }]);
    const publicly = await scene({ host: "support.kaspersky.ru", ca: labelled, trust: "public" });
    assert.deepEqual((await judge(publicly)).interception, { verdict: "none", label: null, evidence: [] });
    // A subject of that name, and an issuer that only contains it.
    const subject = await scene({ host: "www.alpha.com", ca: proxy, trust: "private", issue: {} });
    assert.equal((await judge(subject)).interception.label, null);
    const similar = await ca("Not Kaspersky Anti-Virus Personal Root Certificate");
    assert.equal((await judge(await through("www.alpha.com", similar))).interception.label, null);
  });

  test("a public CA's name on a chain that is not its own", async () => {
    const impostor = await ca("R99, O=DigiCert Inc");
    assert.equal(weights(await judge(await through("www.alpha.com", impostor)))["borrowed-name"], 30);
    const twin = await ca("ISRG Root X1, O=Internet Security Research Group, C=US");
    assert.ok((weights(await judge(await through("www.alpha.com", twin)))["borrowed-name"] ?? 0) >= 20);
    assert.equal(weights(await judge(await scene({ host: "www.alpha.com", ca: impostor, trust: "public" })))["borrowed-name"], undefined);
  });

  test("made while the connection waited: new, and linked to nothing", async () => {
    const minutesAgo = { notBefore: new Date(NOW - 120_000).toISOString() };
    const of = (trust: "private" | "public", bare: boolean, issue: object) => scene({ host: "www.alpha.com", ca: proxy, trust, bare, issue }).then((observation) => judge(observation));
    const made = await of("private", true, minutesAgo);
    assert.equal(weights(made)["made-on-the-fly"], 5);
    assert.ok(made.interception.evidence.some(({ message }) => message.includes("began 0 days before")));
    assert.equal(weights(await of("private", true, {}))["made-on-the-fly"], undefined);
    assert.equal(weights(await of("private", false, minutesAgo))["made-on-the-fly"], undefined);
    assert.equal(weights(await of("public", true, minutesAgo))["made-on-the-fly"], undefined);
  });

  test("a public certificate that no log vouches for, where the browser has no opinion of its own", async () => {
    const of = (extra: object, issue: object = {}) => scene({ host: "www.alpha.com", ca: program, trust: "public", extra, issue }).then((observation) => judge(observation)).then(weights);
    assert.deepEqual(await of({ certificateTransparency: "not_applicable" }), { "no-scts": 20 });
    assert.deepEqual(await of({ certificateTransparency: "policy_not_enough_scts" }), { "no-scts": 20 });
    assert.deepEqual(await of({ certificateTransparency: "policy_compliant" }), {});
    assert.deepEqual(await of({ certificateTransparency: "policy_not_diverse_scts" }), {});
    assert.deepEqual(await of({ certificateTransparency: "not_applicable" }, { notBefore: "2018-01-01T00:00:00Z" }), {});
  });
});

describe("elsewhere and before", () => {
  test("another vantage point: one key in common is enough, and public certificates differ", async () => {
    const here = await through("www.alpha.com");
    const { key } = await seen(here);
    const elsewhere = { keys: ["11".repeat(32), "22".repeat(32)], publicAnchor: true, time: "2026-11-20T00:00:00Z" };
    assert.deepEqual(weights(await judge(here, { elsewhere })), { "other-vantage": 45, "private-anchor": 30 });
    assert.equal((await judge(here, { elsewhere })).interception.verdict, "likely");
    assert.deepEqual(weights(await judge(here, { elsewhere: { ...elsewhere, keys: [...elsewhere.keys, key] } })), { "private-anchor": 30 });
    assert.deepEqual(weights(await judge(here, { elsewhere: { ...elsewhere, publicAnchor: false } })), { "private-anchor": 30, "other-vantage": 5 });
    assert.equal((await judge(await direct("www.alpha.com"), { elsewhere })).interception.verdict, "none");
  });

  test("public until last week, private now", async () => {
    const before = await seen(await direct("www.alpha.com"));
    const memory: HostMemory = {
      host: before.host, port: 443, place: "public", firstSeen: NOW - 90 * DAY, lastSeen: NOW - DAY,
      keys: [{ ...before, firstSeen: NOW - 90 * DAY, lastSeen: NOW - DAY }],
    };
    const after = await judge(await through("www.alpha.com"), { memory });
    assert.deepEqual(weights(after), { "public-to-private": 45, "private-anchor": 30 });
    assert.equal(after.interception.verdict, "likely");
    assert.deepEqual(weights(await judge(await through("www.alpha.com"), { memory: null })), { "private-anchor": 30 });
  });

  test("a pinned key, anchor and issuer", async () => {
    const here = await direct("www.alpha.com");
    const { key, root, anchor } = await seen(here);
    const pin = (kind: "key" | "anchor" | "issuer", ...hashes: string[]) => ({ pins: [{ hosts: "*.alpha.com", kind, hashes, since: "2026-05-03T00:00:00Z", why: "the bank" }] });
    assert.ok(anchor);
    for (const held of [pin("key", key), pin("key", root.id), pin("anchor", anchor), pin("anchor", root.id), pin("issuer", root.id)]) {
      assert.deepEqual(weights(await judge(here, held)), {});
    }
    for (const kind of ["key", "anchor", "issuer"] as const) {
      const assessment = await judge(here, pin(kind, "ab".repeat(32)));
      assert.deepEqual(weights(assessment), { "pin-broken": 50 }, kind);
      assert.ok(assessment.findings.some(({ rule, severity }) => rule === "interception/pin-broken" && severity === "error"));
    }
    assert.deepEqual(weights(await judge(here, { pins: [{ hosts: "other.com", kind: "key", hashes: ["ab".repeat(32)], since: "2026-05-03T00:00:00Z", why: "" }] })), {});
  });

  test("an exception holds for its key, and another key is an alarm", async () => {
    const here = await scene({ host: "www.alpha.com", ca: proxy, trust: "untrusted" });
    const { key } = await seen(here);
    const exception = { host: "www.alpha.com", port: 443, since: "2026-05-03T00:00:00Z", why: "" };
    const same = await judge(here, { exceptions: [{ ...exception, key }] });
    assert.deepEqual([same.interception.verdict, weights(same)], ["none", { "untrusted-issuer": 0 }]);
    assert.equal(same.rating.grade, "T", "an exception bends no letter");
    const other = await judge(here, { exceptions: [{ ...exception, key: "ab".repeat(32) }] });
    assert.deepEqual(weights(other), { "exception-key-changed": 50, "untrusted-issuer": 15 });
    assert.deepEqual(weights(await judge(here, { exceptions: [{ ...exception, port: 8443, key: "ab".repeat(32) }] })), { "untrusted-issuer": 15 });
    assert.deepEqual(weights(await judge(await direct("www.alpha.com"), { exceptions: [{ ...exception, key: "ab".repeat(32) }] })), {});
    const memory = remember(undefined, { ...await seen(await scene({ host: "www.alpha.com", ca: await ca("Own CA"), trust: "untrusted" })), time: NOW - 3 * DAY });
    assert.ok(memory);
    assert.deepEqual(weights(await judge(here, { memory })), { "device-key-changed": 30, "untrusted-issuer": 15 });
    assert.deepEqual(weights(await judge(here, { memory, exceptions: [{ ...exception, key }] })), { "device-key-changed": 0, "untrusted-issuer": 0 }, "accepted, it is the one that is known");
  });
});

describe("a CA that the person expects", () => {
  test("is named and weighs nothing, by key and by certificate", async () => {
    const shown = await session(...await Promise.all(SITES.map((host) => through(host))));
    const here = await through("www.alpha.com");
    const { root, anchor } = await seen(here);
    for (const hash of [root.id, anchor ?? ""]) {
      const { interception, findings } = await judge(here, { session: shown, expected: new Set([hash]) });
      assert.equal(interception.verdict, "known");
      assert.ok(interception.expected?.name.includes("Inspector CA"));
      assert.ok(interception.evidence.every(({ weight, excused }) => weight === 0 && excused === true));
      assert.deepEqual(findings.filter(({ rule }) => rule.startsWith("interception/")).map(({ rule, severity }) => [rule, severity]), [["interception/expected", "notice"]]);
    }
    const single = await judge(here, { expected: new Set([root.id]) });
    assert.deepEqual([single.interception.verdict, single.interception.expected?.name.includes("Inspector CA")], ["known", true], "named at the first site, too");
  });

  test("is quiet where the host had a certificate before that nobody vouched for, accepted or not", async () => {
    const device = await scene({ host: "nas.alpha.com", ca: await ca("Own CA"), trust: "untrusted" });
    const before = await seen(device);
    const memory = remember(undefined, { ...before, time: NOW - 3 * DAY });
    assert.ok(memory);
    const here = await through("nas.alpha.com");
    const exceptions = [{ host: "nas.alpha.com", port: 443, key: before.key, since: "2026-05-03T00:00:00Z", why: "" }];
    assert.ok((weights(await judge(here, { memory, exceptions }))["exception-key-changed"] ?? 0) > 0, "without the person's word it is not");
    const { interception, findings } = await judge(here, { memory, exceptions, expected: new Set([(await seen(here)).root.id]) });
    assert.deepEqual([interception.verdict, interception.evidence.filter(({ weight }) => weight > 0)], ["known", []]);
    assert.deepEqual(findings.filter(({ rule }) => rule.startsWith("interception/")).map(({ rule }) => rule), ["interception/expected"]);
  });

  test("is that key, and not another of the same name, sent with the true one or not", async () => {
    const expected = new Set([(await seen(await through("www.alpha.com"))).root.id]);
    const impostor = await ca("Inspector CA, O=Example Corp");
    const trusted = await judge(await through("www.alpha.com", impostor), { expected });
    assert.deepEqual([trusted.interception.verdict, trusted.interception.expected], ["unusual", undefined]);
    const refused = await scene({ host: "www.alpha.com", ca: impostor, trust: "untrusted", sent: [proxy.root.der], extra: { source: "experiment", error: { code: "certificate-untrusted", message: "", category: "trust" } } });
    const { interception } = await judge(refused, { expected });
    assert.equal(interception.expected, undefined);
    assert.ok(interception.evidence.every(({ weight }) => weight > 0));
  });

  test("excuses nothing else", async () => {
    const here = await through("www.alpha.com");
    const expected = new Set([(await seen(here)).root.id]);
    const pins = [{ hosts: "*", kind: "key" as const, hashes: ["ab".repeat(32)], since: "2026-05-03T00:00:00Z", why: "" }];
    const pinned = await judge(here, { expected, pins });
    assert.deepEqual([pinned.interception.verdict, weights(pinned)["pin-broken"]], ["unusual", 50]);
    const other = await ca("Other CA");
    assert.equal((await judge(await through("www.alpha.com", other), { expected })).interception.verdict, "unusual");
  });
});

describe("weights and verdicts", () => {
  test("a single sign never makes likely, however the rest is", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 50 }), fc.boolean(), fc.boolean(), (weight, named, enough) => {
      assert.ok(["none", "unusual", "unknown"].includes(verdictOf([weight], named, enough)));
    }));
    assert.equal(verdictOf([PROOF], false, false), "known");
    assert.equal(verdictOf([30, 30], false, true), "likely");
    assert.equal(verdictOf([30, 30], true, true), "known");
    assert.equal(verdictOf([30, 29], true, true), "unusual");
    assert.equal(verdictOf([5], true, true), "none");
    assert.equal(verdictOf([], true, false), "unknown");
  });

  test("every kind of evidence has its words", () => {
    for (const { id } of EVIDENCE) {
      for (const part of ["message", "otherwise"]) {
        const key = `interception_${id.replaceAll("-", "_")}_${part}`;
        assert.notEqual(english(key), key);
      }
    }
    assert.equal(new Set(EVIDENCE.map(({ id }) => id)).size, EVIDENCE.length);
  });
});
