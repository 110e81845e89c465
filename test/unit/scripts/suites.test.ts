// Suites made from what their repositories hold: the same cases that the tests read.
import assert from "node:assert/strict";
import { test } from "node:test";
import { boringssl } from "../../../scripts/suites/boringssl.ts";
import { bettertls } from "../../../scripts/suites/bettertls.ts";
import { limbo } from "../../../scripts/suites/limbo.ts";
import { casesOfList } from "../../../scripts/suites/pkits.ts";
import { casesIn, zlint } from "../../../scripts/suites/zlint.ts";
import { withProject } from "./fixture.ts";

const PEM = "Certificate:\n    Data: ...\n-----BEGIN CERTIFICATE-----\nMIIB\nAgM=\n-----END CERTIFICATE-----\n";

const GO = `package rfc

func TestMissing(t *testing.T) {
	inputPath := "missing.pem"
	expected := lint.Error
	out := test.TestLint("e_something_missing", inputPath)
}

func TestConfigured(t *testing.T) {
	inputPath := "missing.pem"
	expected := lint.NA
	out := test.TestLintWithConfig("e_something_missing", inputPath, config)
}
`;

test("zlint: a lint, a certificate and a result that stand together are a case; what a configuration changes is none", async () => {
  await withProject({ "v3/testdata/missing.pem": PEM, "v3/lints/rfc/lint_something_missing_test.go": GO }, (root) => {
    assert.ok(zlint.found(root));
    assert.deepEqual([...zlint.cases(root)], [{ lint: "e_something_missing", source: "rfc", file: "missing.pem", expected: "Error", certificate: "MIIBAgM=" }]);
  });
});

test("zlint: a table of cases is read in pairs, and what does not pair is left out", () => {
  const row = (file: string, result: string): string => `{ InputFilename: "${file}", ExpectedResult: lint.${result} },\n`;
  const body = `TestTable(t *testing.T) {\n${row("a.pem", "Pass")}${row("b.pem", "Warn")}result := test.TestLint("w_table", tc.InputFilename)\n}`;
  assert.deepEqual(casesIn(body), [{ lint: "w_table", input: "a.pem", expected: "Pass" }, { lint: "w_table", input: "b.pem", expected: "Warn" }]);
  assert.deepEqual(casesIn(body.replace("ExpectedResult: lint.Warn", "")), []);
});

test("x509-limbo: every case as it is, without its key", async () => {
  const testcase = { id: "rfc5280::a", peer_certificate: "PEM", peer_certificate_key: "secret", expected_result: "SUCCESS" };
  await withProject({ "limbo.json": JSON.stringify({ version: 1, testcases: [testcase] }) }, (root) => {
    assert.deepEqual([...limbo.cases(root)], [{ id: "rfc5280::a", peer_certificate: "PEM", expected_result: "SUCCESS" }]);
  });
});

test("BetterTLS: each path building case with the root and the time that are those of all; without the export it says what makes it", async () => {
  const exported = { date: "2023-08-07T00:00:00Z", suites: { pathbuilding: { trustRoot: "AAAA", tests: [{ id: 2, certificates: ["BBBB"], expected: "ACCEPT" }] }, nameconstraints: { tests: [{ id: 3 }] } } };
  await withProject({ "test-suites/cmd/bettertls/main.go": "", "bettertls.tests.json": JSON.stringify(exported) }, (root) => {
    assert.deepEqual([...bettertls.cases(root)], [{ id: 2, certificates: ["BBBB"], expected: "ACCEPT", trustRoot: "AAAA", validationTime: "2023-08-07T00:00:00Z" }]);
    assert.match(bettertls.unready?.(root) ?? "", /export-tests/);
  });
});

test("BoringSSL: chains of servers below an anchor, with their time and what is wrong with them; others are left out", async () => {
  const folder = "pki/testdata/verify_certificate_chain_unittest";
  const file = (purpose: string, trust: string): string => `chain: ../chain.pem\nlast_cert_trust: ${trust}\nutc_time: 151102120000Z\nkey_purpose: ${purpose}\nexpected_errors:\nERROR: Time is after notAfter\nWARNING: other\n`;
  const files = {
    [`${folder}/chain.pem`]: PEM, [`${folder}/a/main.test`]: file("SERVER_AUTH", "TRUSTED_ANCHOR"),
    [`${folder}/a/client.test`]: file("CLIENT_AUTH", "TRUSTED_ANCHOR"), [`${folder}/a/leaf.test`]: file("SERVER_AUTH", "TRUSTED_LEAF"),
  };
  await withProject(files, (root) => {
    assert.deepEqual([...boringssl.cases(root)], [{ id: "a/main", chain: ["MIIBAgM="], trust: "TRUSTED_ANCHOR", time: "2015-11-02T12:00:00Z", errors: ["Time is after notAfter"] }]);
  });
});

test("PKITS: paths that certificates alone decide; no revocation, and no settings to start from", () => {
  const body = (section: number, number: string, extra: string): string => `WRAPPED_TYPED_TEST_P(Pkits, Section${section}Valid) {\n  const char* const certs[] = {"Root",\n "Target"};\n  info.test_number = "${number}";\n  info.should_validate = true;\n${extra}}\n`;
  const list = `#define WRAPPED_TYPED_TEST_P(A, B) x\n${body(1, "4.1.1", "")}${body(4, "4.4.1", "")}${body(8, "4.8.1", "info.SetInitialExplicitPolicy(true);")}`;
  assert.deepEqual([...casesOfList(list)], [{ id: "4.1.1 Valid", names: ["Root", "Target"], valid: true }]);
});
