import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { NodeSignatures } from "../../../cli/node-signatures.ts";
import { Budget } from "../../../src/core/chain/budget.ts";
import { readOr } from "../../../src/core/chain/read-or.ts";
import { SignatureVerifier } from "../../../src/core/chain/signature.ts";
import { Certificate } from "../../../src/core/x509/certificate.ts";
import { identity, issue, type KeyKind } from "../../../lab/pki/maker.ts";

const SUITES = ["x509-limbo", "bettertls-pathbuilding", "zlint-cases", "more-chains", "clients"];

/** Every certificate in the suites, however deep it lies in a case. */
function* certificatesIn(value: unknown): Generator<Certificate> {
  if (typeof value === "string") {
    const text = value.replace(/-----[^-]+-----|\s/g, "");
    if (!text.startsWith("MI") || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return;
    const certificate = readOr(() => Certificate.parse(new Uint8Array(Buffer.from(text, "base64"))), undefined);
    if (certificate !== undefined) yield certificate;
  } else if (typeof value === "object" && value !== null) {
    for (const each of Object.values(value)) yield* certificatesIn(each);
  }
}

/** What both say of each pair. */
async function compare(pairs: Iterable<readonly [Certificate, Certificate]>): Promise<Record<string, number>> {
  const [web, node] = [new SignatureVerifier(), new SignatureVerifier(new NodeSignatures())];
  const counts: Record<string, number> = {};
  for (const [certificate, issuer] of pairs) {
    const ask = async (verifier: SignatureVerifier): Promise<string> => {
      try {
        return await verifier.verify(certificate, issuer, new Budget({ signatures: 1e6, steps: 1, nameComparisons: 1, policyNodes: 1 }));
      } catch (error) {
        return error instanceof Error ? error.name : "?";
      }
    };
    const [ours, theirs] = [await ask(node), await ask(web)];
    assert.equal(ours, theirs, `${certificate.sha256} signed by ${issuer.sha256}`);
    counts[ours] = (counts[ours] ?? 0) + 1;
  }
  return counts;
}

test("Node's verifier and WebCrypto's say the same of every signature in the suites", { skip: existsSync("../shared/suites") ? false : "../shared/suites is not there" }, async () => {
  const bySha256 = new Map<string, Certificate>();
  for (const suite of SUITES) {
    for (const line of readFileSync(`../shared/suites/${suite}.jsonl`, "utf8").split("\n")) {
      if (line === "") continue;
      for (const certificate of certificatesIn(JSON.parse(line))) bySha256.set(certificate.sha256, certificate);
    }
  }
  const all = [...bySha256.values()];
  const bySubject = new Map<string, Certificate[]>();
  const keyOf = (get: () => Uint8Array): string => readOr(() => Buffer.from(get()).toString("hex"), "");
  for (const certificate of all) {
    const key = keyOf(() => certificate.subject.der);
    bySubject.set(key, [...bySubject.get(key) ?? [], certificate]);
  }
  // Names that many share: a few of them will do.
  const pairs = all.flatMap((certificate) => (bySubject.get(keyOf(() => certificate.issuer.der)) ?? []).slice(0, 4).map((issuer) => [certificate, issuer] as const));
  const counts = await compare(pairs);
  assert.ok((counts["good"] ?? 0) > 500 && (counts["bad"] ?? 0) > 50, JSON.stringify(counts));
});

test("both say the same of every kind of key, and of what is changed", async () => {
  const kinds: KeyKind[] = ["P-256", "P-384", "P-521", "RSA", "RSA-PSS", "Ed25519"];
  const pairs: (readonly [Certificate, Certificate])[] = [];
  for (const kind of kinds) {
    const id = await identity(`CA ${kind}`, kind);
    const ca = await issue(id, id, { ca: true });
    const leaf = await issue(await identity("leaf"), id);
    const issuer = Certificate.parse(ca.der);
    pairs.push([Certificate.parse(leaf.der), issuer]);
    for (const at of [1, 2, 3, 20, 40, 60]) {
      const changed = leaf.der.slice();
      changed[changed.length - at] = (changed[changed.length - at] ?? 0) ^ 1;
      const certificate = readOr(() => Certificate.parse(changed), undefined);
      if (certificate !== undefined) pairs.push([certificate, issuer]);
    }
    // The key's last bytes: a point that is not on the curve, another number.
    const bad = ca.der.slice();
    const spki = Buffer.from(bad).indexOf(Buffer.from(issuer.publicKey.key));
    const within = spki + issuer.publicKey.key.length - 9;
    bad[within] = (bad[within] ?? 0) ^ 0xff;
    pairs.push([Certificate.parse(leaf.der), Certificate.parse(bad)]);
  }
  const counts = await compare(pairs);
  assert.equal(counts["good"], kinds.length);
  assert.ok((counts["bad"] ?? 0) > kinds.length * 5, JSON.stringify(counts));
});
