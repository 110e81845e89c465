import { readFileSync } from "node:fs";
import { join } from "node:path";
import assert from "node:assert/strict";
import { test } from "node:test";
import { assess } from "../../../../src/core/assess.ts";
import { JUDGED_SCHEMAS, withProfiles } from "../../../../scripts/support/profile-schema.ts";
import type { ProfileResult } from "../../../../src/core/assessment.ts";
import type { Observation } from "../../../../src/core/observation.ts";
import type { TlsInfo } from "../../../../src/core/tls-info.ts";
import { cipherSuiteByName } from "../../../../src/core/registry/cipher-suites.ts";
import { groupByName } from "../../../../src/core/registry/groups.ts";
import { PROFILES } from "../../../../src/core/rating/profile/profiles.ts";
import { certificate, type CertificateOptions } from "../../support/certificates.ts";
import { english } from "../../support/english.ts";

const TIME = Date.UTC(2026, 10, 21, 12);
const TWO_YEARS = { maxAge: 63_072_000 };
const root = certificate({ subject: "Root", issuer: "Root", ca: true, key: "RSA 4096", notBefore: "2020-01-01T00:00:00Z", notAfter: "2040-01-01T00:00:00Z" });
const intermediate = certificate({ subject: "Intermediate", issuer: "Root", ca: true, notBefore: "2020-01-01T00:00:00Z", notAfter: "2035-01-01T00:00:00Z" });
/** 90 days, the last second included. */
const NINETY: CertificateOptions = { notBefore: "2026-10-01T00:00:00Z", notAfter: "2026-12-29T23:59:59Z", key: "P-256", signature: "ECDSA-SHA-256", dns: ["www.example.test"] };

interface Case {
  what: string;
  version?: string;
  suite?: number;
  group?: string;
  leaf?: CertificateOptions;
  chain?: Uint8Array[];
  hsts?: Observation["hsts"];
  host?: string;
  time?: number;
  info?: TlsInfo;
  /** SSL Labs, Mozilla modern, Mozilla intermediate, NIST: "pass", or the requirements that fail or (with "?") are not known. */
  expect: [sslLabs: string, modern: string, intermediate: string, nist: string];
}

const CASES: Case[] = [
  { what: "TLS 1.3, X25519MLKEM768, AES-128, P-256, 90 days", group: "X25519MLKEM768", expect: ["pass", "pass", "pass", "group?"] },
  { what: "the same with P-256 for the exchange", expect: ["pass", "pass", "pass", "pass"] },
  { what: "X25519", group: "x25519", expect: ["pass", "pass", "pass", "group"] },
  { what: "P-384", group: "secp384r1", expect: ["pass", "pass", "pass", "pass"] },
  { what: "P-521", group: "secp521r1", expect: ["pass", "group", "group", "pass"] },
  { what: "ffdhe3072 in TLS 1.3", group: "ffdhe3072", expect: ["pass", "group", "group", "pass"] },
  { what: "SecP384r1MLKEM1024", group: "SecP384r1MLKEM1024", expect: ["pass", "group", "group", "group?"] },
  { what: "ChaCha20-Poly1305", suite: 0x1303, expect: ["pass", "pass", "pass", "suite"] },
  { what: "AES-128-CCM in TLS 1.3", suite: 0x1304, expect: ["pass", "suite", "suite", "pass"] },
  { what: "RSA 2048, signed with RSA", leaf: { ...NINETY, key: "RSA 2048", signature: "SHA-256" }, expect: ["pass", "key signature", "pass", "pass"] },
  { what: "RSA 2047", leaf: { ...NINETY, key: "RSA 2047" }, expect: ["grade", "key", "key", "key"] },
  { what: "P-521 in the certificate", leaf: { ...NINETY, key: "P-521" }, expect: ["pass", "key", "key", "pass"] },
  { what: "P-224 in the certificate", leaf: { ...NINETY, key: "P-224" }, expect: ["pass", "key", "key", "pass"] },
  { what: "Ed25519 in the certificate", leaf: { ...NINETY, key: "Ed25519" }, expect: ["pass", "key", "key", "key"] },
  { what: "RSASSA-PSS", leaf: { ...NINETY, signature: "PSS-SHA-256" }, expect: ["pass", "signature", "signature", "pass"] },
  { what: "RSASSA-PSS over SHA-1: T", leaf: { ...NINETY, signature: "PSS-SHA-1" }, expect: ["grade", "trust signature", "trust signature", "trust signature"] },
  { what: "the intermediate signed over MD5", chain: [certificate({ subject: "Intermediate", issuer: "Root", ca: true, signature: "MD5", notBefore: "2020-01-01T00:00:00Z", notAfter: "2035-01-01T00:00:00Z" }), root],
    expect: ["grade", "pass", "pass", "signature"] },
  { what: "one second more than 90 days", leaf: { ...NINETY, notAfter: "2026-12-30T00:00:00Z" }, expect: ["pass", "lifespan", "pass", "pass"] },
  { what: "366 days", leaf: { ...NINETY, notBefore: "2026-01-01T00:00:00Z", notAfter: "2027-01-01T23:59:59Z" }, expect: ["pass", "lifespan", "pass", "pass"] },
  { what: "367 days", leaf: { ...NINETY, notBefore: "2026-01-01T00:00:00Z", notAfter: "2027-01-02T23:59:59Z" }, expect: ["pass", "lifespan", "lifespan", "pass"] },
  { what: "four years", leaf: { ...NINETY, notBefore: "2025-01-01T00:00:00Z", notAfter: "2029-01-01T00:00:00Z" }, expect: ["pass", "lifespan", "lifespan", "pass"] },
  { what: "HSTS one second short of two years", hsts: { maxAge: 63_071_999 }, expect: ["pass", "hsts", "hsts", "pass"] },
  { what: "no HSTS", hsts: null, expect: ["pass", "hsts", "hsts", "pass"] },
  { what: "an IP address, which cannot have HSTS", host: "192.0.2.1", hsts: null, leaf: { ...NINETY, ip: [[192, 0, 2, 1]] }, expect: ["pass", "pass", "pass", "pass"] },
  { what: "TLS 1.2, ECDHE-ECDSA, AES-128-GCM", version: "TLS 1.2", suite: 0xc02b, expect: ["pass", "version suite", "pass", "version"] },
  { what: "the same before NIST asked for TLS 1.3", version: "TLS 1.2", suite: 0xc02b, time: Date.UTC(2023, 11, 31), leaf: { ...NINETY, notBefore: "2023-12-01T00:00:00Z", notAfter: "2024-02-28T23:59:59Z" },
    expect: ["pass", "version suite", "pass", "pass"] },
  { what: "TLS 1.2, ECDHE-ECDSA, AES-128-CBC, before NIST asked for TLS 1.3", version: "TLS 1.2", suite: 0xc023, time: Date.UTC(2023, 11, 31), leaf: { ...NINETY, notBefore: "2023-12-01T00:00:00Z", notAfter: "2024-02-28T23:59:59Z" },
    expect: ["grade", "version suite", "suite", "pass"] },
  { what: "TLS 1.2, DHE, AES-256-GCM", version: "TLS 1.2", suite: 0x009f, group: "ffdhe2048", leaf: { ...NINETY, key: "RSA 2048", signature: "SHA-256" }, expect: ["pass", "version suite group key signature", "suite group", "version"] },
  { what: "TLS 1.2, static RSA: it has no group", version: "TLS 1.2", suite: 0x009c, group: "", leaf: { ...NINETY, key: "RSA 2048", signature: "SHA-256" }, expect: ["grade", "version suite key signature", "suite", "version suite"] },
  { what: "TLS 1.0, AES-128-CBC", version: "TLS 1.0", suite: 0xc009, expect: ["grade", "version suite", "version suite", "version"] },
  { what: "not trusted", info: { chainValid: false }, expect: ["grade", "trust", "trust", "trust"] },

  // Not known
  { what: "the version", version: "", expect: ["grade?", "version?", "version?", "version?"] },
  { what: "the suite", suite: -1, expect: ["grade?", "suite?", "suite?", "suite?"] },
  { what: "the group", group: "", expect: ["pass", "group?", "group?", "group?"] },
  { what: "HSTS", hsts: undefined, expect: ["pass", "hsts?", "hsts?", "pass"] },
  { what: "the leaf", info: { builtChain: [] }, expect: ["pass", "key? signature? lifespan?", "key? signature? lifespan?", "key? signature? lifespan?"] },
  { what: "trust", info: { chainValid: undefined as never }, expect: ["pass", "trust?", "trust?", "trust?"] },
  { what: "a failure beside it decides", group: "", hsts: null, expect: ["pass", "group? hsts", "group? hsts", "group?"] },
];

async function results(each: Case): Promise<ProfileResult[]> {
  const { version = "TLS 1.3", suite = 0x1301, group = "secp256r1", leaf = NINETY, chain = [intermediate, root], host = "www.example.test", time = TIME, info } = each;
  const hsts = "hsts" in each ? each.hsts : TWO_YEARS;
  const tlsInfo: TlsInfo = {
    protocol: "TLS", chainValid: true,
    ...(version === "" ? {} : { tlsVersion: version }),
    ...(suite === -1 ? {} : { cipherSuite: suite }),
    ...(group === "" ? {} : { keyExchangeGroup: group }),
    builtChain: [certificate(leaf), ...chain],
    ...info,
    extra: { source: "import" },
  };
  const { profiles } = await assess({ host, time: new Date(time).toISOString(), tlsInfo, ...(hsts === undefined ? {} : { hsts }) }, { time, text: english });
  return profiles.toSorted((one, other) => IDS.indexOf(one.profile) - IDS.indexOf(other.profile));
}

/** In the order of what the cases expect. */
const IDS = ["ssl-labs-2009r", "mozilla-modern-6.0", "mozilla-intermediate-6.0", "nist-sp-800-52r2"];

test("the schemas of what is judged name all profiles", () => {
  for (const name of JUDGED_SCHEMAS) {
    const schema = readFileSync(join("schema", name), "utf8");
    assert.equal(schema, withProfiles(schema), `npm run docs:schemas writes ${name}`);
  }
});

test("the profiles are the files of their folder, the default one first", () => {
  assert.deepEqual(PROFILES.map(({ id }) => id), ["ssl-labs-2009r", "mozilla-intermediate-6.0", "mozilla-modern-6.0", "nist-sp-800-52r2"]);
});

for (const each of CASES) {
  test(`profiles: ${each.what}`, async () => {
    const judged = await results(each);
    assert.deepEqual(judged.map(({ profile }) => profile), IDS);
    const told = judged.map(({ reasons }) =>
      reasons.flatMap(({ of, verdict }) => verdict === "fail" ? [of] : verdict === "unknown" ? [`${of}?`] : []).join(" ") || "pass");
    assert.deepEqual(told, each.expect);
    const verdicts = each.expect.map((words) => words === "pass" ? "pass" : words.split(" ").some((word) => !word.endsWith("?")) ? "fail" : "unknown");
    assert.deepEqual(judged.map(({ verdict }) => verdict), verdicts);
  });
}

test("a recommendation is advice, and fails nothing", async () => {
  const [, , intermediateResult, nist] = await results({ what: "", leaf: { ...NINETY, notBefore: "2025-01-01T00:00:00Z", notAfter: "2029-01-01T00:00:00Z" }, expect: ["", "", "", ""] });
  assert.equal(nist?.verdict, "pass");
  assert.deepEqual(nist.reasons.find(({ of }) => of === "lifespan"), {
    of: "lifespan", verdict: "advice", key: "profile_lifespan_advice", params: ["1462", "1096"], message: "in days: 1462; recommended: at most 1096",
  });
  assert.equal(intermediateResult?.reasons.find(({ of }) => of === "lifespan")?.verdict, "fail");
});

test("what an SSL Labs grade comes from is named", async () => {
  const [labs] = await results({ what: "", version: "TLS 1.2", suite: 0xc023, expect: ["", "", "", ""] });
  assert.equal(labs?.reasons[0]?.message, "The grade is B; these pass: A+, A, A-. It comes from connection/no-aead.");
});

test("NIST recommends two of the curves that it allows", async () => {
  for (const [key, verdict] of [["P-224", "advice"], ["P-256", "pass"], ["P-384", "pass"], ["P-521", "advice"]] as const) {
    const [, , , nist] = await results({ what: "", leaf: { ...NINETY, key }, expect: ["", "", "", ""] });
    assert.equal(nist?.verdict, "pass", key);
    assert.equal(nist.reasons.find(({ of }) => of === "key")?.verdict, verdict, key);
  }
});

// IANA's code points in the order of the publication's lists.
const NIST_SUITES: Record<string, readonly number[]> = {
  "3.3.1.1.1 ECDSA certificates": [0xc02b, 0xc02c, 0xc0ac, 0xc0ad, 0xc0ae, 0xc0af, 0xc023, 0xc024, 0xc009, 0xc00a],
  "3.3.1.1.2 RSA certificates": [
    0xc02f, 0xc030, 0x009e, 0x009f, 0xc09e, 0xc09f, 0xc0a2, 0xc0a3, 0xc027, 0xc028, 0x0067, 0x006b, 0xc013, 0xc014, 0x0033, 0x0039,
  ],
  "3.3.1.1.3 DSA certificates": [0x00a2, 0x00a3, 0x0040, 0x006a, 0x0032, 0x0038],
  "3.3.1.1.4 DH certificates": [0x00a4, 0x00a5, 0x003e, 0x0068, 0x0030, 0x0036, 0x00a0, 0x00a1, 0x003f, 0x0069, 0x0031, 0x0037],
  "3.3.1.1.5 ECDH certificates": [0xc02d, 0xc02e, 0xc025, 0xc026, 0xc004, 0xc005, 0xc031, 0xc032, 0xc029, 0xc02a, 0xc00e, 0xc00f],
  "3.3.1.2 TLS 1.3": [0x1301, 0x1302, 0x1304, 0x1305],
};

test("the suites of NIST's profile are those of the publication, and no others", () => {
  const listed = Object.values(NIST_SUITES).flat();
  assert.equal(new Set(listed).size, 60);
  const suites = [...PROFILES.find(({ id }) => id === "nist-sp-800-52r2")?.suites ?? []].map((name) => cipherSuiteByName(name)?.id ?? NaN);
  assert.deepEqual(suites.sort((a, b) => a - b), listed.sort((a, b) => a - b));
});

test("plain http is held against no profile", async () => {
  assert.deepEqual((await assess({ host: "www.example.test", scheme: "http:", tlsInfo: {} }, { time: TIME, text: english })).profiles, []);
});

test("every name in the profiles is one that the registry knows", () => {
  for (const { id, suites, groups } of PROFILES) {
    for (const suite of suites ?? []) assert.ok(cipherSuiteByName(suite), `${id}: ${suite}`);
    for (const group of [...(groups?.allowed ?? []), ...(groups?.unsettled ?? [])]) assert.equal(groupByName(group)?.name, group, `${id}: ${group}`);
  }
});

test("every profile has its words", () => {
  for (const { id, unseen } of PROFILES) {
    for (const key of [`profile_name_${id.replace(/[^A-Za-z0-9]/g, "_")}`, ...unseen.map((what) => `profile_unseen_${what}`)]) assert.notEqual(english(key), key);
  }
});
