import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { webcrypto } from "node:crypto";
import test from "node:test";
import { assess } from "../../../src/core/assess.ts";
import type { Assessment } from "../../../src/core/assessment.ts";
import type { Observation } from "../../../src/core/observation.ts";
import { CertificateStore } from "../../../src/core/x509/certificate-store.ts";
import { identity, issue, issueCa, NOW, selfSigned, type Identity } from "../../../lab/pki/maker.ts";
import { english } from "../support/english.ts";

const RSA_1024: RsaHashedKeyGenParams = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 1024 };
const MEGABYTE = 1024 * 1024;
const [rootId, caId, leafId] = await Promise.all([identity("Root"), identity("CA"), identity("Leaf")]);
const weakId: Identity = { name: "Weak leaf", kind: "RSA", keys: await webcrypto.subtle.generateKey(RSA_1024, true, ["sign", "verify"]) };
const [root, ca] = await Promise.all([selfSigned(rootId), issueCa(caId, rootId)]);

/** A chain with 1.2 MB of junk between its certificates. */
async function observation(host: string, of: Identity, seed = 1): Promise<Observation> {
  const leaf = await issue(of, caId, { dns: [host] });
  const junk = Array.from({ length: 24 }, (_, i) => new Uint8Array(50_000).fill(seed * 100 + i));
  return { host, tlsInfo: { sentChain: [leaf.der, ...junk, ca.der] }, trustAnchors: [root.der] };
}

const judge = (seen: Observation, certificates: CertificateStore): Promise<Assessment> => assess(seen, { time: NOW, text: english, certificates });
const rules = ({ findings, chain }: Assessment): string[] => [...findings, ...chain.errors].map(({ rule }) => rule);

function expectSound(assessment: Assessment): void {
  strictEqual(assessment.chain.verdict, "valid", assessment.chain.errors.map(({ message }) => message).join());
  deepStrictEqual(rules(assessment).filter((rule) => rule === "chain/name-mismatch"), []);
  strictEqual(assessment.chain.sent.filter(({ needed }) => needed).length, 2);
}

test("a chain that is larger than the store is judged as by one that has room", async () => {
  for (const of of [leafId, weakId]) {
    const seen = await observation("www.example.test", of);
    const whole = await judge(seen, new CertificateStore(16 * MEGABYTE));
    if (of === leafId) expectSound(whole);
    else ok(rules(whole).includes("certificate/weak-key"), rules(whole).join());
    for (const room of [MEGABYTE, 1]) deepStrictEqual(await judge(seen, new CertificateStore(room)), whole, `${of.name}, ${String(room)} bytes`);
  }
});

test("judgements of one store at the same time do not take each other's certificates", async () => {
  const seen = await Promise.all(Array.from({ length: 6 }, (_, i) => observation(`www${String(i)}.example.test`, leafId, i % 2)));
  const store = new CertificateStore(MEGABYTE);
  for (const assessment of await Promise.all(seen.map((each) => judge(each, store)))) expectSound(assessment);
});
