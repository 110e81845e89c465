import assert from "node:assert/strict";
import { test } from "node:test";
import { ruleContext } from "../../../../../src/core/rules/context.ts";
import { RULES } from "../../../../../src/core/rules/index.ts";
import { runRules } from "../../../../../src/core/rules/run.ts";
import type { TlsInfo } from "../../../../../src/core/tls-info.ts";
import { CertificateStore } from "../../../../../src/core/x509/certificate-store.ts";
import { english } from "../../../support/english.ts";

const signed = (signatureScheme: string): TlsInfo => ({ extra: { source: "companion", signatureScheme } });
const FIRES: readonly TlsInfo[] = [signed("ed25519"), signed("ed448")];
const SILENT: readonly TlsInfo[] = [signed("ecdsa_secp256r1_sha256"), signed("rsa_pss_rsae_sha256"), signed("ECDSA-P384-SHA384")];
const UNKNOWN: readonly TlsInfo[] = [{}, signed("something new")];

const TIME = Date.UTC(2026, 10, 21);
const rules = RULES.filter(({ id }) => id === "connection/signature-unoffered");
const fires = (tlsInfo: TlsInfo): boolean =>
  runRules(rules, ruleContext({ host: "www.example.com", tlsInfo }, TIME, new CertificateStore()), english).length > 0;

test("connection/signature-unoffered", () => {
  assert.ok(FIRES.length > 0 && SILENT.length > 0 && UNKNOWN.length > 0, "the test says where the rule fires and where it does not");
  for (const tlsInfo of FIRES) assert.ok(fires(tlsInfo), `fires: ${JSON.stringify(tlsInfo)}`);
  for (const tlsInfo of [...SILENT, ...UNKNOWN]) assert.ok(!fires(tlsInfo), `silent: ${JSON.stringify(tlsInfo)}`);
});
