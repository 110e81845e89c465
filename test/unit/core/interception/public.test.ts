import assert from "node:assert/strict";
import { describe, it, test } from "node:test";
import { assess } from "../../../../src/core/assess.ts";
import { publicKeyCaEvidence } from "../../../../src/core/interception/evidence/public-key-ca.ts";
import type { EvidenceContext } from "../../../../src/core/interception/evidence-source.ts";
import { interceptionProduct } from "../../../../src/core/registry/interception-products.ts";
import { PUBLIC_KEY_CAS, knownPublicKeyCa } from "../../../../src/core/registry/public-key-cas.ts";
import { allRoots } from "../../../../src/core/registry/roots.ts";
import { ruleContext } from "../../../../src/core/rules/context.ts";
import { CertificateStore, StoredCertificate } from "../../../../src/core/x509/certificate-store.ts";
import { fromPem } from "../../../../lab/pki/presented.ts";
import { readSuite, suiteMissing } from "../../../support/suites.ts";
import { english } from "../../support/english.ts";
import { ca, NOW, scene, seen } from "./scene.ts";

const SUITE = "x509-limbo.jsonl";

interface OnlineCase {
  id: string;
  trusted_certs: string[];
  untrusted_intermediates: string[];
  peer_certificate: string;
  validation_time: string | null;
  expected_peer_name: { value: string } | null;
}

describe("real chains of public sites", { skip: suiteMissing(SUITE) }, () => {
  it("are never called intercepted", async () => {
    let count = 0;
    for await (const each of readSuite<OnlineCase>(SUITE)) {
      if (!each.id.startsWith("online::")) continue;
      count++;
      const { interception } = await assess({
        host: each.expected_peer_name?.value ?? "", ...(each.validation_time === null ? {} : { time: each.validation_time }),
        tlsInfo: { sentChain: [each.peer_certificate, ...each.untrusted_intermediates].map((pem) => fromPem(pem).der) },
        trustAnchors: each.trusted_certs.map((pem) => fromPem(pem).der),
      }, { time: each.validation_time === null ? NOW : Date.parse(each.validation_time), text: english });
      assert.ok(interception.verdict !== "likely" && interception.verdict !== "known", `${each.id}: ${JSON.stringify(interception)}`);
    }
    assert.ok(count >= 7, `${String(count)} chains`);
  });
});

test("no public root bears the name of a product, or has a key that is public", async () => {
  for (const root of allRoots()) {
    const der = root.der();
    const { interception } = await assess({ host: "www.example.com", ip: "8.8.8.8", tlsInfo: { builtChain: [der], chainValid: true, extra: { source: "firefox", rootIsBuiltIn: true, certificateTransparency: "policy_compliant" } } }, { time: NOW, text: english });
    assert.deepEqual([interception.verdict, interception.label], ["none", null], root.sha256);
  }
});

test("a CA with a public key is found at any place of a chain, by certificate and by key, and at home weighs less", async () => {
  const [known] = PUBLIC_KEY_CAS;
  assert.ok(known?.sha256);
  const by = await ca("Any CA");
  const observation = await scene({ host: "www.alpha.com", ca: by, trust: "private" });
  const facts = ruleContext(observation, NOW, new CertificateStore());
  const look = async (hash: string, place: "path" | "anchor" | "presented", ip = "8.8.8.8") => {
    const impostor = new StoredCertificate(hash, by.root.der);
    const context: EvidenceContext = {
      seen: await seen({ ...observation, ip }), around: {}, siteOf: (host) => host, publicNames: undefined, exposed: ip === "8.8.8.8", named: true,
      facts: { ...facts, ...(place === "anchor" ? { anchor: impostor } : place === "path" ? { path: [...facts.path, impostor] } : { presented: [impostor] }) },
    };
    return publicKeyCaEvidence.look(context);
  };
  for (const place of ["path", "anchor", "presented"] as const) {
    assert.deepEqual(await look(known.sha256, place), { weight: 100, params: ["Superfish"], certificates: [known.sha256] });
  }
  assert.equal((await look(known.sha256, "anchor", "127.0.0.1"))?.weight, 25);
  assert.equal(await look("ab".repeat(32), "anchor"), undefined);
  for (const { name, sha256, spkiSha256 } of PUBLIC_KEY_CAS) {
    assert.equal(knownPublicKeyCa(spkiSha256), name);
    if (sha256 !== null) assert.equal(knownPublicKeyCa(sha256), name);
  }
  assert.equal(knownPublicKeyCa(""), undefined);
});

test("products are known by whole names", () => {
  const product = (commonName: string, organization?: string) => interceptionProduct({ commonNames: [commonName], organizations: organization === undefined ? [] : [organization] });
  assert.equal(product("Sophos SSL CA_C0123456789-X", "Sophos"), "Sophos");
  assert.equal(product("Sophos SSL CA_C0123456789-X", "Somebody"), undefined);
  assert.equal(product("FortiGate CA", "Fortinet"), "Fortigate");
  assert.equal(product("anything", "Fortinet Ltd."), "Fortinet");
  assert.equal(product("anything", "Fortinet Ltd. and friends"), undefined);
  assert.equal(product("Zscaler Root CA"), "Zscaler");
  assert.equal(product("x.mitmproxy"), undefined);
  assert.equal(product(`Proxyman CA ${"x".repeat(100_000)}`), undefined);
});
