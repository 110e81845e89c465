import assert from "node:assert/strict";
import { test } from "node:test";
import { lintCertificate } from "../../../src/core/rules/certificate/run/lint.ts";
import { CERTIFICATE_LINTS } from "../../../src/core/rules/lists.ts";
import { Certificate } from "../../../src/core/x509/certificate.ts";
import { readSuite, suiteMissing } from "../../support/suites.ts";

interface Case {
  lint: string;
  source: string;
  file: string;
  expected: "Pass" | "Error" | "Warn" | "Notice" | "NA" | "NE";
  certificate: string;
}

const SUITE = "zlint-cases.jsonl";

/** "lint file": why ours differs. */
const DIFFERENT: Readonly<Record<string, string>> = {
  // The suite has each of these certificates twice, as Error and as NA.
  "e_ca_common_name_missing caCommonNameMissing.pem is NA": "zlint was told in its settings that the CA is cross-signed",
  "e_ca_country_name_invalid caInvalCountryCode.pem is NA": "zlint was told in its settings that the CA is cross-signed",
  "e_ca_country_name_missing caMissingCountry.pem is NA": "zlint was told in its settings that the CA is cross-signed",
  "w_ext_cert_policy_explicit_text_not_nfc explicitTextBMPNotNFC.pem is Warn": "zlint reads the octets of a BMPString as UTF-8; as a BMPString it is malformed, which another rule says",
};

test("each rule fires exactly where the zlint lint does", { skip: suiteMissing(SUITE) }, async (t) => {
  const cases: Case[] = [];
  for await (const each of readSuite<Case>(SUITE)) cases.push(each);
  const named = new Set(CERTIFICATE_LINTS.flatMap(({ sameAs = [] }) => sameAs));
  const ours = cases.filter(({ lint }) => named.has(`zlint:${lint}`));
  const wrong = ours.filter(({ lint, expected, certificate }) => {
    const hits = lintCertificate(Certificate.parse(new Uint8Array(Buffer.from(certificate, "base64"))));
    const fired = hits.some(({ sameAs }) => sameAs.includes(`zlint:${lint}`));
    return fired !== ["Error", "Warn", "Notice"].includes(expected);
  }).map(({ lint, file, expected }) => `${lint} ${file} is ${expected}`);
  const count = (list: readonly Case[]): number => new Set(list.map(({ lint }) => lint)).size;
  t.diagnostic(`${count(ours)} of ${count(cases)} lints, ${ours.length - wrong.length} of ${ours.length} cases (${cases.length} in the suite); ${named.size} lints named`);
  const missing = [...new Set(cases.map(({ lint }) => lint))].filter((lint) => !named.has(`zlint:${lint}`));
  t.diagnostic(`without a rule: ${missing.join(", ")}`);
  assert.deepEqual(wrong.filter((line) => DIFFERENT[line] === undefined), []);
});
