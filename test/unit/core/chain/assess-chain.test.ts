import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import fc from "fast-check";
import { AnchorList } from "../../../../src/core/chain/anchor-set.ts";
import { assessChain, type ChainInput } from "../../../../src/core/chain/assess-chain.ts";
import { BundledAnchors } from "../../../../src/core/chain/bundled-anchors.ts";
import type { PresentedCertificate } from "../../../../src/core/chain/presented.ts";
import type { ChainResult } from "../../../../src/core/chain/result.ts";
import { WHOLE_CLIENTS } from "../../../../src/core/chain/clients/index.ts";
import { OPENSSL } from "../../../../src/core/chain/clients/openssl.ts";
import { SignatureVerifier } from "../../../../src/core/chain/signature.ts";
import { identity, issue, issueCa, NOW, selfSigned, x509, type Identity, type KeyKind } from "../../../../lab/pki/maker.ts";
import { presented, readable } from "../../../../lab/pki/presented.ts";

const HOST = "www.example.test";
const hashes = (certificates: readonly PresentedCertificate[]): string[] => certificates.map(({ sha256 }) => sha256);
const roles = ({ sent }: ChainResult): string[] => sent.map(({ role, needed }) => needed ? role : `(${role})`);
const rules = ({ errors }: ChainResult): string[] => errors.map(({ rule }) => rule);

let rootId: Identity, otherRootId: Identity, caId: Identity, leafId: Identity;
let root: PresentedCertificate, otherRoot: PresentedCertificate, ca: PresentedCertificate, leaf: PresentedCertificate;
let trusted: AnchorList;

function assess(sent: PresentedCertificate[] | undefined, more: Partial<ChainInput> = {}): Promise<ChainResult> {
  return assessChain({ host: HOST, time: NOW, anchors: trusted, ...(sent ? { sent } : {}), ...more });
}

before(async () => {
  [rootId, otherRootId, caId, leafId] = await Promise.all(["Root", "Other Root", "CA", "Leaf"].map((name) => identity(name))) as [Identity, Identity, Identity, Identity];
  [root, otherRoot, ca, leaf] = await Promise.all([
    selfSigned(rootId), selfSigned(otherRootId), issueCa(caId, rootId), issue(leafId, caId, { aia: "http://ca.test/ca.der" }),
  ]);
  trusted = new AnchorList(readable([root]), "added");
});

describe("the right path", () => {
  it("from leaf to anchor, whatever the order behind the leaf", async () => {
    for (const sent of [[leaf, ca], [leaf, ca, root], [leaf, root, ca]]) {
      const result = await assess(sent);
      assert.deepEqual([result.verdict, result.errors, result.path], ["valid", [], hashes([leaf, ca, root])]);
      assert.deepEqual([result.missing, result.sentSuffices], [[], true]);
    }
    for (const sent of [[ca, leaf], [root, ca, leaf]]) {
      const { verdict, path, missing } = await assess(sent);
      assert.deepEqual([verdict, path, missing], ["invalid", hashes([leaf, ca, root]), []], "that is the path, and no client takes it");
    }
  });

  for (const kind of ["P-256", "P-384", "P-521", "RSA", "RSA-PSS", "Ed25519"] satisfies KeyKind[]) {
    it(`signatures of ${kind}`, async () => {
      const [top, middle, end] = await Promise.all([identity("Top", kind), identity("Middle", kind), identity("End")]);
      const by = kind === "Ed25519" ? { rules: OPENSSL } : {};
      const [anchor, intermediate, own] = await Promise.all([selfSigned(top), issueCa(middle, top), issue(end, middle)]);
      const anchors = new AnchorList(readable([anchor]), "added");
      assert.deepEqual(rules(await assess([own, intermediate], { anchors, ...by })), []);
      // One bit of the signature, at the end of the bytes.
      const bytes = intermediate.der.slice();
      bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
      const forged = await assess([own, presented(bytes)], { anchors, ...by });
      assert.deepEqual([forged.verdict, forged.path, rules(forged)], ["invalid", null, ["chain/bad-signature", "chain/untrusted"]]);
    });
  }

  it("over a renewed CA certificate rather than the expired one of the same key", async () => {
    const old = await issueCa(caId, rootId, { notAfter: "2026-01-01T00:00:00Z" });
    const result = await assess([leaf, old, ca]);
    assert.deepEqual([result.verdict, result.path], ["valid", hashes([leaf, ca, root])]);
    assert.deepEqual(roles(result), ["leaf", "(unrelated)", "intermediate"]);
    assert.deepEqual(result.expiredCrossSigns.map(({ sha256, sameAs }) => [sha256, sameAs]), [[old.sha256, ca.sha256]]);
  });

  it("the one that lasts longer, of two of the same length", async () => {
    const brief = await issueCa(caId, rootId, { notAfter: "2026-12-01T00:00:00Z" });
    assert.deepEqual((await assess([leaf, brief, ca])).path, hashes([leaf, ca, root]));
    assert.deepEqual(roles(await assess([leaf, brief, ca])), ["leaf", "(alternate)", "intermediate"]);
  });

  it("ends at a trusted leaf", async () => {
    const device = await identity("device");
    const own = await issue(device, device);
    const result = await assess([own], { anchors: new AnchorList(readable([own]), "added") });
    assert.deepEqual([result.verdict, result.path, roles(result)], ["valid", [own.sha256], ["leaf"]]);
  });

  it("a key identifier that points elsewhere is only a hint", async () => {
    const stranger = await identity("Stranger");
    const odd = await issue(leafId, caId, { replace: [await x509.AuthorityKeyIdentifierExtension.create(stranger.keys.publicKey)] });
    assert.equal((await assess([odd, ca])).verdict, "valid");
    const named = await issueCa({ ...stranger, name: "CA" }, rootId);
    assert.deepEqual((await assess([leaf, named, ca])).path, hashes([leaf, ca, root]));
  });
});

describe("what each sent certificate is for", () => {
  it("the anchor, a duplicate and a stranger are not needed", async () => {
    const stranger = await issueCa(await identity("Stranger"), otherRootId);
    const result = await assess([leaf, ca, leaf, stranger, root]);
    assert.deepEqual(roles(result), ["leaf", "intermediate", "(duplicate)", "(unrelated)", "(anchor)"]);
    assert.equal(result.ordered, true);
    const sizes = [leaf, ca, leaf, stranger, root].map(({ der }) => der.length + 5);
    assert.equal(result.cost?.bytes, sizes.reduce((sum, size) => sum + size));
    assert.equal(result.cost.superfluousBytes, sizes.slice(2).reduce((sum, size) => sum + size));
  });

  it("a cross-signed root is an alternate where its other root is trusted, too", async () => {
    const cross = await issueCa(rootId, otherRootId);
    const both = new AnchorList(readable([root, otherRoot]), "added");
    assert.deepEqual(roles(await assess([leaf, ca, cross], { anchors: both })), ["leaf", "intermediate", "(alternate)"]);
    assert.deepEqual(roles(await assess([leaf, ca, cross])), ["leaf", "intermediate", "(unrelated)"]);
    const old = new AnchorList(readable([otherRoot]), "added");
    const result = await assess([leaf, ca, cross], { anchors: old });
    assert.deepEqual([result.path, roles(result)], [hashes([leaf, ca, cross, otherRoot]), ["leaf", "intermediate", "intermediate"]]);
  });

  it("order: the leaf first, each followed by its issuer", async () => {
    const sub = await identity("Sub");
    const subCa = await issueCa(sub, caId);
    const own = await issue(leafId, sub);
    assert.equal((await assess([own, subCa, ca])).ordered, true);
    for (const sent of [[own, ca, subCa], [own, root, subCa, ca]]) {
      const result = await assess(sent);
      assert.deepEqual([result.verdict, result.ordered, result.leafFirst], ["valid", false, true]);
    }
  });

  it("a CA before the leaf: every client refuses, with the path that was meant, whatever else is wrong", async () => {
    const good = await assess([ca, leaf]);
    assert.deepEqual([good.verdict, good.decidedBy, good.path, good.ordered, good.leafFirst], ["invalid", "path-validation", hashes([leaf, ca, root]), false, false]);
    assert.deepEqual(good.errors, [{ rule: "chain/leaf-not-first", key: "rule_chain_leaf_not_first_message", params: [], certificate: hashes([leaf])[0] }]);
    assert.deepEqual(roles(good), ["intermediate", "leaf"]);
    const late = await assess([ca, leaf], { time: Date.UTC(2100, 0, 1) });
    assert.deepEqual(late.errors.slice(0, 2).map(({ rule }) => rule), ["chain/leaf-not-first", "chain/expired"]);
    const untrusted = await assess([ca, leaf], { anchors: new AnchorList(readable([otherRoot]), "added") });
    assert.deepEqual(untrusted.errors[0]?.rule, "chain/leaf-not-first");
    for (const { id, rules } of WHOLE_CLIENTS) assert.equal((await assess([ca, leaf], { rules })).errors[0]?.rule, "chain/leaf-not-first", id);
    // A browser that accepted was sent something else, and only what it built counts.
    assert.deepEqual([(await assess([ca, leaf], { built: [leaf, ca, root], browserVerdict: true })).verdict, (await assess([ca, leaf], { browserVerdict: true })).verdict], ["valid", "valid"]);
  });

  it("nothing is said of what was sent where that is not known", async () => {
    const result = await assess(undefined, { built: [leaf, ca, root], browserVerdict: true });
    assert.deepEqual([result.verdict, result.path, result.sent, result.ordered, result.sentSuffices, result.cost], ["valid", hashes([leaf, ca, root]), [], null, null, null]);
  });

  it("a chain that fails has roles, too, as far up as it goes", async () => {
    const result = await assess([leaf, ca], { anchors: new AnchorList(readable([otherRoot]), "added") });
    assert.deepEqual([result.path, result.partialPath, roles(result)], [null, hashes([leaf, ca]), ["leaf", "intermediate"]]);
  });
});

describe("what is missing", () => {
  it("the issuer, and where it can be had", async () => {
    const result = await assess([leaf]);
    assert.deepEqual([result.verdict, result.path, result.sentSuffices], ["invalid", null, false]);
    assert.deepEqual(rules(result), ["chain/issuer-missing", "chain/untrusted"]);
    assert.deepEqual(result.whereToGet, [{ of: leaf.sha256, after: "CN=Leaf", issuer: "CN=CA", urls: ["http://ca.test/ca.der"] }]);
  });

  it("an intermediate that the browser knew and the server never sent", async () => {
    const result = await assess([leaf], { built: [leaf, ca, root], browserVerdict: true });
    assert.deepEqual([result.verdict, result.decidedBy, result.missing, result.builtNeverSent], ["valid", "browser", [ca.sha256], [ca.sha256]]);
    assert.equal(result.sentSuffices, false);
    assert.equal(result.whereToGet[0]?.sha256, ca.sha256);
  });

  it("nothing where what was sent does as well as what the browser took", async () => {
    const renewed = await issueCa(caId, rootId, { notAfter: "2035-01-01T00:00:00Z" });
    const result = await assess([leaf, ca], { built: [leaf, renewed, root], browserVerdict: true });
    assert.deepEqual([result.verdict, roles(result), result.sentSuffices], ["valid", ["leaf", "alternate"], true]);
  });

  it("an intermediate known from elsewhere completes the path", async () => {
    const result = await assess([leaf], { known: [ca] });
    assert.deepEqual([result.verdict, result.missing, result.sentSuffices], ["valid", [ca.sha256], false]);
  });
});

describe("why a chain fails", () => {
  it("three faults are three errors, each with its certificate", async () => {
    const bad = await issue(leafId, caId, { dns: ["other.test"], notAfter: "2026-11-01T00:00:00Z", replace: [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth])] });
    const result = await assess([bad, ca]);
    assert.deepEqual(result.errors.map(({ rule, certificate }) => [rule, certificate]), [
      ["chain/expired", bad.sha256], ["chain/name-mismatch", bad.sha256], ["chain/extended-key-usage", bad.sha256],
    ]);
    assert.deepEqual(result.path, hashes([bad, ca, root]));
    const [, name, usage] = result.errors;
    assert.equal(typeof name?.offset, "number");
    assert.equal(typeof usage?.offset, "number");
    assert.equal(bad.certificate?.extension("2.5.29.37")?.offset, usage?.offset);
  });

  const faulty: [string, () => Promise<PresentedCertificate[]>, string[]][] = [
    ["self-signed", async () => [await issue(leafId, leafId)], ["chain/self-signed"]],
    ["a root that nobody trusts", async () => [await issue(leafId, otherRootId), otherRoot], ["chain/untrusted"]],
    ["an issuer that is no CA", async () => [await issue(leafId, caId), await issue(caId, rootId, { dns: ["ca.test"] })], ["chain/not-a-ca", "chain/key-usage"]],
    ["a path that is longer than a CA allows", async () => {
      const sub = await identity("Sub");
      return [await issue(leafId, sub), await issueCa(sub, caId), await issueCa(caId, rootId, { pathLength: 0 })];
    }, ["chain/path-length"]],
    ["an unknown critical extension", async () => [await issue(leafId, caId, { replace: [new x509.Extension("1.2.3.4", true, new Uint8Array([5, 0]))] }), ca], ["chain/unknown-critical-extension"]],
    ["SHA-1", async () => [await issue(leafId, caId, { hash: "SHA-1" }), ca], ["chain/weak-signature"]],
    ["an intermediate that has expired", async () => [leaf, await issueCa(caId, rootId, { notAfter: "2026-11-01T00:00:00Z" })], ["chain/expired"]],
    ["a CA in the server's place", async () => [await issue(leafId, caId, { ca: true, dns: [HOST] }), ca], ["chain/ca-as-leaf", "chain/key-usage"]],
    ["no certificate at all", () => Promise.resolve([presented(new Uint8Array([0x30, 0x80]))]), ["chain/malformed"]],
  ];
  for (const [what, make, expected] of faulty) {
    it(what, async () => {
      const result = await assess(await make());
      assert.equal(result.verdict, "invalid");
      assert.deepEqual(rules(result), expected);
    });
  }

  it("another anchor than the one chosen for the host", async () => {
    const restrictions = [{ hosts: "*.example.test", anchors: [otherRoot.sha256] }];
    assert.deepEqual(rules(await assess([leaf, ca], { restrictions })), ["chain/restricted-anchor"]);
    const vouched = await assess([leaf, ca], { restrictions, built: [leaf, ca, root], browserVerdict: true });
    assert.deepEqual([vouched.verdict, rules(vouched)], ["invalid", ["chain/restricted-anchor"]]);
    const key = root.certificate?.spkiSha256 ?? "";
    assert.equal((await assess([leaf, ca], { restrictions: [{ hosts: "www.example.test", anchors: [key] }] })).verdict, "valid");
    assert.equal((await assess([leaf, ca], { restrictions: [{ hosts: "*.other.test", anchors: [otherRoot.sha256] }] })).verdict, "valid");
  });

  it("a root that is trusted for older certificates alone", async () => {
    const [anchor] = trusted.bySubject((root.certificate ?? assert.fail()).subject);
    assert.ok(anchor);
    for (const [distrustAfter, expected] of [[Date.UTC(2026, 8, 1), ["chain/distrusted-anchor"]], [Date.UTC(2026, 10, 1), []]] as const) {
      const anchors = { bySubject: () => [{ ...anchor, distrustAfter }], byKeyIdentifier: () => [] };
      assert.deepEqual(rules(await assess([leaf, ca], { anchors })), expected);
    }
  });

  it("the browser's no stands where we find nothing", async () => {
    const result = await assess([leaf, ca], { built: [leaf, ca, root], browserVerdict: false });
    assert.deepEqual([result.verdict, result.decidedBy, rules(result)], ["invalid", "browser", ["chain/browser-rejected"]]);
  });
});

describe("what is not known", () => {
  it("no certificate and nobody to trust give no verdict", async () => {
    assert.deepEqual([(await assess([])).verdict, (await assess(undefined)).verdict], ["unknown", "unknown"]);
    const { verdict, decidedBy, path, partialPath } = await assessChain({ host: HOST, time: NOW, sent: [leaf, ca] });
    assert.deepEqual([verdict, decidedBy, path, partialPath], ["unknown", "nobody", null, hashes([leaf, ca])]);
  });

  it("the browser's yes stands without a path", async () => {
    const result = await assess([leaf], { browserVerdict: true });
    assert.deepEqual([result.verdict, result.path, result.errors], ["valid", null, []]);
  });
});

describe("signatures", () => {
  it("each is computed once, whoever shows it next", async () => {
    const verifier = new SignatureVerifier();
    await assess([leaf, ca], { verifier });
    // Nothing is left to spend: the answers are known.
    const again = await assess([leaf, ca], { verifier, budget: { signatures: 0, steps: 100, nameComparisons: 0, policyNodes: 100 } });
    assert.equal(again.verdict, "valid");
    const without = await assess([leaf, ca], { budget: { signatures: 0, steps: 100, nameComparisons: 0, policyNodes: 100 } });
    assert.deepEqual([without.verdict, rules(without).includes("chain/budget")], ["invalid", true]);
  });

  it("a chain of a hundred CAs of one name, each with a key of its own, ends with a reason", async () => {
    const ids = await Promise.all(Array.from({ length: 60 }, () => identity("Same")));
    const [first] = ids;
    assert.ok(first);
    const cas = await Promise.all(ids.map((id, i) => issueCa(id, ids[(i + 1) % ids.length] ?? first, { omit: ["2.5.29.35", "2.5.29.14"] })));
    const own = await issue(leafId, first);
    const began = process.hrtime.bigint();
    const result = await assess([own, ...cas]);
    const milliseconds = Number(process.hrtime.bigint() - began) / 1e6;
    assert.deepEqual([result.verdict, rules(result).includes("chain/budget")], ["invalid", true]);
    assert.ok(milliseconds < 20_000, `${milliseconds} ms`);
  });
});

describe("bad bytes", () => {
  it("never make it throw, and never make a chain valid", async () => {
    await fc.assert(fc.asyncProperty(
      fc.constantFrom(0, 1, 2), fc.nat(), fc.integer({ min: 1, max: 255 }),
      async (which, at, change) => {
        const chain = [leaf, ca, root].map((certificate, i) => {
          if (i !== which) return certificate;
          const bytes = certificate.der.slice();
          const place = at % bytes.length;
          bytes[place] = (bytes[place] ?? 0) ^ change;
          return presented(bytes);
        });
        const result = await assess(chain);
        // The root is an anchor and need not be sent: only damage to the leaf or the CA matters.
        assert.equal(result.verdict, which === 2 ? "valid" : "invalid");
        assert.equal(result.errors.length > 0, result.verdict === "invalid");
        assert.equal(result.sent.length, 3);
      },
    ), { numRuns: 400 });
  });
});

describe("the bundled roots", () => {
  it("are found by name and by key identifier, and each vouches for itself", async () => {
    const { allRoots } = await import("../../../../src/core/registry/roots.ts");
    const anchors = new BundledAnchors();
    let count = 0;
    for (const bundled of allRoots()) {
      count++;
      const certificate = presented(bundled.der()).certificate;
      assert.ok(certificate);
      assert.equal(certificate.sha256, bundled.sha256);
      assert.ok((await anchors.bySubject(certificate.subject)).some((anchor) => anchor.certificate.sha256 === bundled.sha256));
      const keyIdentifier = certificate.subjectKeyIdentifier;
      if (keyIdentifier) assert.ok((await anchors.byKeyIdentifier(keyIdentifier)).some((anchor) => anchor.certificate.sha256 === bundled.sha256));
    }
    assert.ok(count > 100, String(count));
  });
});
