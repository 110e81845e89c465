import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import messages from "../../../../_locales/en/rules.json" with { type: "json" };
import type { Observation } from "../../../../src/core/observation.ts";
import { CERTIFICATE_LINTS } from "../../../../src/core/rules/lists.ts";
import { ruleContext, type RuleContext } from "../../../../src/core/rules/context.ts";
import { EVERY_RULE, RULES } from "../../../../src/core/rules/index.ts";
import type { Rule } from "../../../../src/core/rules/rule.ts";
import { messageStem, runRules } from "../../../../src/core/rules/run.ts";
import type { TlsExtra, TlsInfo } from "../../../../src/core/tls-info.ts";
import { CertificateStore } from "../../../../src/core/x509/certificate-store.ts";
import { certificate, type CertificateOptions } from "../../support/certificates.ts";
import { english } from "../../support/english.ts";

const TIME = Date.UTC(2026, 10, 21, 12);

interface Facts extends Omit<TlsInfo, "extra"> {
  host?: string;
  hsts?: Observation["hsts"];
  scheme?: Observation["scheme"];
  extra?: Partial<TlsExtra>;
}

const leaf = (options: CertificateOptions = {}): Uint8Array => certificate({ dns: ["www.example.test"], ...options });
const root = certificate({ subject: "Root", issuer: "Root", ca: true, key: "RSA 1024", signature: "MD5", notAfter: "2026-11-01T00:00:00Z" });
const built = (options: CertificateOptions = {}): Uint8Array[] => [leaf(options), root];

function run(ruleId: string, { host = "www.example.test", hsts, scheme, extra, ...tlsInfo }: Facts) {
  const rule = RULES.find(({ id }) => id === ruleId);
  assert.ok(rule, `no rule ${ruleId}`);
  const observation: Observation = {
    host, tlsInfo: { ...tlsInfo, extra: { source: "import", ...extra } },
    ...(hsts === undefined ? {} : { hsts }), ...(scheme === undefined ? {} : { scheme }),
  };
  return runRules([rule], ruleContext(observation, TIME, new CertificateStore()), english).map((hit) => ({ ...hit, ...hit.finding }));
}

interface RuleCase {
  fires: [facts: Facts, ...params: string[]][];
  /** Facts that are known and give the rule no reason. */
  silent: Facts[];
  /** The fact that the rule rests on is not known. */
  unknown: Facts[];
}

const version = (tlsVersion: string): Facts => ({ tlsVersion });
const suite = (cipherSuite: number): Facts => ({ cipherSuite });

const NOTHING: Facts = {};
const GARBAGE = Uint8Array.of(0x30, 0x03, 0x02, 0x01);

const CASES: Record<string, RuleCase> = {
  "connection/ssl": {
    fires: [[version("SSL 3.0"), "SSL 3.0"], [version("SSL 2.0"), "SSL 2.0"]],
    silent: [version("TLS 1.0"), version("TLS 1.3")], unknown: [NOTHING, version("SSL 9.9")],
  },
  "connection/old-tls": {
    fires: [[version("TLS 1.0"), "TLS 1.0"], [version("TLS 1.1"), "TLS 1.1"]],
    silent: [version("TLS 1.2"), version("SSL 3.0")], unknown: [NOTHING, version("unknown")],
  },
  "connection/no-tls12": {
    fires: [[version("TLS 1.1"), "TLS 1.1"], [version("SSL 3.0"), "SSL 3.0"]],
    silent: [version("TLS 1.2"), version("TLS 1.3")], unknown: [NOTHING],
  },
  "connection/no-tls13": {
    fires: [[version("TLS 1.2"), "TLS 1.2"], [version("TLS 1.0"), "TLS 1.0"]],
    silent: [version("TLS 1.3"), { protocol: "QUIC" }], unknown: [NOTHING],
  },
  "connection/no-forward-secrecy": {
    fires: [[suite(0x009c), "TLS_RSA_WITH_AES_128_GCM_SHA256"], [suite(0xc004), "TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA"]],
    silent: [suite(0x1301), suite(0xc02f), suite(0x009e)], unknown: [NOTHING, suite(0x0a0a), { keyExchangeGroup: "x25519" }],
  },
  "connection/no-aead": {
    fires: [[suite(0xc013), "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"], [suite(0x0005), "TLS_RSA_WITH_RC4_128_SHA"]],
    silent: [suite(0x1303), suite(0xc0ae)], unknown: [NOTHING, suite(0xffff)],
  },
  "connection/weak-cipher": {
    fires: [[{ ...suite(0x0005), ...version("TLS 1.2") }, "RC4_128", "TLS 1.2"], [{ ...suite(0x000a), ...version("TLS 1.1") }, "3DES_EDE", "TLS 1.1"]],
    silent: [{ ...suite(0x0005), ...version("TLS 1.0") }, { ...suite(0x1301), ...version("TLS 1.3") }], unknown: [suite(0x0005), version("TLS 1.2"), NOTHING],
  },
  "connection/rc4": {
    fires: [[suite(0xc011), "TLS_ECDHE_RSA_WITH_RC4_128_SHA"]], silent: [suite(0x000a)], unknown: [NOTHING, suite(0x0a0a)],
  },
  "connection/export-or-null": {
    fires: [[suite(0x0003), "TLS_RSA_EXPORT_WITH_RC4_40_MD5", "40"], [suite(0x0002), "TLS_RSA_WITH_NULL_SHA", "0"], [suite(0x0009), "TLS_RSA_WITH_DES_CBC_SHA", "56"]],
    silent: [suite(0x000a), suite(0x1301)], unknown: [NOTHING],
  },
  "connection/anonymous": {
    fires: [[suite(0x0034), "TLS_DH_anon_WITH_AES_128_CBC_SHA"]], silent: [suite(0xc02f), suite(0x00a8)], unknown: [NOTHING],
  },
  "connection/weak-dh": {
    fires: [[{ keyExchangeGroup: "secp192r1" }, "secp192r1", "1536"]],
    silent: [{ keyExchangeGroup: "ffdhe2048" }, { keyExchangeGroup: "x25519" }], unknown: [NOTHING, { keyExchangeGroup: "custom" }, suite(0x009e)],
  },
  "connection/weak-signature-scheme": {
    fires: [[{ extra: { signatureScheme: "rsa_pkcs1_sha1" } }, "rsa_pkcs1_sha1"]],
    silent: [{ extra: { signatureScheme: "ed25519" } }], unknown: [NOTHING, { extra: { signatureScheme: "something new" } }],
  },
  "connection/post-quantum": {
    fires: [[{ keyExchangeGroup: "X25519MLKEM768" }, "X25519MLKEM768"]], silent: [{ keyExchangeGroup: "x25519" }], unknown: [NOTHING, { keyExchangeGroup: "unknown group" }],
  },
  "connection/no-post-quantum": {
    fires: [[{ keyExchangeGroup: "x25519" }, "x25519"], [suite(0x002f), "RSA"]],
    silent: [{ keyExchangeGroup: "SecP256r1MLKEM768" }], unknown: [NOTHING, suite(0x1301), { keyExchangeGroup: "unknown group" }],
  },
  "connection/resumed": { fires: [[{ extra: { resumed: true } }]], silent: [{ extra: { resumed: false } }], unknown: [NOTHING] },
  "connection/key-usage": {
    fires: [
      [{ ...version("TLS 1.3"), builtChain: built({ keyUsage: 0x20 }) }, "digitalSignature", "keyEncipherment"],
      [{ ...version("TLS 1.2"), ...suite(0xc02f), builtChain: built({ keyUsage: 0x20 }) }, "digitalSignature", "keyEncipherment"],
      [{ ...version("TLS 1.2"), ...suite(0x009c), builtChain: built({ keyUsage: 0x80 }) }, "keyEncipherment", "digitalSignature"],
    ],
    silent: [
      { ...version("TLS 1.3"), builtChain: built({ keyUsage: 0x80 }) }, { ...version("TLS 1.2"), ...suite(0x009c), builtChain: built({ keyUsage: 0x20 }) },
      // Without the extension the key may be used for everything.
      { ...version("TLS 1.3"), builtChain: built() },
    ],
    unknown: [NOTHING, { builtChain: built({ keyUsage: 0x20 }) }, version("TLS 1.3")],
  },
  "connection/staple-missing": {
    fires: [[{ builtChain: built({ tlsFeatures: [5] }), extra: { ocspStapled: false } }]],
    silent: [{ builtChain: built({ tlsFeatures: [5] }), extra: { ocspStapled: true } }, { builtChain: built({ tlsFeatures: [17] }), extra: { ocspStapled: false } }, { builtChain: built(), extra: { ocspStapled: false } }],
    unknown: [NOTHING, { builtChain: built({ tlsFeatures: [5] }) }],
  },
  "connection/from-cache": {
    fires: [[{ extra: { fromCache: true } }], [{ extra: { fromBackForwardCache: true } }]], silent: [{ extra: { fromCache: false } }], unknown: [NOTHING],
  },
  "host/plain-http": { fires: [[{ scheme: "http:" }, "www.example.test"]], silent: [{ scheme: "https:" }], unknown: [NOTHING] },
  "host/hsts-missing": {
    fires: [[{ hsts: null }, "www.example.test"]],
    silent: [{ hsts: { maxAge: 1 } }, { hsts: null, host: "192.0.2.1" }, { hsts: null, host: "2001:db8::1" }, { hsts: null, scheme: "http:" }], unknown: [NOTHING],
  },
  "host/hsts-short": {
    fires: [[{ hsts: { maxAge: 15_551_999 } }, "15551999", "15552000"]],
    silent: [{ hsts: { maxAge: 15_552_000 } }, { hsts: null }, { hsts: { maxAge: 1 }, host: "192.0.2.1" }], unknown: [NOTHING],
  },
  "certificate/weak-key": {
    fires: [[{ builtChain: built({ key: "RSA 2047" }) }, "RSA", "2047"], [{ builtChain: built({ key: "P-192" }) }, "EC", "192"], [{ sentChain: [leaf({ key: "RSA 1024" })] }, "RSA", "1024"]],
    silent: [{ builtChain: built({ key: "RSA 2048" }) }, { builtChain: built({ key: "RSA 1023" }) }], unknown: [NOTHING, { builtChain: [GARBAGE] }],
  },
  "certificate/insecure-key": {
    fires: [[{ builtChain: built({ key: "RSA 1023" }) }, "RSA", "1023"], [{ builtChain: built({ key: "RSA 512" }) }, "RSA", "512"]],
    silent: [{ builtChain: built({ key: "RSA 1024" }) }], unknown: [NOTHING, { builtChain: [GARBAGE] }],
  },
  "certificate/weak-signature": {
    fires: [[{ builtChain: built({ signature: "SHA-1" }) }, "SHA-1"], [{ builtChain: built({ signature: "ECDSA-SHA-1" }) }, "SHA-1"], [{ builtChain: built({ signature: "PSS-SHA-1" }) }, "SHA-1"]],
    silent: [{ builtChain: built() }, { builtChain: built({ signature: "PSS-SHA-256" }) }, { builtChain: built({ signature: "MD5" }) }],
    unknown: [NOTHING, { builtChain: [GARBAGE] }],
  },
  "certificate/broken-signature": {
    fires: [[{ builtChain: built({ signature: "MD5" }) }, "MD5"], [{ builtChain: built({ signature: "MD2" }) }, "MD2"]],
    silent: [{ builtChain: built({ signature: "SHA-1" }) }, { builtChain: built() }], unknown: [NOTHING, { builtChain: [GARBAGE] }],
  },
  "certificate/name-mismatch": {
    fires: [
      [{ builtChain: built({ dns: ["example.test"] }) }, "www.example.test"],
      [{ builtChain: built({ dns: [] }) }, "www.example.test"],
      [{ builtChain: built({ dns: ["192.0.2.1"] }), host: "192.0.2.1" }, "192.0.2.1"],
      [{ extra: { exception: "name" } }, "www.example.test"],
    ],
    silent: [{ builtChain: built() }, { builtChain: built({ ip: [[192, 0, 2, 1]] }), host: "192.0.2.1" }], unknown: [NOTHING, { builtChain: [GARBAGE] }],
  },
  "certificate/expired": {
    fires: [[{ builtChain: built({ notAfter: "2026-11-21T11:59:59Z" }) }, "2026-11-21 11:59:59 UTC"]],
    silent: [{ builtChain: built({ notAfter: "2026-11-21T12:00:00Z" }) }, { builtChain: built() }],
    unknown: [NOTHING, { builtChain: [GARBAGE] }, { builtChain: built({ notAfter: "2026-11-01T00:00:00Z" }), extra: { fromCache: true } }],
  },
  "certificate/not-yet-valid": {
    fires: [[{ builtChain: built({ notBefore: "2026-11-21T12:00:01Z" }) }, "2026-11-21 12:00:01 UTC"]],
    silent: [{ builtChain: built({ notBefore: "2026-11-21T12:00:00Z" }) }], unknown: [NOTHING, { builtChain: [GARBAGE] }],
  },
  "certificate/untrusted": {
    fires: [
      [{ chainValid: false }, "www.example.test"],
      [{ chainValid: false, extra: { exception: "trust" }, builtChain: built({ dns: ["other.test"] }) }, "www.example.test"],
      [{ chainValid: false, extra: { exception: "time", serverCertificate: leaf() } }, "www.example.test"],
    ],
    silent: [{ chainValid: true }, { chainValid: false, extra: { exception: "name" } }, { chainValid: false, builtChain: built({ dns: ["other.test"] }) }],
    unknown: [NOTHING, { builtChain: built() }],
  },
  "certificate/self-signed": {
    fires: [[{ chainValid: false, extra: { serverCertificate: leaf({ subject: "a", issuer: "a" }) } }], [{ sentChain: [leaf({ subject: "a", issuer: "a" })] }]],
    silent: [{ builtChain: [leaf({ subject: "a", issuer: "a" })], chainValid: true }, { chainValid: false, builtChain: built() }], unknown: [NOTHING, { chainValid: false, builtChain: [GARBAGE] }],
  },
  "certificate/private-anchor": {
    fires: [[{ builtChain: built(), chainValid: true, extra: { rootIsBuiltIn: false } }, "CN=Root"]],
    silent: [{ builtChain: built(), chainValid: true, extra: { rootIsBuiltIn: true } }],
    unknown: [NOTHING, { builtChain: built(), chainValid: true }, { chainValid: true, extra: { rootIsBuiltIn: false } }, { builtChain: built(), extra: { rootIsBuiltIn: false } }],
  },
  "certificate/unreadable": {
    fires: [],
    silent: [{ builtChain: built() }], unknown: [NOTHING],
  },
};

// Rules about one certificate, about chains, transparency and interception have tests of their own; so have rules with a file for it.
const OTHERS = new Set(CERTIFICATE_LINTS.map(({ id }) => id));
const OWN = RULES.filter(({ id }) => !OTHERS.has(id) && !existsSync(join(import.meta.dirname, `${id}.test.ts`)) && !/^(chain|transparency|interception)\//.test(id));

for (const rule of OWN) {
  test(`rule ${rule.id}`, () => {
    const cases = CASES[rule.id];
    assert.ok(cases, "every rule has its cases here");
    for (const [facts, ...params] of cases.fires) {
      const hits = run(rule.id, facts);
      assert.deepEqual(hits.map((hit) => hit.params), [params]);
      const [hit] = hits;
      assert.ok(hit);
      assert.equal(hit.cap, rule.cap);
      assert.equal(hit.severity, rule.severity);
      assert.doesNotMatch(hit.message, /\$\d|^rule_/);
    }
    for (const facts of [...cases.silent, ...cases.unknown]) assert.deepEqual(run(rule.id, facts), []);
    assert.ok(cases.silent.length > 0 && cases.unknown.length > 0);
  });

  test(`rule ${rule.id} can be read about`, () => {
    const table: Record<string, { message: string } | undefined> = messages;
    for (const part of ["title", "message", "meaning", "fix"]) {
      assert.ok((table[`${messageStem(rule.id)}_${part}`]?.message.length ?? 0) > 0, part);
    }
    assert.match(rule.id, /^(connection|host|certificate)\/[a-z0-9-]+$/);
    assert.ok(rule.citation.document !== "" && rule.citation.section !== "");
  });
}

test("rules have ids of their own, and no message is without its rule", () => {
  assert.equal(new Set(EVERY_RULE.map(({ id }) => id)).size, EVERY_RULE.length);
  const stems = new Set(EVERY_RULE.map(({ id }) => messageStem(id)));
  for (const key of Object.keys(messages)) assert.ok(stems.has(key.replace(/_(title|message|meaning|fix)$/, "")), key);
});

test("a certificate that cannot be read says where", () => {
  const [hit] = run("certificate/unreadable", { sentChain: [GARBAGE] });
  assert.equal(typeof hit?.offset, "number");
  assert.match(hit?.certificate ?? "", /^[0-9a-f]{64}$/);
  assert.ok(hit?.message.includes(`byte ${String(hit.offset)}`), hit?.message);
});

test("one field that cannot be read leaves the others readable", () => {
  const der = leaf({ key: "RSA 1024" });
  // The month of notBefore becomes letters.
  const at = Buffer.from(der).indexOf("261001");
  assert.ok(at > 0);
  der.fill(0x58, at + 2, at + 4);
  assert.equal(run("certificate/unreadable", { builtChain: [der, root] }).length, 1);
  assert.equal(run("certificate/weak-key", { builtChain: [der, root] }).length, 1);
  assert.deepEqual(run("certificate/not-yet-valid", { builtChain: [der, root] }), []);
});

test("rules that bind public CAs are advice for private anchors, and where nobody told", () => {
  const facts: Facts = { builtChain: built({ notBefore: "2026-03-15T00:00:00Z", notAfter: "2026-10-01T00:00:00Z" }) };
  const severity = (extra: Partial<TlsExtra>) => run("certificate/validity-too-long", { ...facts, extra })[0]?.severity;
  assert.equal(severity({ rootIsBuiltIn: true }), "error");
  assert.equal(severity({ rootIsBuiltIn: false }), "notice");
  assert.equal(severity({}), "notice");
});

test("advice caps nothing", () => {
  const rule: Rule<RuleContext> = {
    id: "certificate/made-up", severity: "error", cap: "B", binds: "public-cas", citation: { document: "None", section: "1" },
    *check() {
      yield {};
    },
  };
  const cap = (rootIsBuiltIn: boolean) => {
    const observation: Observation = { host: "a.test", tlsInfo: { extra: { source: "import", rootIsBuiltIn } } };
    return runRules([rule], ruleContext(observation, TIME, new CertificateStore()), english)[0]?.cap;
  };
  assert.equal(cap(true), "B");
  assert.equal(cap(false), undefined);
});

test("the anchor itself is judged by nobody: not its key, its signature, its dates", () => {
  for (const id of ["certificate/weak-key", "certificate/broken-signature", "certificate/expired"]) {
    assert.deepEqual(run(id, { builtChain: built(), chainValid: true }), [], id);
    assert.deepEqual(run(id, { builtChain: built(), chainValid: false }), [], id);
  }
});
