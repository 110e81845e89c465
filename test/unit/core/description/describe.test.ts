// Certificates in full: every extension in words, whatever the bytes are.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { describeCertificate } from "../../../../src/core/description/describe.ts";
import { EXTENSION } from "../../../../src/core/x509/oids.ts";
import { readSuite, suiteMissing } from "../../../support/suites.ts";
import { certificate, extension, hex, utf8 } from "../x509/support/der.ts";
import { EXTENSION_VALUES, richCertificate } from "../x509/support/rich.ts";
import { assertSound, extensionOf, sentences } from "./support/said.ts";

const READ: ReadonlySet<string> = new Set(Object.values(EXTENSION));

describe("a certificate with every extension", () => {
  const description = assertSound(richCertificate());

  test("has each of them in words, none unread", () => {
    assert.deepEqual(new Set(description.extensions.map(({ oid }) => oid)), new Set(Object.keys(EXTENSION_VALUES)));
    for (const section of description.extensions) {
      assert.equal(section.fault, undefined, section.oid);
      assert.equal(section.title === "viewer_extension_unknown", !READ.has(section.oid ?? ""), section.oid);
    }
  });

  test("says what the extensions say", () => {
    assert.deepEqual(sentences(extensionOf(description, EXTENSION.basicConstraints)), ["ca: A certificate authority: it may sign other certificates", "pathLength: 3"]);
    assert.deepEqual(sentences(extensionOf(description, EXTENSION.extKeyUsage)), ["purposes: TLS server 1.3.6.1.5.5.7.3.1 | TLS client 1.3.6.1.5.5.7.3.2 | 1.2.3.4.5"]);
    assert.deepEqual(sentences(extensionOf(description, EXTENSION.policyMappings)), ["issuerPolicy: 1.2.3.4", "subjectPolicy: 1.2.3.5"]);
    assert.deepEqual(sentences(extensionOf(description, EXTENSION.policyConstraints)), ["requireExplicitPolicy: 0", "inhibitPolicyMapping: 2"]);
    assert.ok(sentences(extensionOf(description, EXTENSION.subjectAltName)).includes("ip: 192.0.2.1 | 2001:db8::1"));
    const constraints = sentences(extensionOf(description, EXTENSION.nameConstraints));
    assert.ok(constraints.includes("ip: 192.0.2.0/24"), constraints.join("\n"));
    assert.ok(constraints.includes("ip: ::/0"), constraints.join("\n"));
    const points = sentences(extensionOf(description, EXTENSION.cRLDistributionPoints));
    assert.ok(points.includes("uri: http://crl.test/1") && points.includes("CN: relative"), points.join("\n"));
    assert.ok(points.some((sentence) => sentence.startsWith("reasons: key compromised | CA compromised")), points.join("\n"));
    const policies = sentences(extensionOf(description, EXTENSION.certificatePolicies));
    assert.deepEqual(policies.slice(0, 4), ["policy: Domain control validated (DV) 2.23.140.1.2.1", "policy: 1.2.3.4", "cps: https://cps.test/", "notice: A notice"]);
    assert.ok(sentences(extensionOf(description, EXTENSION.signedCertificateTimestampList)).includes(`logId: ${"01".repeat(32)}`));
    assert.match(sentences(extensionOf(description, EXTENSION.keyUsage)).join(), /digitalSignature.*keyCertSign/);
  });

  test("has a place in the bytes for each part that stands in them", () => {
    const der = richCertificate();
    for (const section of description.extensions) assert.equal(der[section.place?.offset ?? 0], 0x30, section.oid);
    assert.equal(description.fields.find(({ title }) => title === "viewer_section_fingerprints")?.place, undefined);
  });
});

test("an unknown extension has its OID and its bytes, and its text where it is one", () => {
  const value = utf8("hello");
  const description = assertSound(certificate({ extensions: extension("1.2.3.4.5.6", value) }));
  const section = extensionOf(description, "1.2.3.4.5.6");
  assert.equal(section?.title, "viewer_extension_unknown");
  assert.deepEqual(sentences(section), ["text: hello", `value: ${Buffer.from(value).toString("hex")}`]);
});

test("a value that has no meaning says why and where, with its bytes, and hides nothing else", () => {
  const description = assertSound(certificate({ extensions: extension(EXTENSION.basicConstraints, hex("30060101010201ff")) }));
  const section = extensionOf(description, EXTENSION.basicConstraints);
  assert.ok(section?.fault !== undefined && section.place !== undefined);
  assert.equal(section.fault.code, "boolean-value");
  assert.ok(section.fault.offset > section.place.offset);
  assert.deepEqual(sentences(section), ["value: 30060101010201ff"]);
  assert.equal(description.fault, undefined);
  assert.ok(description.problemsTotal > 0);
});

test("a certificate that breaks off shows what was read, and where it ends", () => {
  const whole = richCertificate();
  const all = describeCertificate(whole);
  const cut = (all.extensions[3]?.place?.offset ?? 0) + 2;
  const description = assertSound(whole.slice(0, cut));
  assert.equal(description.fault?.code, "length-overrun");
  assert.equal(typeof description.fault.offset, "number");
  assert.deepEqual(description.extensions, all.extensions.slice(0, 3));
  const titles = description.fields.map(({ title }) => title);
  for (const title of ["viewer_section_subject", "viewer_section_validity", "viewer_section_publicKey"]) assert.ok(titles.includes(title), title);
  assert.ok(!titles.includes("viewer_section_signatureValue"));
});

test("bytes that are nothing at all have their fingerprint and their PEM", () => {
  for (const der of [hex("00"), hex("30"), hex("3080"), hex("3084ffffffff"), new TextEncoder().encode("<html>")]) {
    const description = assertSound(der);
    assert.notEqual(description.fault, undefined);
    assert.deepEqual(description.fields.map(({ title }) => title), ["viewer_section_fingerprints"]);
  }
});

test("any damage to a certificate is described without an exception", () => {
  const whole = richCertificate();
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), fc.nat(whole.length), (changes, length) => {
    const der = whole.slice(0, Math.max(1, length));
    for (const [at, octet] of changes) if (at < der.length) der[at] = octet;
    assertSound(der);
  }), { numRuns: 2000 });
});

test("every certificate of zlint's cases is described with messages that exist", { skip: suiteMissing("zlint-cases.jsonl") }, async () => {
  let seen = 0;
  for await (const { certificate: base64 } of readSuite<{ certificate: string }>("zlint-cases.jsonl")) {
    assertSound(new Uint8Array(Buffer.from(base64, "base64")));
    seen += 1;
  }
  assert.ok(seen > 100, String(seen));
});
