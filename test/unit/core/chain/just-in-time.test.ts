import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { anchorsFor, askedAnchors } from "../../../../src/core/chain/just-in-time/ask.ts";
import { AnchorCache } from "../../../../src/core/chain/just-in-time/cache.ts";
import { anchorsInBlob } from "../../../../src/core/chain/just-in-time/sources.ts";
import { AnchorSourceError, certificatesOfBlob, CertificateSplitter } from "../../../../src/core/chain/just-in-time/splitter.ts";
import { SignatureVerifier } from "../../../../src/core/chain/signature.ts";
import { toPem } from "../../../../src/core/x509/pem.ts";
import { identity, issue, issueCa, selfSigned } from "../../../../lab/pki/maker.ts";

const bytes = (length: number, fill: number): Uint8Array => new Uint8Array(length).fill(fill);

describe("what is remembered", () => {
  test("an answer holds for its time, by the host's name however written", () => {
    const cache = new AnchorCache({ timeToLive: 1000, maxBytes: 1000 });
    cache.set("Example.Test.", [bytes(10, 1)], 5000);
    assert.deepEqual(cache.get("example.test", 5999), [bytes(10, 1)]);
    assert.equal(cache.get("example.test", 6000), undefined);
    assert.deepEqual([cache.size, cache.bytes], [0, 0]);
  });

  test("an anchor of several hosts counts once, and goes with the last of them", () => {
    const cache = new AnchorCache({ timeToLive: 1000, maxBytes: 1000 });
    cache.set("a.test", [bytes(100, 1)], 0);
    cache.set("b.test", [bytes(100, 1), bytes(50, 2)], 0);
    assert.equal(cache.bytes, 6 + 6 + 100 + 50);
    cache.delete("b.test");
    assert.equal(cache.bytes, 6 + 100);
    cache.set("a.test", [], 0);
    assert.equal(cache.bytes, 6);
  });

  test("never more bytes than allowed; what was asked for longest ago goes first", () => {
    const cache = new AnchorCache({ timeToLive: 1000, maxBytes: 250 });
    for (const [index, host] of ["a.test", "b.test"].entries()) cache.set(host, [bytes(100, index)], 0);
    assert.notEqual(cache.get("a.test", 1), undefined);
    cache.set("c.test", [bytes(100, 9)], 0);
    assert.deepEqual([cache.get("b.test", 1), cache.get("a.test", 1)?.length, cache.get("c.test", 1)?.length], [undefined, 1, 1]);
    cache.set("d.test", [bytes(300, 7)], 0);
    assert.ok(cache.bytes <= 250);
    assert.equal(cache.get("d.test", 1), undefined);
  });

  test("whatever is put in and taken out, the bytes are those of what is there", () => {
    const step = fc.record({ host: fc.constantFrom("a", "b", "c", "d"), anchors: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }), remove: fc.boolean(), time: fc.integer({ min: 0, max: 100 }) });
    fc.assert(fc.property(fc.array(step), (steps) => {
      const cache = new AnchorCache({ timeToLive: 50, maxBytes: 60 });
      for (const { host, anchors, remove, time } of steps) {
        if (remove) cache.delete(host);
        else cache.set(host, anchors.map((size) => bytes(size * 7, size)), time);
        const held = ["a", "b", "c", "d"].flatMap((each) => cache.get(each, 0)?.map((der) => der.length) ?? []);
        assert.ok(cache.bytes <= 60 && cache.bytes === cache.size + [...new Set(held)].reduce((sum, size) => sum + size, 0));
      }
    }));
  });
});

describe("anchors as bytes", () => {
  const ders = [[0x30, 0x03, 2, 1, 1], [0x30, 0x81, 0x80, ...bytes(128, 4)], [0x30, 0x82, 0x01, 0x00, ...bytes(256, 5)]].map((each) => Uint8Array.from(each));

  test("DER and PEM in pieces of any size give the same", () => {
    const pem = new TextEncoder().encode(`words\n${ders.map((der) => toPem(der)).join("\nmore words -----BEGIN\n")}\n${toPem(Uint8Array.of(1), "PRIVATE KEY")}`);
    const der = Buffer.concat(ders);
    fc.assert(fc.property(fc.constantFrom(pem, der), fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (blob, sizes) => {
      const splitter = new CertificateSplitter();
      const found: Uint8Array[] = [];
      for (let at = 0, i = 0; at < blob.length; i++) {
        const size = sizes[i % sizes.length] ?? 1;
        found.push(...splitter.push(blob.subarray(at, at + size)));
        at += size;
      }
      splitter.end();
      assert.deepEqual(found.map((each) => [...each]), ders.map((each) => [...each]));
    }));
  });

  test("what is no certificate, ends within one, or is too long is said to be so", () => {
    const first = ders[0] ?? new Uint8Array();
    for (const blob of [[...first, 1], [0x30, 0x85, 1, 1, 1, 1, 1], [0x30, 0x83, 0x10, 0, 0, ...bytes(70_000, 1)], [...first.subarray(0, 3)]]) assert.throws(() => certificatesOfBlob(Uint8Array.from(blob)), AnchorSourceError);
    assert.throws(() => anchorsInBlob(new TextEncoder().encode(toPem(first).slice(0, 40))), AnchorSourceError);
    assert.throws(() => certificatesOfBlob(new TextEncoder().encode("-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n")), AnchorSourceError);
  });
});

describe("what is asked for", () => {
  const HOST = "www.example.test";

  test("at most three anchors, of however many cross-signatures; the ends of the chain first", async () => {
    const [leaf, intermediate] = [await identity(HOST), await identity("Issuing")];
    const roots = await Promise.all(Array.from({ length: 6 }, (_, i) => identity(`Root ${i}`)));
    const own = await issue(leaf, intermediate);
    const crossed = await Promise.all(roots.map((root) => issueCa(intermediate, root)));
    const asked = await askedAnchors(HOST, [own, ...crossed].map(({ der }) => der), new SignatureVerifier());
    assert.deepEqual(asked.map(({ issuer }) => issuer.toString()), ["CN=Root 0", "CN=Root 1", "CN=Root 2"]);
    const store = anchorsInBlob(Buffer.concat((await Promise.all(roots.map((root) => selfSigned(root)))).map(({ der }) => der)));
    assert.equal((await anchorsFor(HOST, [own, ...crossed].map(({ der }) => der), store, new SignatureVerifier())).anchors.length, 3);
  });

  test("a chain upside down, with the leaf last", async () => {
    const [leaf, lower, upper, root] = [await identity(HOST), await identity("Lower"), await identity("Upper"), await identity("Root")];
    const chain = [await issueCa(upper, root), await issueCa(lower, upper), await issue(leaf, lower)].map(({ der }) => der);
    const [first, ...others] = await askedAnchors(HOST, chain, new SignatureVerifier());
    assert.equal(first?.issuer.toString(), "CN=Root");
    assert.deepEqual(others.map(({ issuer }) => issuer.toString()), ["CN=Upper", "CN=Lower"]);
  });

  test("of several ends the nearest comes first, then what stands below the furthest", async () => {
    const [leaf, a, b, c, near, far] = await Promise.all([HOST, "A", "B", "C", "Near", "Far"].map((name) => identity(name)));
    assert.ok(leaf && a && b && c && near && far);
    const chain = [await issue(leaf, a), await issueCa(a, b), await issueCa(b, c), await issueCa(c, far), await issueCa(a, near)].map(({ der }) => der);
    assert.deepEqual((await askedAnchors(HOST, chain, new SignatureVerifier())).map(({ issuer }) => issuer.toString()), ["CN=Near", "CN=Far", "CN=C"]);
  });

  test("two that certify each other, bytes that are none, and nothing at all", async () => {
    const [leaf, a, b] = [await identity(HOST), await identity("A"), await identity("B")];
    const ring = [await issue(leaf, a), await issueCa(a, b), await issueCa(b, a)].map(({ der }) => der);
    assert.equal((await askedAnchors(HOST, [...ring, bytes(5, 1), bytes(0, 0)], new SignatureVerifier())).length, 2);
    assert.deepEqual(await askedAnchors(HOST, [bytes(5, 1)], new SignatureVerifier()), []);
    assert.deepEqual(await askedAnchors(HOST, [], new SignatureVerifier()), []);
  });

  test("hostile chains cost no more than the budget: forty roots of one name", async () => {
    const [leaf, name] = [await identity(HOST), "Same"];
    const many = await Promise.all(Array.from({ length: 40 }, async () => {
      const one = await identity(name);
      return (await selfSigned(one)).der;
    }));
    const issuer = await identity(name);
    const asked = await askedAnchors(HOST, [(await issue(leaf, issuer)).der, ...many], new SignatureVerifier());
    assert.deepEqual(asked.map(({ issuer: wanted }) => wanted.toString()), ["CN=Same"]);
  });

  test("an anchor is not given for a leaf of after its end", async () => {
    const [leaf, root] = [await identity(HOST), await identity("Root")];
    const sent = [(await issue(leaf, root, { notBefore: "2026-10-01T00:00:00Z" })).der];
    const { certificate } = await selfSigned(root);
    assert.ok(certificate !== undefined);
    const until = (distrustAfter: number) => {
      const anchors = [{ certificate, source: "mozilla" as const, vetted: true, distrustAfter }];
      return anchorsFor(HOST, sent, { bySubject: () => anchors, byKeyIdentifier: () => anchors }, new SignatureVerifier());
    };
    assert.deepEqual([(await until(Date.UTC(2026, 9, 2))).anchors.length, (await until(Date.UTC(2026, 8, 1))).anchors.length], [1, 0]);
  });
});
