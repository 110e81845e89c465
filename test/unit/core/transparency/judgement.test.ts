import assert from "node:assert/strict";
import { before, test } from "node:test";
import { reportOf } from "../../../../cli/report.ts";
import { assess } from "../../../../src/core/assess.ts";
import type { Assessment } from "../../../../src/core/assessment.ts";
import type { CertificateTransparencyStatus } from "../../../../src/core/tls-info.ts";
import { SctVerifier } from "../../../../src/core/transparency/sct-verifier.ts";
import { identity, issueCa, NOW, selfSigned, type Identity } from "../../../../lab/pki/maker.ts";
import { issueLogged, logList, TransparencyLog } from "../../../support/transparency-log.ts";
import { english } from "../../support/english.ts";

const LOGS = [new TransparencyLog("First", "One"), new TransparencyLog("Second", "Two"), new TransparencyLog("Third", "One")] as const;
const [FIRST, SECOND, THIRD] = LOGS;
const STRANGER = new TransparencyLog("Stranger");
const HOST = "www.example.test";

let leaf: Identity, ca: Identity, root: Identity;
let above: Uint8Array[];

before(async () => {
  [leaf, ca, root] = await Promise.all([identity("leaf"), identity("CA"), identity("Root")]);
  above = (await Promise.all([issueCa(ca, root), selfSigned(root)])).map(({ der }) => der);
});

interface Shown {
  /** What the browser says of transparency. */
  status?: CertificateTransparencyStatus;
  /** The chain as built, without the leaf. */
  above?: Uint8Array[];
}

async function judged(timestamps: Parameters<typeof issueLogged>[2], { status, above: shown = above }: Shown = {}): Promise<Assessment> {
  const { der } = await issueLogged(leaf, ca, timestamps);
  const extra = { source: "import" as const, rootIsBuiltIn: true, ...(status && { certificateTransparency: status }) };
  return assess({ host: HOST, tlsInfo: { builtChain: [der, ...shown], chainValid: true, tlsVersion: "TLS 1.3", cipherSuite: 0x1301, extra } }, { time: NOW, text: english, timestamps: new SctVerifier(logList(LOGS)) });
}

const transparency = ({ findings }: Assessment): string[][] =>
  findings.filter(({ rule }) => rule.startsWith("transparency/")).map(({ rule, params }) => [rule.replace("transparency/", ""), ...params]);

test("valid timestamps are told with log, operator and time, and nothing is found", async () => {
  const assessment = await judged((tbs, hash) => [FIRST.sct(tbs, hash), SECOND.sct(tbs, hash, { timestamp: Date.UTC(2026, 9, 2) })]);
  assert.deepEqual(transparency(assessment), []);
  assert.equal(assessment.timestamps?.total, 2);
  assert.equal(assessment.timestamps.certificate, assessment.chain.path?.[0]);
  assert.deepEqual(assessment.timestamps.list, [
    { log: FIRST.id, name: "First", operator: "One", time: "2026-10-01T00:00:00.000Z", signature: "valid" },
    { log: SECOND.id, name: "Second", operator: "Two", time: "2026-10-02T00:00:00.000Z", signature: "valid" },
  ]);
});

test("an invalid timestamp is found, and does not count as a proof", async () => {
  const forged = { issuerKeyHash: new Uint8Array(32) };
  assert.deepEqual(transparency(await judged((tbs, hash) => [FIRST.sct(tbs, hash, forged), SECOND.sct(tbs, hash)])), [["too-few-scts", "1", "2"], ["invalid-sct", "First"]]);
  assert.deepEqual(transparency(await judged((tbs, hash) => [FIRST.sct(tbs, hash, forged)])), [["too-few-scts", "0", "2"], ["invalid-sct", "First"]]);
  assert.deepEqual(transparency(await judged((tbs, hash) => [FIRST.sct(tbs, hash), SECOND.sct(tbs, hash), THIRD.sct(tbs, hash, forged)])), [["invalid-sct", "Third"]]);
});

test("what the browser says of transparency counts: the forged timestamp is told, and nothing is counted against it", async () => {
  const forged = { issuerKeyHash: new Uint8Array(32) };
  assert.deepEqual(transparency(await judged((tbs, hash) => [FIRST.sct(tbs, hash, forged), SECOND.sct(tbs, hash)], { status: "policy_compliant" })), [["invalid-sct", "First"]]);
});

test("a log or an issuer that is not known is no fault, and counts as before", async () => {
  const strange = await judged((tbs, hash) => [FIRST.sct(tbs, hash), STRANGER.sct(tbs, hash)]);
  assert.deepEqual(transparency(strange), []);
  assert.deepEqual(strange.timestamps?.list.map(({ signature, reason, name }) => [signature, reason, name]), [["valid", undefined, "First"], ["unknown", "log", undefined]]);
  const alone = await judged((tbs, hash) => [FIRST.sct(tbs, hash, { issuerKeyHash: new Uint8Array(32) }), SECOND.sct(tbs, hash)], { above: [] });
  assert.deepEqual(transparency(alone), []);
  assert.deepEqual(alone.timestamps?.list.map(({ signature, reason }) => [signature, reason]), [["unknown", "issuer"], ["unknown", "issuer"]]);
});

test("a certificate without timestamps has none in its assessment", async () => {
  assert.equal("timestamps" in await assess({ host: HOST, tlsInfo: { builtChain: above, chainValid: true } }, { time: NOW, text: english }), false);
});

test("the terminal's report names the logs and says which signatures hold", async () => {
  const assessment = await judged((tbs, hash) => [FIRST.sct(tbs, hash), SECOND.sct(tbs, hash, { issuerKeyHash: new Uint8Array(32) }), STRANGER.sct(tbs, hash)]);
  const report = reportOf(assessment, () => undefined);
  assert.match(report, /First \(One\), 2026-10-01: signature valid\n/);
  assert.match(report, /Second \(Two\), 2026-10-01: signature invalid\n/);
  assert.match(report, new RegExp(`log ${STRANGER.id.slice(0, 16)}…, 2026-10-01: signature not checked: the log’s key is not known here\n`));
});
