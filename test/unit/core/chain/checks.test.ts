import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { parseServerName } from "../../../../src/core/chain/server-name.ts";
import { checkCertificate } from "../../../../src/core/chain/validate/certificate.ts";
import { BROWSERS } from "../../../../src/core/chain/clients/browsers.ts";
import { STRICT } from "../../../../src/core/chain/clients/strict.ts";
import type { Position } from "../../../../src/core/chain/validate/check.ts";
import { Certificate } from "../../../../src/core/x509/certificate.ts";
import type { PresentedCertificate } from "../../../../src/core/chain/presented.ts";
import { identity, issue, issueCa, NOW, selfSigned, x509, type Identity, type IssueOptions } from "../../../../lab/pki/maker.ts";
import { certificate, type TestKey } from "../../support/certificates.ts";

const HOST = "www.example.test";

const RULES = { strict: STRICT, browsers: BROWSERS };
type Whose = keyof typeof RULES;

function faults(of: PresentedCertificate | Certificate, position: Position, whose: Whose, host = HOST): string[] {
  const parsed = of instanceof Certificate ? of : of.certificate ?? assert.fail();
  return checkCertificate(parsed, { position, time: NOW, host, serverName: parseServerName(host) })
    .filter(({ breach }) => breach === undefined || !RULES[whose].tolerates.has(breach)).map(({ rule }) => rule);
}

describe("keys", () => {
  const weak = (key: TestKey, whose: Whose): string[] =>
    faults(Certificate.parse(certificate({ dns: [HOST], key })), "leaf", whose).filter((rule) => rule === "chain/weak-key" || rule === "chain/unsupported-algorithm");
  const KEYS: [key: TestKey, strict: string[], browser?: string[]][] = [
    ["RSA 512", ["chain/weak-key"]], ["RSA 1024", ["chain/weak-key"], []], ["RSA 2040", ["chain/weak-key"], []], ["RSA 2048", []], ["RSA 4096", []],
    ["RSA 16384", []], ["RSA 16392", ["chain/weak-key"]], ["P-192", ["chain/weak-key"]], ["P-224", ["chain/weak-key"]],
    ["P-256", []], ["P-384", []], ["P-521", [], ["chain/unsupported-algorithm"]], ["Ed25519", ["chain/unsupported-algorithm"]], ["Ed448", ["chain/unsupported-algorithm"]],
  ];
  for (const [key, strict, browser = strict] of KEYS) {
    it(key, () => {
      assert.deepEqual(weak(key, "strict"), strict);
      assert.deepEqual(weak(key, "browsers"), browser);
    });
  }
});

describe("one certificate in its place", () => {
  let leafId: Identity, caId: Identity;
  before(async () => {
    [leafId, caId] = await Promise.all([identity("Leaf"), identity("CA")]);
  });

  const san = (dns: string[], critical: boolean): x509.Extension => new x509.SubjectAlternativeNameExtension(dns.map((value) => ({ type: "dns" as const, value })), critical);

  /** Options, faults in the strict profile, faults in the browser's. */
  const LEAVES: [what: string, options: IssueOptions & { name?: string }, strict: string[], browser: string[]][] = [
    ["an ordinary leaf", {}, [], []],
    ["a wildcard", { dns: ["*.example.test"] }, [], []],
    ["another host's", { dns: ["example.test"] }, ["chain/name-mismatch"], ["chain/name-mismatch"]],
    ["no alternative names, the host as common name", { name: HOST, omit: ["2.5.29.17"] }, ["chain/name-mismatch", "chain/common-name-alone"], ["chain/name-mismatch", "chain/common-name-alone"]],
    ["a common name beside the names", { name: "other.example.test" }, ["chain/common-name"], []],
    ["a common name above the names", { name: "example.test" }, [], []],
    ["a common name in capitals", { name: HOST.toUpperCase() }, ["chain/common-name"], []],
    ["a common name in hexadecimal", { name: "0xC0A80101" }, ["chain/common-name"], []],
    ["alternative names marked critical", { replace: [san([HOST], true)] }, ["chain/criticality"], []],
    ["no extended key usage", { omit: ["2.5.29.37"] }, [], []],
    ["any extended key usage", { replace: [new x509.ExtendedKeyUsageExtension(["2.5.29.37.0"])] }, ["chain/extended-key-usage"], ["chain/extended-key-usage"]],
    ["a critical extended key usage", { replace: [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth], true)] }, ["chain/criticality"], []],
    ["a key that may only sign lists", { replace: [new x509.KeyUsagesExtension(x509.KeyUsageFlags.cRLSign)] }, ["chain/key-usage"], ["chain/key-usage"]],
    ["no authority key identifier", { omit: ["2.5.29.35"] }, ["chain/key-identifier"], []],
    ["a serial number of 21 bytes", { serial: `01${"00".repeat(20)}` }, ["chain/serial-number"], []],
    ["an authority access that cannot be read", { replace: [new x509.Extension("1.3.6.1.5.5.7.1.1", false, new Uint8Array([1, 2, 3]))] }, ["chain/malformed"], ["chain/malformed"]],
    ["an extension twice", { replace: [san([HOST], false), san([HOST], false)] }, ["chain/malformed"], ["chain/malformed"]],
    ["an unknown extension", { replace: [new x509.Extension("1.2.3", false, new Uint8Array([5, 0]))] }, [], []],
    ["name constraints", { replace: [new x509.Extension("2.5.29.30", true, Uint8Array.from([0x30, 0x09, 0xa0, 0x07, 0x30, 0x05, 0x82, 0x03, 0x61, 0x2e, 0x62]))] }, ["chain/name-constraints-malformed"], []],
  ];
  for (const [what, { name, ...options }, strict, browser] of LEAVES) {
    it(`leaf: ${what}`, async () => {
      const leaf = await issue(name === undefined ? leafId : { ...leafId, name }, caId, options);
      assert.deepEqual(faults(leaf, "leaf", "strict"), strict);
      assert.deepEqual(faults(leaf, "leaf", "browsers"), browser);
    });
  }

  const basicConstraints = (critical: boolean): x509.Extension => new x509.BasicConstraintsExtension(true, undefined, critical);
  const CAS: [what: string, options: IssueOptions, strict: string[], browser: string[]][] = [
    ["an ordinary CA", {}, [], []],
    ["basic constraints not critical", { replace: [basicConstraints(false)] }, ["chain/criticality"], []],
    ["no basic constraints", { omit: ["2.5.29.19"] }, ["chain/not-a-ca"], ["chain/not-a-ca"]],
    ["no key usage", { omit: ["2.5.29.15"] }, [], []],
    ["for mail alone", { replace: [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.emailProtection])] }, ["chain/extended-key-usage"], ["chain/extended-key-usage"]],
    ["for anything", { replace: [new x509.ExtendedKeyUsageExtension(["2.5.29.37.0"])] }, [], ["chain/extended-key-usage"]],
    ["no subject key identifier", { omit: ["2.5.29.14"] }, ["chain/key-identifier"], []],
    ["policy constraints not critical", { replace: [new x509.Extension("2.5.29.36", false, Uint8Array.from([0x30, 0x03, 0x80, 0x01, 0x00]))] }, ["chain/criticality"], []],
  ];
  for (const [what, options, strict, browser] of CAS) {
    it(`CA: ${what}`, async () => {
      const ca = await issueCa(caId, leafId, options);
      assert.deepEqual(faults(ca, "intermediate", "strict"), strict);
      assert.deepEqual(faults(ca, "intermediate", "browsers"), browser);
    });
  }

  it("a root needs no authority key identifier, and whatever purposes it names for servers are its own affair", async () => {
    assert.deepEqual(faults(await selfSigned(caId, { omit: ["2.5.29.35"] }), "anchor", "strict"), []);
    assert.deepEqual(faults(await selfSigned(caId), "anchor", "strict"), []);
    const usage = await selfSigned(caId, { replace: [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth])] });
    assert.deepEqual([faults(usage, "anchor", "strict"), faults(usage, "anchor", "browsers")], [[], []]);
  });

  it("a serial number of zero", () => {
    const serial = (number: number, whose: Whose): boolean => faults(Certificate.parse(certificate({ dns: [HOST], serial: number })), "leaf", whose).includes("chain/serial-number");
    assert.deepEqual([serial(0, "strict"), serial(1, "strict"), serial(0xff00, "strict"), serial(0, "browsers")], [true, false, true, false]);
  });

  it("*.co.uk stands for no host", async () => {
    const wide = await issue(leafId, caId, { dns: ["*.co.uk"] });
    const context = { position: "leaf", time: NOW, host: "a.co.uk", serverName: parseServerName("a.co.uk") } as const;
    const { isPublicSuffix } = await import("../../../../src/core/registry/public-suffixes.ts");
    assert.deepEqual(checkCertificate(wide.certificate ?? assert.fail(), { ...context, isPublicSuffix }).map(({ rule }) => rule), ["chain/name-mismatch"]);
    assert.deepEqual(checkCertificate(wide.certificate ?? assert.fail(), context), []);
  });
});
