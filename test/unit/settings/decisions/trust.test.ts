import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import fc from "fast-check";
import { english } from "../../../../cli/messages.ts";
import { defineCase } from "../../../../lab/cases/base.ts";
import { cases } from "../../../../lab/cases/index.ts";
import type { Pki } from "../../../../lab/pki/index.ts";
import { Judge, JudgeMemory } from "../../../../src/background/judge.ts";
import type { Observation } from "../../../../src/core/observation.ts";
import { allRoots } from "../../../../src/core/registry/roots.ts";
import { DEFAULT_SETTINGS, type TrustSettings } from "../../../../src/settings/settings.ts";
import { changeTrust } from "../../../../src/settings/decisions/change-trust.ts";
import { describeTrust } from "../../../../src/background/answers/trust-report.ts";
import { TrustError } from "../../../../src/settings/decisions/decision-error.ts";
import { Certificate } from "../../../../src/core/x509/certificate.ts";
import { certificate, sequence } from "../../core/x509/support/der.ts";
import { toPem } from "../../../../src/core/x509/pem.ts";
import { chainPki } from "../../../support/judged-chains.ts";

const NOW = Date.UTC(2026, 10, 21, 12);
const NOTHING = DEFAULT_SETTINGS.trust;
const GOOD = "chain-right.test";
const UNKNOWN = "unknown-root.test";
const SELF = "self-signed.test";

let pki: Pki;
before(async () => {
  pki = await chainPki(NOW, [...cases.filter(({ host }) => [GOOD, UNKNOWN, SELF, "chain-cross-signed.test"].includes(host)), defineCase({ host: "unused.test", category: "chain", title: "", description: "", expect: { outcome: "loads" } })]);
});

const sha256 = (der: Uint8Array): string => Certificate.parse(der).sha256;
const adding = (...ders: Uint8Array[]): TrustSettings => changeTrust(NOTHING, { kind: "add", text: ders.map((der) => toPem(der)).join("") });
const restricting = (hosts: string, anchor: string, trust = NOTHING): TrustSettings => changeTrust(trust, { kind: "restrict", hosts, anchor });

function refused(code: TrustError["code"]): (error: unknown) => boolean {
  return (error) => error instanceof TrustError && error.code === code;
}

describe("adding anchors", () => {
  test("PEM with several, text between them, and bare base64", () => {
    const root = pki.authority("root");
    const second = pki.authority("second-root");
    assert.equal(adding(root, second).added.length, 2);
    assert.deepEqual(changeTrust(NOTHING, { kind: "add", text: `Subject: R1\r\n${toPem(root).replaceAll("\n", "\r\n")}` }), adding(root));
    assert.deepEqual(changeTrust(NOTHING, { kind: "add", text: Buffer.from(root).toString("base64") }), adding(root));
  });

  test("what is none is refused with the reason", () => {
    const add = (text: string) => () => changeTrust(NOTHING, { kind: "add", text });
    assert.throws(add(""), refused("no-certificate"));
    assert.throws(add("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"), refused("no-certificate"));
    assert.throws(add("-----BEGIN CERTIFICATE-----\nAAAA"), refused("pem"));
    assert.throws(add(toPem(pki.authority("root").slice(0, 200))), refused("malformed"));
    assert.throws(add(toPem(certificate({ subject: sequence() }))), refused("nameless"));
    assert.throws(add("x".repeat(3_000_000)), refused("too-large"));
    assert.throws(() => changeTrust(adding(pki.authority("root")), { kind: "add", text: toPem(pki.authority("root")) }), refused("known"));
  });

  test("any text gives anchors or a reason", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.base64String().map((body) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----`)), (text) => {
      try {
        changeTrust(NOTHING, { kind: "add", text });
      } catch (error) {
        assert.ok(error instanceof TrustError, String(error));
      }
    }));
  });

  test("removing one leaves the others", () => {
    const root = pki.authority("root");
    const both = adding(root, pki.authority("second-root"));
    assert.deepEqual(changeTrust(both, { kind: "remove", sha256: sha256(root) }), adding(pki.authority("second-root")));
  });
});

describe("restrictions", () => {
  const HASH = "ab".repeat(32);

  test("patterns and fingerprints as people write them", () => {
    for (const [written, kept] of [[" WWW.Example.COM ", "www.example.com"], ["*.Corp.example", "*.corp.example"], ["*", "*"], ["bücher.example", "xn--bcher-kva.example"], ["*.bücher.example", "*.xn--bcher-kva.example"], ["192.0.2.1", "192.0.2.1"], ["localhost", "localhost"]] as const) {
      assert.deepEqual(restricting(written, HASH.toUpperCase().replaceAll(/..(?=.)/g, "$&:")).restrictions, [{ hosts: kept, anchors: [HASH] }], written);
    }
    for (const written of ["", "*.", "a*.example", "*.*.example", "a b", "https://example.com/", "*.192.0.2.1", "<script>"]) assert.throws(() => restricting(written, HASH), refused("hosts"), written);
    for (const written of ["", "ab", `${HASH}0`, "g".repeat(64)]) assert.throws(() => restricting("*", written), refused("anchor"), written);
  });

  test("several CAs of one pattern are one entry, which goes with its last", () => {
    const both = restricting("*", "cd".repeat(32), restricting("*", HASH));
    assert.deepEqual(both.restrictions, [{ hosts: "*", anchors: [HASH, "cd".repeat(32)] }]);
    assert.throws(() => restricting("*", HASH, both), refused("known"));
    const one = changeTrust(both, { kind: "release", hosts: "*", anchor: HASH });
    assert.deepEqual(changeTrust(one, { kind: "release", hosts: "*", anchor: "cd".repeat(32) }), NOTHING);
  });
});

describe("judgement", () => {
  const judge = (trust: TrustSettings) => new Judge(trust, english, new JudgeMemory());
  const time = new Date(NOW).toISOString();
  const trusted = (): Observation => ({
    host: GOOD, time,
    tlsInfo: {
      chainValid: true, tlsVersion: "TLS 1.3", builtChain: [pki.certificate(GOOD, "leaf"), pki.authority("issuing"), pki.authority("root")],
      extra: { source: "firefox", rootIsBuiltIn: false, unavailable: { sentChain: "not-exposed" } },
    },
  });
  const excepted = (host: string): Observation => ({
    host, time, tlsInfo: { chainValid: false, tlsVersion: "TLS 1.3", extra: { source: "firefox", exception: "trust", serverCertificate: pki.certificate(host, "leaf") } },
  });
  const verdict = async (trust: TrustSettings, observation: Observation): Promise<[string, string | undefined, boolean]> => {
    const { chain, findings } = await judge(trust).assess(observation);
    return [chain.verdict, chain.decidedBy, findings.some(({ rule }) => rule === "certificate/untrusted")];
  };

  test("what the browser said counts where nothing is chosen", async () => {
    assert.deepEqual(await verdict(NOTHING, trusted()), ["valid", "browser", false]);
    assert.deepEqual(await verdict(NOTHING, excepted(UNKNOWN)), ["invalid", "browser", true]);
  });

  test("an added anchor makes valid what the browser distrusted, and nothing else", async () => {
    assert.deepEqual(await verdict(adding(pki.authority("unknown-issuing")), excepted(UNKNOWN)), ["valid", "path-validation", false]);
    assert.deepEqual(await verdict(adding(pki.certificate(SELF, "leaf")), excepted(SELF)), ["valid", "path-validation", false]);
    assert.deepEqual(await verdict(adding(pki.authority("root")), excepted(UNKNOWN)), ["invalid", "browser", true]);
    const wrongName = { ...excepted(UNKNOWN), host: "other.test" };
    assert.deepEqual((await verdict(adding(pki.authority("unknown-issuing")), wrongName))[0], "invalid");
  });

  test("with Mozilla's roots alone a root of this computer does not count, unless it was added", async () => {
    const mozilla = { ...NOTHING, base: "mozilla" } as const;
    assert.deepEqual((await verdict(mozilla, trusted())).slice(0, 2), ["invalid", "path-validation"]);
    const added = { ...mozilla, added: adding(pki.authority("root")).added };
    assert.deepEqual((await verdict(added, trusted())).slice(0, 2), ["valid", "path-validation"]);
    const { chain } = await judge(added).assess(trusted());
    assert.deepEqual(chain.anchor, { sha256: sha256(pki.authority("root")), source: "added", vetted: false });
  });

  test("a host that must end at another CA is not valid; by certificate or by key", async () => {
    const root = Certificate.parse(pki.authority("root"));
    const rules = async (trust: TrustSettings): Promise<string[]> => (await judge(trust).assess(trusted())).chain.errors.map(({ rule }) => rule);
    assert.deepEqual(await rules(restricting("*.test", sha256(pki.authority("second-root")))), ["chain/restricted-anchor"]);
    assert.equal((await judge(restricting("*.test", sha256(pki.authority("second-root")))).assess(trusted())).rating.grade, "T");
    for (const allowed of [root.sha256, root.spkiSha256]) assert.deepEqual(await rules(restricting("*", allowed)), []);
    assert.deepEqual(await rules(restricting("*.other.test", sha256(pki.authority("second-root")))), []);
  });

  test("the same question is answered from memory with the same answer", async () => {
    const one = judge(adding(pki.authority("root")));
    assert.deepEqual(await one.assess(trusted()), await one.assess(trusted()));
    const later = { ...trusted(), time: new Date(NOW + 400 * 86_400_000).toISOString() };
    assert.equal((await one.assess({ ...later, tlsInfo: { builtChain: later.tlsInfo.builtChain ?? [], extra: { source: "import" } } })).chain.verdict, "invalid");
  });
});

describe("the settings for people", () => {
  test("anchors with their facts, restrictions with names, the roots with their age", async () => {
    const root = Certificate.parse(pki.authority("root"));
    const trust = restricting("*.corp.example", root.spkiSha256, restricting("a.test", "ab".repeat(32), adding(root.der)));
    const report = await describeTrust(trust, NOW);
    assert.deepEqual(report.added.map(({ title, key, isCa }) => [title, key.bits, isCa]), [["TLScope Lab Root R1", 2048, true]]);
    assert.deepEqual(report.restrictions, [
      { hosts: "a.test", anchors: [{ hash: "ab".repeat(32), title: null }] },
      { hosts: "*.corp.example", anchors: [{ hash: root.spkiSha256, title: "TLScope Lab Root R1" }] },
    ]);
    assert.equal(report.roots.list.length, [...allRoots()].length);
    assert.ok(report.roots.list.every(({ title }) => title !== ""));
    assert.equal(report.roots.ageInDays, Math.floor((NOW - Date.parse(report.roots.date)) / 86_400_000));
  });
});
