import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CERTIFICATE_LINTS } from "../../../../../src/core/rules/lists.ts";
import { registrableName } from "../../../../../src/core/rules/certificate/lint/dns-names.ts";
import { decodeLabel } from "../../../../../src/core/rules/certificate/lint/punycode.ts";
import { fallsToFermat, smallFactor } from "../../../../../src/core/rules/certificate/lint/rsa-modulus.ts";
import { lintCertificate } from "../../../../../src/core/rules/certificate/run/lint.ts";
import { parseUri } from "../../../../../src/core/rules/certificate/lint/uri.ts";
import { isReservedAddress, meetsReservedNetwork } from "../../../../../src/core/registry/reserved-networks.ts";
import { wasTopLevelDomain } from "../../../../../src/core/registry/top-level-domains.ts";
import type { Observation } from "../../../../../src/core/observation.ts";
import { ruleContext } from "../../../../../src/core/rules/context.ts";
import { RULES } from "../../../../../src/core/rules/index.ts";
import { runRules } from "../../../../../src/core/rules/run.ts";
import { Certificate } from "../../../../../src/core/x509/certificate.ts";
import { CertificateStore } from "../../../../../src/core/x509/certificate-store.ts";
import { attribute, certificate as certificateOf, sequence, set, tlv } from "../../x509/support/der.ts";
import { certificate, type CertificateOptions } from "../../../support/certificates.ts";
import { english } from "../../../support/english.ts";

const lints = (options: CertificateOptions) => lintCertificate(Certificate.parse(certificate({ dns: ["www.example.com"], ...options })));
const fired = (options: CertificateOptions): string[] => lints(options).map(({ rule }) => rule.id.replace("certificate/", ""));

interface Case {
  rule: string;
  fires: CertificateOptions[];
  silent: CertificateOptions[];
}

// A family a line; the suite of zlint's own cases has the rest.
const CASES: Case[] = [
  { rule: "san-reserved-address", fires: [{ ip: [[10, 1, 2, 3]] }, { ip: [[169, 254, 1, 1]] }, { ip: [[127, 0, 0, 1]] }], silent: [{ ip: [[9, 9, 9, 9]] }, {}] },
  { rule: "name-unknown-tld", fires: [{ dns: ["printer.local"] }, { dns: ["www.example.notatld"] }], silent: [{ dns: ["example.com"], subject: "example.com" }, { dns: ["xn--bcher-kva.example.co.uk"], subject: "192.0.2.1" }] },
  { rule: "name-wildcard-partial", fires: [{ dns: ["w*.example.com"] }, { dns: ["*w.example.com"] }], silent: [{ dns: ["*.example.com"] }, { dns: ["www.example.com"] }] },
  { rule: "name-wildcard-inner", fires: [{ dns: ["www.*.com"] }], silent: [{ dns: ["*.example.com"] }] },
  { rule: "name-underscore", fires: [{ dns: ["a_b.example.com"] }], silent: [{ dns: ["a_b.example.com"], notBefore: "2019-03-31T23:59:59Z" }, { dns: ["a-b.example.com"] }] },
  { rule: "name-label-too-long", fires: [{ dns: [`${"a".repeat(64)}.example.com`] }], silent: [{ dns: [`${"a".repeat(63)}.example.com`] }] },
  { rule: "name-bad-character", fires: [{ dns: ["a b.example.com"] }, { dns: ["a$.example.com"] }], silent: [{ dns: ["a-1.example.com"] }] },
  { rule: "san-null-character", fires: [{ dns: ["www.example.com\0.evil.test"] }], silent: [{}] },
  { rule: "idn-malformed", fires: [{ dns: ["xn--abc-!.example.com"] }, { dns: ["xn--99999999999.example.com"] }, { dns: ["xn---abc.example.com"] }], silent: [{ dns: ["xn--bcher-kva.example.com"] }] },
  {
    rule: "idn-not-canonical",
    fires: [{ dns: ["xn--abc-.example.com"] }, { dns: ["www.xn--.example.com"] }, { dns: ["xn--bcher-kvaa.example.com", "xn--tst-.example.com"] }],
    silent: [{ dns: ["xn--bcher-kva.example.com"] }, { dns: ["XN--BCHER-KVA.example.com"] }, { dns: ["xn--abc-!.example.com"] }, { dns: ["xn--p1ai.xn--80ak6aa92e.example.com"] }],
  },
  { rule: "san-x400-address", fires: [{ x400: true }], silent: [{}] },
  { rule: "rsa-modulus-not-whole-bytes", fires: [{ key: "RSA 2047" }], silent: [{ key: "RSA 2048" }, { key: "P-256" }] },
  { rule: "rsa-modulus-below-2048", fires: [{ key: "RSA 1024" }], silent: [{ key: "RSA 2048" }, { key: "RSA 1024", notBefore: "2012-01-01T00:00:00Z", notAfter: "2013-12-31T23:59:59Z" }] },
  { rule: "curve-improper", fires: [{ key: "P-224" }, { key: "P-192" }], silent: [{ key: "P-256" }, { key: "P-521" }, { key: "RSA 2048" }] },
  { rule: "key-type-unknown", fires: [{ key: "Ed448" }], silent: [{ key: "Ed25519" }, { key: "RSA 2048" }] },
  { rule: "sha1-signature", fires: [{ signature: "SHA-1" }], silent: [{ signature: "SHA-256" }, { signature: "SHA-1", notBefore: "2015-12-31T23:59:59Z" }] },
  { rule: "ca-key-usage-missing", fires: [{ ca: true }], silent: [{}] },
  { rule: "sub-ca-crl-missing", fires: [{ ca: true }], silent: [{}, { ca: true, subject: "Root", issuer: "Root", signature: "ECDSA-SHA-1" }] },
  { rule: "validity-negative", fires: [{ notBefore: "2026-01-02T00:00:00Z", notAfter: "2026-01-01T00:00:00Z" }], silent: [{}] },
  { rule: "reserved-reverse-name", fires: [{ dns: ["1.0.0.10.in-addr.arpa"] }, { dns: [`1.${"0.".repeat(31)}IP6.ARPA`] }], silent: [{ dns: ["9.9.9.9.in-addr.arpa"] }, { dns: ["0.0.10.in-addr.arpa"] }] },
  { rule: "malformed-reverse-name", fires: [{ dns: ["0.0.10.in-addr.arpa"] }, { dns: ["01.0.0.10.in-addr.arpa"] }, { dns: ["1.2.ip6.arpa"] }], silent: [{ dns: ["1.0.0.10.in-addr.arpa"] }, { dns: ["in-addr.arpa.example.com"] }] },
  { rule: "onion-without-extended-validation", fires: [{ dns: ["abcdefghijklmnop.onion"], notBefore: "2019-01-01T00:00:00Z", notAfter: "2019-12-31T23:59:59Z" }], silent: [{ dns: ["abcdefghijklmnop.onion"] }, { notBefore: "2019-01-01T00:00:00Z", notAfter: "2019-12-31T23:59:59Z" }] },
  { rule: "onion-validity-too-long", fires: [{ dns: ["a.onion"], notBefore: "2019-01-31T00:00:00Z", notAfter: "2020-05-01T00:00:01Z" }], silent: [{ dns: ["a.onion"], notBefore: "2019-01-31T00:00:00Z", notAfter: "2020-05-01T00:00:00Z" }] },
  { rule: "subject-html-entity", fires: [{ subject: "Caf&eacute; Example" }], silent: [{ subject: "Smith & Sons;" }] },
  { rule: "subject-misread-utf8", fires: [{ subject: "CafÃ© Example" }], silent: [{ subject: "Café Ãvila" }] },
  { rule: "subject-replacement-character", fires: [{ subject: "Caf\ufffd" }], silent: [{ subject: "Café" }] },
  { rule: "key-algorithm-encoding", fires: [{ key: "P-224" }, { key: "Ed25519" }], silent: [{ key: "P-521" }, { key: "RSA 2048" }, { key: "P-224", notBefore: "2020-08-19T23:59:59Z", notAfter: "2020-12-31T23:59:59Z" }] },
  { rule: "serial-number-not-positive", fires: [{ serial: 0 }, { serial: 0xff00 }], silent: [{ serial: 0x1234 }] },
];

for (const { rule, fires, silent } of CASES) {
  test(`certificate/${rule}`, () => {
    assert.ok(CERTIFICATE_LINTS.some(({ id }) => id === `certificate/${rule}`));
    for (const options of fires) assert.ok(fired(options).includes(rule), `fires: ${JSON.stringify(options)}`);
    for (const options of silent) assert.ok(!fired(options).includes(rule), `silent: ${JSON.stringify(options)}`);
  });
}

test("certificate/validity-too-long: the limit is that of the day of issue, both ends count, and each lint is named where it fires", () => {
  const hit = (notBefore: string, notAfter: string, ca = false) => lints({ notBefore, notAfter, ca }).find(({ rule }) => rule.id === "certificate/validity-too-long");
  const days398 = "zlint:e_tls_server_cert_valid_time_longer_than_398_days";
  const days825 = "zlint:e_sub_cert_valid_time_longer_than_825_days";
  assert.deepEqual(hit("2026-03-15T00:00:00Z", "2026-10-01T00:00:00Z")?.hit.params, ["201", "200"]);
  assert.deepEqual(hit("2026-03-15T00:00:00Z", "2026-10-01T00:00:00Z")?.sameAs, []);
  assert.deepEqual(hit("2026-03-14T23:59:59Z", "2027-04-16T23:59:59Z")?.hit.params, ["399", "398"]);
  assert.deepEqual(hit("2026-03-14T23:59:59Z", "2027-04-16T23:59:59Z")?.sameAs, [days398]);
  assert.deepEqual(hit("2027-03-15T00:00:00Z", "2027-06-23T00:00:00Z")?.hit.params, ["101", "100"]);
  assert.deepEqual(hit("2029-03-15T00:00:00Z", "2029-05-01T00:00:00Z")?.hit.params, ["48", "47"]);
  assert.deepEqual(hit("2018-03-01T00:00:00Z", "2020-06-03T00:00:00Z")?.hit.params, ["826", "825"]);
  assert.deepEqual(hit("2018-03-02T00:00:00Z", "2020-06-05T00:00:00Z")?.sameAs, [days825]);
  for (const [notBefore, notAfter] of [
    ["2026-03-15T00:00:00Z", "2026-09-30T23:59:59Z"], ["2026-03-14T23:59:59Z", "2027-04-16T23:59:58Z"],
    ["2020-09-01T00:00:00Z", "2021-10-03T23:59:59Z"], ["2010-01-01T00:00:00Z", "2025-01-01T00:00:00Z"],
  ] as const) assert.equal(hit(notBefore, notAfter), undefined, notBefore);
  assert.equal(hit("2026-03-15T00:00:00Z", "2036-01-01T00:00:00Z", true), undefined);
});

test("rules look at every certificate that was shown, at anchors those about roots alone", () => {
  const leaf = certificate({ dns: ["printer.local"] });
  const intermediate = certificate({ subject: "Intermediate", issuer: "Root", ca: true });
  const root = certificate({ subject: "Root", issuer: "Root", ca: true, signature: "ECDSA-SHA-1" });
  const observation: Observation = { host: "printer.local", tlsInfo: { builtChain: [leaf, intermediate, root], chainValid: true, extra: { source: "import", rootIsBuiltIn: false } } };
  const findings = runRules(RULES, ruleContext(observation, Date.UTC(2026, 10, 21), new CertificateStore()), english).map(({ finding }) => finding);
  const of = (der: Uint8Array): string[] => findings.filter(({ certificate: sha256 }) => sha256 === Certificate.parse(der).sha256).map(({ rule }) => rule);
  assert.ok(of(leaf).includes("certificate/name-unknown-tld"));
  assert.ok(of(intermediate).includes("certificate/ca-key-usage-missing"));
  assert.ok(of(root).includes("certificate/root-key-usage-missing"));
  assert.ok(!of(root).includes("certificate/ca-key-usage-missing"));
  for (const { rule, severity, message } of findings) {
    if (RULES.find(({ id }) => id === rule)?.binds === "public-cas") assert.equal(severity, "notice", rule);
    assert.doesNotMatch(message, /\$\d|^rule_/, rule);
  }
});

test("reserved addresses and networks", () => {
  const v6 = (...head: number[]): Uint8Array => Uint8Array.from({ length: 16 }, (_, i) => head[i] ?? 0);
  for (const address of [[10, 0, 0, 0], [172, 31, 255, 255], [192, 168, 0, 1], [100, 64, 0, 1], [224, 0, 0, 1], [255, 255, 255, 255], [0, 0, 0, 0]]) {
    assert.ok(isReservedAddress(Uint8Array.from(address)), address.join("."));
  }
  for (const address of [[172, 32, 0, 0], [11, 0, 0, 0], [8, 8, 8, 8], [100, 128, 0, 0]]) assert.ok(!isReservedAddress(Uint8Array.from(address)), address.join("."));
  assert.ok(isReservedAddress(v6(0xfe, 0x80)) && isReservedAddress(v6(0x20, 0x01, 0x0d, 0xb8)) && isReservedAddress(v6()));
  assert.ok(isReservedAddress(v6(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 0, 0, 1)));
  assert.ok(!isReservedAddress(v6(0x26, 0x06, 0x47, 0x00)));
  assert.ok(meetsReservedNetwork(Uint8Array.of(0, 0, 0, 0), Uint8Array.of(0, 0, 0, 0)));
  assert.ok(!meetsReservedNetwork(Uint8Array.of(9, 9, 9, 0), Uint8Array.of(255, 255, 255, 0)));
});

test("top-level domains by the time of issue; what the list does not reach is unknown", () => {
  assert.equal(wasTopLevelDomain("COM", 0), true);
  assert.equal(wasTopLevelDomain("mcdonalds", Date.UTC(2016, 7, 7)), false);
  assert.equal(wasTopLevelDomain("mcdonalds", Date.UTC(2017, 0, 1)), true);
  assert.equal(wasTopLevelDomain("constructor", Date.UTC(2020, 0, 1)), false);
  assert.equal(wasTopLevelDomain("newcomer", Date.UTC(2030, 0, 1)), undefined);
  assert.equal(wasTopLevelDomain("local", Date.UTC(2030, 0, 1)), false);
});

test("names, URIs and Punycode taken apart", () => {
  assert.deepEqual(registrableName("a.b.example.co.uk"), { domain: "example", subdomain: "a.b" });
  assert.deepEqual(registrableName("example.com"), { domain: "example", subdomain: "" });
  assert.equal(registrableName("co.uk"), undefined);
  assert.equal(registrableName("com"), undefined);
  assert.equal(registrableName(""), undefined);
  assert.deepEqual(parseUri("http://user@example.com:80/a?b#c"), { scheme: "http", host: "example.com:80", hasUser: true, opaque: "", path: "/a" });
  assert.equal(parseUri("mailto:a@example.com")?.opaque, "a@example.com");
  assert.equal(parseUri("http://exa mple.com/"), undefined);
  assert.equal(parseUri("http://example.com:port/"), undefined);
  assert.equal(decodeLabel("bcher-kva"), "bücher");
  assert.equal(decodeLabel("ihqwcrb4cv8a8dqg056pqjye"), "他们为什么不说中文");
  assert.equal(decodeLabel("99999999999"), undefined);
});

// RFC 3492 section 6.2: a delimiter is passed over only where characters stand before it; the first character is otherwise a digit, which "-" is not.
test("a delimiter without anything before it is no Punycode, nor is what gives half a character", () => {
  for (const text of ["-", "-abc", "-sadfm"]) assert.equal(decodeLabel(text), undefined, text);
  assert.equal(decodeLabel("abc-"), "abc");
  assert.equal(decodeLabel("ib9b"), undefined, "U+D800");
  assert.equal(decodeLabel("a".repeat(64)), undefined);
});

test("RSA moduli that fall apart", () => {
  const bytes = (value: bigint): Uint8Array => new Uint8Array(Buffer.from(value.toString(16).padStart(256, "0"), "hex"));
  // What the factors are does not matter, only how near they are.
  const p = (1n << 512n) + 75n;
  assert.ok(fallsToFermat(bytes(p * (p + 2n)), 100));
  assert.ok(!fallsToFermat(bytes(p * (p + (1n << 400n) + 2n)), 100));
  assert.equal(smallFactor(bytes(1n << 500n)), 2);
  assert.equal(smallFactor(bytes(751n * ((1n << 521n) - 1n))), 751);
  assert.equal(smallFactor(bytes((1n << 521n) - 1n)), undefined);
});

test("Fermat's method finds what trying every round finds, and in that round", () => {
  const squareRoot = (n: number): number => Math.floor(Math.sqrt(n));
  const roundOf = (n: number): number | undefined => Array.from({ length: 100 }, (_, round) => round).find((round) => {
    const b2 = (squareRoot(n) + 1 + round) ** 2 - n;
    return squareRoot(b2) ** 2 === b2;
  });
  fc.assert(fc.property(fc.integer({ min: 3, max: 2 ** 20 }), fc.integer({ min: 0, max: 10_000 }), (p, gap) => {
    const n = p * (p + gap);
    const round = roundOf(n);
    const magnitude = Uint8Array.from(n.toString(16).padStart(12, "0").match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
    assert.equal(fallsToFermat(magnitude, 100), round !== undefined);
    if (round !== undefined) assert.deepEqual([fallsToFermat(magnitude, round), fallsToFermat(magnitude, round + 1)], [false, true]);
  }));
});

test("letters in a BMPString or UniversalString are no control characters, and control characters in one are", () => {
  const of = (tag: number, text: string, octets: 2 | 4): boolean => {
    const units = Array.from(text, (letter) => [...(octets === 4 ? [0, 0] : []), 0, letter.charCodeAt(0)]).flat();
    const der = certificateOf({ subject: sequence(set(attribute("2.5.4.3", tlv(tag, units)))) });
    return lintCertificate(Certificate.parse(der)).some(({ rule }) => rule.id === "certificate/subject-control-characters");
  };
  for (const [tag, octets] of [[0x1e, 2], [0x1c, 4]] as const) assert.deepEqual([of(tag, "www", octets), of(tag, "w\u0007w", octets)], [false, true]);
});
