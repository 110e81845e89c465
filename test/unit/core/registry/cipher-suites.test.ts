import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { allCipherSuites, cipherSuiteById, cipherSuiteByName, isGrease, SIGNALLING_SUITES } from "../../../../src/core/registry/cipher-suites.ts";
import { cipherSuiteByAnyName, opensslCipherName } from "../../../../src/core/registry/openssl-cipher-names.ts";

const IANA = "../shared/facts/iana-tls-cipher-suites.csv";

function ianaSuites(): Map<number, string> {
  const suites = new Map<number, string>();
  for (const [, high = "", low = "", name = ""] of readFileSync(IANA, "utf8").matchAll(/^"0x([0-9A-F]{2}),0x([0-9A-F]{2})",(TLS_\w+),/gm)) {
    suites.set(Number.parseInt(high + low, 16), name);
  }
  return suites;
}

test("every assigned suite of IANA's registry is there, and no other", { skip: existsSync(IANA) ? false : `${IANA} is not here` }, () => {
  const iana = ianaSuites();
  assert.ok(iana.size > 350);
  const ours = new Map([...Array.from(allCipherSuites(), ({ id, name }) => [id, name] as const), ...SIGNALLING_SUITES]);
  assert.deepEqual([...ours].sort(([a], [b]) => a - b), [...iana].sort(([a], [b]) => a - b));
});

type Row = [id: number, name: string, keyExchange: string, authentication: string, cipher: string, bits: number, mode: string, mac: string, forwardSecrecy: boolean, exported: boolean];

const ROWS: Row[] = [
  [0x1301, "TLS_AES_128_GCM_SHA256", "TLS13", "certificate", "AES_128", 128, "AEAD", "AEAD", true, false],
  [0x1303, "TLS_CHACHA20_POLY1305_SHA256", "TLS13", "certificate", "CHACHA20", 256, "AEAD", "AEAD", true, false],
  [0x1305, "TLS_AES_128_CCM_8_SHA256", "TLS13", "certificate", "AES_128", 128, "AEAD", "AEAD", true, false],
  [0x1306, "TLS_AEGIS_256_SHA512", "TLS13", "certificate", "AEGIS_256", 256, "AEAD", "AEAD", true, false],
  [0x1307, "TLS_AEGIS_128L_SHA256", "TLS13", "certificate", "AEGIS_128L", 128, "AEAD", "AEAD", true, false],
  [0xc0b4, "TLS_SHA256_SHA256", "TLS13", "certificate", "NULL", 0, "none", "SHA256", true, false],
  [0x006e, "TLS_ASCONAEAD128_ASCONHASH256", "TLS13", "certificate", "ASCONAEAD128", 128, "AEAD", "AEAD", true, false],
  [0x00c6, "TLS_SM4_GCM_SM3", "TLS13", "certificate", "SM4", 128, "AEAD", "AEAD", true, false],
  [0xc02f, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "ECDHE", "RSA", "AES_128", 128, "AEAD", "AEAD", true, false],
  [0xc0ac, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM", "ECDHE", "ECDSA", "AES_128", 128, "AEAD", "AEAD", true, false],
  [0xc0ae, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8", "ECDHE", "ECDSA", "AES_128", 128, "AEAD", "AEAD", true, false],
  [0xcca8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "ECDHE", "RSA", "CHACHA20", 256, "AEAD", "AEAD", true, false],
  [0xc014, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", "ECDHE", "RSA", "AES_256", 256, "CBC", "SHA1", true, false],
  [0xc024, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384", "ECDHE", "ECDSA", "AES_256", 256, "CBC", "SHA384", true, false],
  [0xc012, "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA", "ECDHE", "RSA", "3DES_EDE", 112, "CBC", "SHA1", true, false],
  [0xc011, "TLS_ECDHE_RSA_WITH_RC4_128_SHA", "ECDHE", "RSA", "RC4_128", 128, "stream", "SHA1", true, false],
  [0x009e, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", "DHE", "RSA", "AES_128", 128, "AEAD", "AEAD", true, false],
  [0x0038, "TLS_DHE_DSS_WITH_AES_256_CBC_SHA", "DHE", "DSS", "AES_256", 256, "CBC", "SHA1", true, false],
  [0x002f, "TLS_RSA_WITH_AES_128_CBC_SHA", "RSA", "RSA", "AES_128", 128, "CBC", "SHA1", false, false],
  [0x0004, "TLS_RSA_WITH_RC4_128_MD5", "RSA", "RSA", "RC4_128", 128, "stream", "MD5", false, false],
  [0x0003, "TLS_RSA_EXPORT_WITH_RC4_40_MD5", "RSA", "RSA", "RC4_40", 40, "stream", "MD5", false, true],
  [0x0006, "TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5", "RSA", "RSA", "RC2_40", 40, "CBC", "MD5", false, true],
  [0x0008, "TLS_RSA_EXPORT_WITH_DES40_CBC_SHA", "RSA", "RSA", "DES40", 40, "CBC", "SHA1", false, true],
  [0x0026, "TLS_KRB5_EXPORT_WITH_DES_CBC_40_SHA", "KRB5", "KRB5", "DES40", 40, "CBC", "SHA1", false, true],
  [0x0014, "TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA", "DHE", "RSA", "DES40", 40, "CBC", "SHA1", true, true],
  [0x0009, "TLS_RSA_WITH_DES_CBC_SHA", "RSA", "RSA", "DES", 56, "CBC", "SHA1", false, false],
  [0x0007, "TLS_RSA_WITH_IDEA_CBC_SHA", "RSA", "RSA", "IDEA", 128, "CBC", "SHA1", false, false],
  [0x0096, "TLS_RSA_WITH_SEED_CBC_SHA", "RSA", "RSA", "SEED", 128, "CBC", "SHA1", false, false],
  [0x0002, "TLS_RSA_WITH_NULL_SHA", "RSA", "RSA", "NULL", 0, "none", "SHA1", false, false],
  [0x0000, "TLS_NULL_WITH_NULL_NULL", "NULL", "anonymous", "NULL", 0, "none", "NULL", false, false],
  [0xc004, "TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA", "ECDH", "ECDSA", "AES_128", 128, "CBC", "SHA1", false, false],
  [0x0031, "TLS_DH_RSA_WITH_AES_128_CBC_SHA", "DH", "RSA", "AES_128", 128, "CBC", "SHA1", false, false],
  [0x0018, "TLS_DH_anon_WITH_RC4_128_MD5", "DHE", "anonymous", "RC4_128", 128, "stream", "MD5", true, false],
  [0xc018, "TLS_ECDH_anon_WITH_AES_128_CBC_SHA", "ECDHE", "anonymous", "AES_128", 128, "CBC", "SHA1", true, false],
  [0x00a8, "TLS_PSK_WITH_AES_128_GCM_SHA256", "PSK", "PSK", "AES_128", 128, "AEAD", "AEAD", false, false],
  [0xd001, "TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256", "ECDHE", "PSK", "AES_128", 128, "AEAD", "AEAD", true, false],
  [0x00ac, "TLS_RSA_PSK_WITH_AES_128_GCM_SHA256", "RSA", "PSK", "AES_128", 128, "AEAD", "AEAD", false, false],
  [0xc0ab, "TLS_PSK_DHE_WITH_AES_256_CCM_8", "DHE", "PSK", "AES_256", 256, "AEAD", "AEAD", true, false],
  [0xc01e, "TLS_SRP_SHA_RSA_WITH_AES_128_CBC_SHA", "SRP", "RSA", "AES_128", 128, "CBC", "SHA1", true, false],
  [0xc061, "TLS_ECDHE_RSA_WITH_ARIA_256_GCM_SHA384", "ECDHE", "RSA", "ARIA_256", 256, "AEAD", "AEAD", true, false],
  [0xc08b, "TLS_ECDHE_RSA_WITH_CAMELLIA_256_GCM_SHA384", "ECDHE", "RSA", "CAMELLIA_256", 256, "AEAD", "AEAD", true, false],
  [0xc102, "TLS_GOSTR341112_256_WITH_28147_CNT_IMIT", "GOST", "GOST", "28147", 256, "stream", "IMIT", false, false],
  [0xc100, "TLS_GOSTR341112_256_WITH_KUZNYECHIK_CTR_OMAC", "GOST", "GOST", "KUZNYECHIK", 256, "stream", "OMAC", false, false],
  [0xc103, "TLS_GOSTR341112_256_WITH_KUZNYECHIK_MGM_L", "TLS13", "certificate", "KUZNYECHIK", 256, "AEAD", "AEAD", true, false],
  [0xc0b0, "TLS_ECCPWD_WITH_AES_128_GCM_SHA256", "ECCPWD", "ECCPWD", "AES_128", 128, "AEAD", "AEAD", true, false],
];

for (const [id, name, keyExchange, authentication, cipher, bits, mode, mac, forwardSecrecy, exported] of ROWS) {
  test(`properties of ${name}`, () => {
    const expected = { id, name, keyExchange, authentication, cipher, bits, mode, mac, forwardSecrecy, export: exported };
    assert.deepEqual(cipherSuiteById(id), expected);
    assert.deepEqual(cipherSuiteByName(name), expected);
    assert.deepEqual(cipherSuiteByName(name.toLowerCase()), expected);
  });
}

test("every suite has a strength, and only NULL suites have none", () => {
  for (const suite of allCipherSuites()) {
    assert.ok([0, 40, 56, 112, 128, 256].includes(suite.bits), `${suite.name}: ${suite.bits} bits`);
    assert.equal(suite.bits === 0, /_NULL_|TLS_SHA(256|384)_/.test(suite.name), suite.name);
    assert.equal(suite.bits === 40, suite.export, suite.name);
    assert.match(suite.mac, /^(AEAD|NULL|MD5|SHA1|SHA256|SHA384|IMIT|OMAC)$/, suite.name);
  }
});

test("unassigned, GREASE and signalling values are no suites", () => {
  for (const id of [0x0a0a, 0x1a1a, 0xfafa, 0x00ff, 0x5600, 0x1300, 0xffff, -1, 65536, 1.5, Number.NaN]) assert.equal(cipherSuiteById(id), undefined);
  assert.deepEqual([0x0a0a, 0x1a1a, 0xfafa].map(isGrease), [true, true, true]);
  assert.deepEqual([0x0a1a, 0x1301, 0x0b0b, 0x00ff].map(isGrease), [false, false, false, false]);
  for (const name of ["", "TLS_FALLBACK_SCSV", "constructor", "__proto__"]) assert.equal(cipherSuiteByName(name), undefined);
});

test("OpenSSL's names, some by hand", () => {
  for (const [openssl, id] of [
    ["ECDHE-RSA-AES128-GCM-SHA256", 0xc02f], ["AES128-SHA", 0x002f], ["DES-CBC3-SHA", 0x000a], ["RC4-MD5", 0x0004], ["EDH-RSA-DES-CBC3-SHA", 0x0016],
    ["EXP-RC4-MD5", 0x0003], ["ADH-AES256-SHA", 0x003a], ["ecdhe-ecdsa-chacha20-poly1305", 0xcca9], ["TLS_AES_256_GCM_SHA384", 0x1302], ["NULL-MD5", 0x0001],
  ] as const) assert.equal(cipherSuiteByAnyName(openssl)?.id, id, openssl);
  assert.equal(cipherSuiteByAnyName("AES-512"), undefined);
});

test("OpenSSL's names are those that the local openssl prints", (context) => {
  const { status, stdout } = spawnSync("openssl", ["ciphers", "-V", "-stdname", "ALL:COMPLEMENTOFALL:eNULL:aNULL@SECLEVEL=0"], { encoding: "utf8" });
  if (status !== 0) return context.skip("no openssl here");
  let seen = 0;
  for (const [, high = "", low = "", name = ""] of stdout.matchAll(/0x([0-9A-F]{2}),0x([0-9A-F]{2}) - \S+\s+- (\S+)/g)) {
    const suite = cipherSuiteById(Number.parseInt(high + low, 16));
    assert.equal(suite && opensslCipherName(suite), name);
    seen += 1;
  }
  assert.ok(seen > 100, `read ${seen} lines`);
});
