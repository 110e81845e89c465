// Chains whose keys nobody here has, issued again: keys and dates are others, and all else is as it was.
import assert from "node:assert/strict";
import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import { before, describe, it } from "node:test";
import { identity, issue, issueCa, NOW, selfSigned } from "../../../lab/pki/maker.ts";
import { presented, readable } from "../../../lab/pki/presented.ts";
import { singleName } from "../../../scripts/clients/der.ts";
import { finish, leafDraft } from "../../../scripts/clients/draft.ts";
import { makeKey } from "../../../scripts/clients/keys.ts";
import { NotReissued } from "../../../scripts/clients/reissue/original-keys.ts";
import { reissue } from "../../../scripts/clients/reissue/reissue.ts";
import { suiteShapes } from "../../../scripts/clients/suite-shapes.ts";
import { AnchorList } from "../../../src/core/chain/anchor-set.ts";
import { assessForBrowsers } from "../../../src/core/chain/clients/for-browsers.ts";
import { SignatureVerifier } from "../../../src/core/chain/signature.ts";
import type { PresentedCertificate } from "../../../src/core/chain/presented.ts";
import { suiteMissing } from "../../support/suites.ts";

const HOST = "www.example.test";
const LATER = NOW + 9 * 365 * 86_400_000;
const verifier = new SignatureVerifier();

interface Judged {
  host: string;
  sent: readonly Uint8Array[];
  anchors: readonly Uint8Array[];
}

/** The verdict and every rule that it names. */
async function judged({ host, sent, anchors }: Judged, time: number): Promise<string> {
  const { verdict, errors, advice } = await assessForBrowsers({ host, time, sent: sent.map(presented), anchors: new AnchorList(readable(anchors.map(presented)), "added"), verifier });
  const rules = (of: readonly { rule: string }[]): string => of.map(({ rule }) => rule).sort().join(", ");
  return `${verdict}: ${rules(errors)}; ${rules(advice)}`;
}

describe("a chain of our own", () => {
  let root: PresentedCertificate, ca: PresentedCertificate, leaf: PresentedCertificate;
  before(async () => {
    const [rootId, caId, leafId] = await Promise.all([identity("Root"), identity("CA"), identity(HOST)]);
    [root, ca, leaf] = await Promise.all([selfSigned(rootId), issueCa(caId, rootId), issue(leafId, caId)]);
  });
  const again = (sent: readonly Uint8Array[]) => reissue({ id: "own", host: HOST, time: NOW, sent, anchors: [root.der] }, "r7", LATER);

  it("is judged alike at another time, with other keys, and the leaf's is given", async () => {
    const { chain, anchors } = again([leaf.der, ca.der]);
    const before_ = await judged({ host: HOST, sent: [leaf.der, ca.der], anchors: [root.der] }, NOW);
    assert.match(before_, /^valid/);
    assert.equal(await judged({ ...chain, anchors }, LATER), before_);
    const [end, middle] = chain.sent.map((der) => presented(der).certificate ?? assert.fail());
    assert.ok(end && middle);
    assert.notEqual(end.spkiSha256, leaf.certificate?.spkiSha256);
    const key = createPublicKey(createPrivateKey({ key: Buffer.from(chain.key), format: "der", type: "pkcs8" }));
    assert.equal(createHash("sha256").update(key.export({ type: "spki", format: "der" })).digest("hex"), end.spkiSha256);
    // What is said of the host stays, octet by octet; a CA gets a name of the case's own.
    const extensions = ({ certificate, der }: PresentedCertificate): string[] => (certificate?.extensions ?? []).map(({ oid, critical, valueOffset, valueEnd }) => `${oid} ${String(critical)} ${Buffer.from(der.subarray(valueOffset, valueEnd)).toString("hex")}`);
    assert.deepEqual(extensions(presented(end.der)), extensions(leaf));
    assert.deepEqual(end.subject.der, leaf.certificate?.subject.der);
    assert.notDeepEqual(middle.subject.der, ca.certificate?.subject.der);
    assert.deepEqual(end.issuer.der, middle.subject.der);
  });

  it("with a signature that is forged stays so", async () => {
    const forged = leaf.der.slice();
    forged[forged.length - 1] = (forged[forged.length - 1] ?? 0) ^ 1;
    const { chain, anchors } = again([forged, ca.der]);
    assert.match(await judged({ ...chain, anchors }, LATER), /^invalid: chain\/bad-signature/);
  });

  it("of which a part is missing lacks it again", async () => {
    const { chain, anchors } = again([leaf.der]);
    assert.match(await judged({ ...chain, anchors }, LATER), /^invalid: chain\/issuer-missing/);
  });

  it("whose key is of a kind that is not made again, or that is no certificate, is left, with the reason", () => {
    const by = makeKey("P-256");
    const other = finish(leafDraft(HOST, makeKey("ML-DSA-44"), NOW), { key: by, name: singleName("CA"), issuer: singleName("CA"), serial: [1] });
    assert.throws(() => again([other]), (error) => error instanceof NotReissued && error.message.startsWith("a key"));
    assert.throws(() => again([Uint8Array.of(0x30, 0x03, 0x02, 0x01)]), (error) => error instanceof NotReissued && error.message.startsWith("a certificate"));
  });
});

describe("chains of suites", { skip: suiteMissing("more-chains.jsonl") }, () => {
  it("are judged as they were, each of those that can be issued again, and the others are counted", async () => {
    const shapes = suiteShapes(LATER) ?? assert.fail("The suite is not here.");
    const differing: string[] = [];
    for (const { original, chain, anchors } of shapes.reissued) {
      const [was, is] = [await judged(original, original.time), await judged({ ...chain, anchors }, LATER)];
      if (was !== is) differing.push(`${original.id}: ${was}, now ${is}`);
    }
    assert.deepEqual(differing, []);
    assert.ok(shapes.reissued.length > 100, String(shapes.reissued.length));
    assert.equal(new Set(shapes.reissued.flatMap(({ anchors }) => anchors.map((der) => Buffer.from(presented(der).certificate?.subject.der ?? []).toString("hex")))).size, shapes.reissued.flatMap(({ anchors }) => anchors).length, "anchors of one name");
    const left = [...shapes.left.values()].reduce((sum, { length }) => sum + length, 0);
    assert.ok(left > 0 && left < 15, String(left));
  });
});
