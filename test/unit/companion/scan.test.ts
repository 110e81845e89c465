import assert from "node:assert/strict";
import { getDiffieHellman } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer, type Server, type TlsOptions } from "node:tls";
import { after, before, describe, test } from "node:test";
import { rateScan } from "../../../cli/probe/scan-rating.ts";
import { assessContextFor } from "../../../cli/context.ts";
import { clientHelloMessage } from "../../../companion/scan/client-hello.ts";
import type { ScannedSuite, ScannedVersion } from "../../../companion/scan/question.ts";
import { scan, type Scan } from "../../../companion/scan/scan.ts";
import { assess } from "../../../src/core/assess.ts";
import { AnchorList } from "../../../src/core/chain/anchor-set.ts";
import { cipherSuiteById, cipherSuiteByName } from "../../../src/core/registry/cipher-suites.ts";
import { groupById } from "../../../src/core/registry/groups.ts";
import type { Observation } from "../../../src/core/observation.ts";
import { Certificate } from "../../../src/core/x509/certificate.ts";
import { toPem } from "../../../src/core/x509/pem.ts";
import { listen, secure, testPki, type TestPki, type TestServer } from "./servers.ts";
import { certificates12, extension, message, record, serverHello } from "./tls-bytes.ts";

let pki: TestPki;
const servers: Server[] = [];
const peers: TestServer[] = [];

before(async () => {
  pki = await testPki("scan.test");
});

after(async () => {
  await Promise.all([...servers.map((server) => new Promise((resolve) => server.close(resolve))), ...peers.map((server) => server.close())]);
});

async function scanned(options: TlsOptions): Promise<Scan> {
  const server = createServer({ ...pki.tls, ...options });
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return scan({ host: "scan.test", port: (server.address() as AddressInfo).port }, { connect: { host: "127.0.0.1" } });
}

const versionsOf = ({ versions }: Scan): string[] => versions.filter(({ offered }) => offered).map(({ version }) => version);
const suitesOf = ({ versions }: Scan, wanted: string): (string | undefined)[] => versions.find(({ version }) => version === wanted)?.suites.map(({ id }) => cipherSuiteById(id)?.name) ?? [];
const groupsOf = ({ versions }: Scan, wanted: string): (string | undefined)[] => versions.find(({ version }) => version === wanted)?.groups.map((id) => groupById(id)?.name) ?? [];

describe("a scan finds what the server was set up with", () => {
  test("versions, suites in the server's order, groups", async () => {
    const found = await scanned({
      minVersion: "TLSv1.2", honorCipherOrder: true, ecdhCurve: "P-256:X25519:P-384",
      ciphers: "TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256",
    });
    assert.equal(found.failure, undefined);
    assert.deepEqual(versionsOf(found), ["TLS 1.2", "TLS 1.3"]);
    assert.deepEqual(suitesOf(found, "TLS 1.3"), ["TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"]);
    assert.deepEqual(suitesOf(found, "TLS 1.2"), ["TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"]);
    assert.deepEqual(found.versions.map(({ order }) => order), [undefined, undefined, undefined, "server", "server"]);
    assert.deepEqual(groupsOf(found, "TLS 1.3").sort(), ["secp256r1", "secp384r1", "x25519"]);
    assert.deepEqual(found.versions.map(({ groupOrder }) => groupOrder), [undefined, undefined, undefined, undefined, "server"]);
    assert.deepEqual(found.limits, { clientHello: [300, 512, 1024, 4096, 16_000, 33_000].map((bytes) => ({ bytes, taken: true })), maxFragmentLength: true, recordSizeLimit: null });
    assert.ok(found.questions < 80, `${found.questions} questions`);
  });

  test("old versions, and a server that leaves the choice to the client", async () => {
    const found = await scanned({ minVersion: "TLSv1", maxVersion: "TLSv1.1", honorCipherOrder: false, ciphers: "ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES256-SHA:@SECLEVEL=0" });
    assert.deepEqual(versionsOf(found), ["TLS 1.0", "TLS 1.1"]);
    assert.deepEqual(found.versions.map(({ order }) => order), [undefined, "client", "client", undefined, undefined]);
    assert.deepEqual(found.versions.map(({ groupOrder }) => groupOrder), [undefined, "client", "client", undefined, undefined]);
  });

  test("before TLS 1.3 the curve of the certificate does not hide the other groups", async () => {
    const found = await scanned({ minVersion: "TLSv1.2", maxVersion: "TLSv1.2", honorCipherOrder: false, ecdhCurve: "P-256:X25519:P-384", ciphers: "ECDHE-ECDSA-AES128-GCM-SHA256" });
    assert.deepEqual(groupsOf(found, "TLS 1.2").sort(), ["secp256r1", "secp384r1", "x25519"]);
  });

  test("the bits of a prime", async () => {
    const prime = getDiffieHellman("modp2").getPrime();
    const der = Buffer.concat([Buffer.from([0x30, 0x81, prime.length + 7, 0x02, 0x81, prime.length + 1, 0]), prime, Buffer.from([0x02, 0x01, 0x02])]);
    const rsa = await rsaPem();
    const found = await scanned({ ...rsa, maxVersion: "TLSv1.2", ciphers: "DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0", dhparam: toPem(der, "DH PARAMETERS") });
    assert.deepEqual(found.versions[3]?.suites.map(({ primeBits }) => primeBits), [1024]);
    assert.deepEqual(found.limits?.smallestPrime, { bits: 1024, version: "TLS 1.2" });
  });

  test("a server that takes no long ClientHello, and one that names a limit for records", async () => {
    const shy = await listen((socket) => socket.once("data", (first: Buffer) => {
      // The message's length behind the record's header and the message's type.
      if (first.readUIntBE(6, 3) > 4200) {
        socket.destroy();
        return;
      }
      socket.pause();
      socket.unshift(first);
      secure(socket, { ...pki.tls, maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384" });
    }));
    peers.push(shy);
    const { limits, failure } = await scan({ host: "scan.test", port: shy.port }, { connect: { host: "127.0.0.1" } });
    assert.equal(failure, undefined);
    assert.deepEqual(limits?.clientHello.map(({ bytes, taken }) => [bytes, taken]), [[300, true], [512, true], [1024, true], [4096, true], [16_000, false], [33_000, false]]);

    const hello = record(22, message(2, serverHello({ suite: 0xc02b, extensions: [extension(28, [0x0f, 0xff])] })));
    const done = record(22, [...message(11, certificates12(pki.chain.map((der) => [...der]))), ...message(14, [])]);
    const naming = await listen((socket) => socket.once("data", (first: Buffer) => {
      // TLS 1.2, in records that say TLS 1.0, with one suite that is taken.
      const offered = first.readUInt16BE(9);
      if (offered !== 0x0303 || !first.includes(Buffer.from([0xc0, 0x2b])) || first.includes(Buffer.from([0x00, 0x2b, 0x00, 0x03]))) socket.destroy();
      else socket.end(Uint8Array.from([...hello, ...done]));
    }));
    peers.push(naming);
    const named = await scan({ host: "scan.test", port: naming.port }, { connect: { host: "127.0.0.1" } });
    assert.deepEqual([named.limits?.recordSizeLimit, named.limits?.maxFragmentLength], [0x0fff, false]);
  });

  test("a ClientHello has the bytes that are asked for", () => {
    const offer = { version: 0x0303, cipherSuites: [0xc02b], groups: [0x1d], serverName: "scan.test", alpn: [] };
    for (const bytes of [300, 511, 4096, 33_000]) assert.equal(clientHelloMessage({ ...offer, bytes }).length, bytes);
    assert.equal(clientHelloMessage({ ...offer, bytes: 10 }).length, clientHelloMessage(offer).length);
  });

  test("the certificates of a server that has several, side by side, with what chose them", async () => {
    const rsa = await rsaPem();
    const found = await scanned({ key: [pki.tls.key, rsa.key], cert: [pki.tls.cert, rsa.cert], ciphers: "TLS_AES_128_GCM_SHA256:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256" });
    const [ecdsa, other] = [...found.chains].sort((a, b) => b.certificates.length - a.certificates.length);
    assert.equal(found.chains.length, 2);
    assert.deepEqual(ecdsa?.certificates.map((der) => Buffer.from(der)), pki.chain.map((der) => Buffer.from(der)));
    assert.ok(ecdsa);
    assert.ok(other);
    assert.deepEqual([ecdsa.versions.sort(), other.versions.sort()], [["TLS 1.2", "TLS 1.3"], ["TLS 1.2", "TLS 1.3"]]);
    assert.ok(other.signatureSchemes.includes(0x0804), "rsa_pss_rsae_sha256 brings the RSA certificate");
    const schemes = found.versions[4]?.signatureSchemes;
    assert.deepEqual([schemes?.includes(0x0403), schemes?.includes(0x0804), schemes?.includes(0x0401)], [true, true, false], "TLS 1.3 has no PKCS #1 v1.5");
    const chainOf = (name: string): number | undefined => found.versions[3]?.suites.find(({ id }) => id === cipherSuiteByName(name)?.id)?.chain;
    assert.notEqual(chainOf("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"), chainOf("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"));
  });

  test("application protocols, sessions, fallback and renegotiation", async () => {
    const found = await scanned({ ALPNProtocols: ["http/1.1", "h2", "mqtt"] });
    assert.deepEqual([found.alpn?.sort(), found.features], [
      ["h2", "http/1.1", "mqtt"], { fallbackScsv: true, secureRenegotiation: true, compression: false, sessionIds: true, sessionTickets: true, clientRenegotiation: true },
    ]);
    const alone = await scanned({ minVersion: "TLSv1.3", ALPNProtocols: ["dot"] });
    assert.deepEqual([alone.alpn, alone.features], [["dot"], {}], "TLS 1.3 answers encrypted; of fallback and the like there is nothing to ask");
  });

  /** Takes one suite of TLS 1.2, answers another with an alert, and closes or answers where neither is offered. */
  const particular = async (odd: number | "close", otherwise: number | "close"): Promise<Scan> => {
    const alert = (description: number | "close"): Uint8Array => description === "close" ? new Uint8Array() : Uint8Array.from(record(21, [2, description]));
    const hello = record(22, [...message(2, serverHello({ suite: 0xc02b, extensions: [] })), ...message(11, certificates12(pki.chain.map((der) => [...der]))), ...message(14, [])]);
    const server = await listen((socket) => socket.once("data", (first: Buffer) => {
      // Behind record header 5, message header 4, version 2, random 32 and an empty session id.
      const suites = first.subarray(46, 46 + first.readUInt16BE(44));
      const has = (id: number): boolean => Array.from({ length: suites.length / 2 }, (_, i) => suites.readUInt16BE(2 * i)).includes(id);
      if (first.readUInt16BE(9) !== 0x0303 || first[43] !== 0) socket.end(alert(70));
      else if (has(0xc02b)) socket.end(Uint8Array.from(hello));
      else socket.end(alert(has(0x009c) ? odd : otherwise));
    }));
    peers.push(server);
    return scan({ host: "scan.test", port: server.port }, { connect: { host: "127.0.0.1" } });
  };

  test("a suite that is answered with neither a choice nor a refusal is named: the list is not complete", async () => {
    const found = await particular(80, 40);
    assert.deepEqual(found.versions[3]?.suites.map(({ id }) => id), [0xc02b]);
    assert.deepEqual(found.versions[3].unclear, { suites: [0x009c], answer: "internal_error" });
  });

  test("a server that closes where no suite suits refuses in its way: the list is complete", async () => {
    const found = await particular("close", "close");
    assert.deepEqual([found.versions[3]?.suites.map(({ id }) => id), found.versions[3]?.unclear], [[0xc02b], undefined]);
  });

  test("nobody there", async () => {
    const found = await scan({ host: "scan.test", port: 1 }, { connect: { host: "127.0.0.1" } });
    assert.equal(found.failure?.code, "connection-refused");
    assert.deepEqual(found.versions, []);
  });
});

async function rsaPem(): Promise<{ key: string; cert: string }> {
  const { generateKey } = await import("../../../lab/pki/keys.ts");
  const { issue } = await import("../../../lab/pki/issue.ts");
  const key = await generateKey("RSA-2048");
  const party = { key, subject: [{ type: "CN" as const, value: "scan.test" }] };
  const der = await issue({ subject: party, issuer: party, now: Date.now(), validity: { from: -1, to: 30 }, use: { kind: "server", names: ["scan.test"] } });
  return { key: toPem(key.pkcs8, "PRIVATE KEY"), cert: toPem(der) };
}

describe("the rating of all that is offered (SSL Server Rating Guide 2009r)", () => {
  const id = (name: string): number => cipherSuiteByName(name)?.id ?? -1;
  const version = (name: string, suites: ScannedSuite[], groups = [0x1d]) => ({ version: name, offered: true, suites, groups });
  const rate = (...versions: ScannedVersion[]) => {
    const shown: Observation = { host: "scan.test", time: new Date().toISOString(), tlsInfo: { sentChain: pki.chain } };
    const anchors = new AnchorList([Certificate.parse(pki.root)], "added");
    return rateScan({ versions, chains: [] }, shown, (observation) => assess(observation, { ...assessContextFor(Date.now()), anchors }));
  };

  test("protocol and cipher are the mean of best and worst, key exchange is the weakest", async () => {
    const { categories, score, grade, best, worst, caps } = await rate(
      version("TLS 1.0", [{ id: id("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA") }]),
      version("TLS 1.3", [{ id: id("TLS_AES_256_GCM_SHA384") }], [0x1d, 0x18]),
    );
    // TLS 1.0 90, TLS 1.3 100; 128 bits 80, 256 bits 100; P-256 key and X25519: 90. 28.5 + 27 + 36 = 91.5.
    assert.deepEqual([categories, score], [{ protocol: 95, keyExchange: 90, cipher: 90 }, 91.5]);
    assert.equal(grade, "B");
    assert.deepEqual(caps.map(({ rule }) => rule), ["connection/old-tls"], "TLS 1.3 and an AEAD are not missing");
    assert.deepEqual([best?.version, worst?.version], ["TLS 1.3", "TLS 1.0"]);
  });

  test("no letter where no certificate was seen", async () => {
    const shown: Observation = { host: "scan.test", time: new Date().toISOString(), tlsInfo: {} };
    const rating = await rateScan({ versions: [version("TLS 1.3", [{ id: id("TLS_AES_256_GCM_SHA384") }])], chains: [] }, shown, (observation) => assess(observation, assessContextFor(Date.now())));
    assert.deepEqual([rating.grade, rating.score], [null, null]);
  });

  test("the scan's own certificate counts where the probe saw none, and each suite's own", async () => {
    const shown: Observation = { host: "scan.test", time: new Date().toISOString(), tlsInfo: {} };
    const chain = { certificates: pki.chain, versions: ["TLS 1.2"], signatureSchemes: [], suites: [] };
    const anchors = new AnchorList([Certificate.parse(pki.root)], "added");
    const judge = (observation: Observation) => assess(observation, { ...assessContextFor(Date.now()), anchors });
    const suite = { id: id("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384") };
    assert.equal((await rateScan({ versions: [version("TLS 1.2", [{ ...suite, chain: 0 }])], chains: [chain] }, shown, judge)).grade, "A-");
    assert.equal((await rateScan({ versions: [version("TLS 1.2", [{ ...suite, chain: 0 }])], chains: [{ ...chain, certificates: [pki.chain[1] ?? new Uint8Array()] }] }, shown, judge)).grade, "T");
  });

  test("NULL alone is an F, whoever vouches for the server and whether a certificate was seen", async () => {
    const bare = version("TLS 1.2", [{ id: id("TLS_ECDHE_ECDSA_WITH_NULL_SHA") }]);
    assert.equal((await rate(bare)).grade, "F");
    const judge = (observation: Observation) => assess(observation, assessContextFor(Date.now()));
    const shown = (sentChain?: Uint8Array[]): Observation => ({ host: "scan.test", time: new Date().toISOString(), tlsInfo: sentChain === undefined ? {} : { sentChain } });
    const untrusted = await rateScan({ versions: [bare], chains: [] }, shown(pki.chain), judge);
    assert.deepEqual([untrusted.grade, untrusted.caps.some(({ grade }) => grade === "T")], ["F", true]);
    const unseen = await rateScan({ versions: [bare], chains: [] }, shown(), judge);
    assert.deepEqual([unseen.grade, unseen.caps], ["F", [{ rule: "connection/export-or-null", grade: "F" }]]);
    const beside = version("TLS 1.2", [{ id: id("TLS_ECDHE_ECDSA_WITH_NULL_SHA") }, { id: id("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384") }]);
    assert.equal((await rateScan({ versions: [beside], chains: [] }, shown(pki.chain), judge)).grade, "T", "beside something better, trust counts first");
  });

  test("what every connection lacks, the server lacks", async () => {
    const { caps, grade } = await rate(version("TLS 1.2", [{ id: id("TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA") }]));
    assert.deepEqual(caps.map(({ rule }) => rule).sort(), ["connection/no-aead", "connection/no-tls13"]);
    assert.equal(grade, "B");
  });

  test("a short prime", async () => {
    const suite = { id: id("TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"), primeBits: 1024 };
    const { categories, caps } = await rate(version("TLS 1.2", [suite], []), version("TLS 1.3", [{ id: id("TLS_AES_256_GCM_SHA384") }]));
    assert.equal(categories?.keyExchange, 80);
    assert.deepEqual(caps, [{ rule: "connection/weak-dh", grade: "B" }]);
  });

  // Qualys, "SSL Labs End of Year 2014 Updates": SSL 3.0 B, C where POODLE applies, F where there is nothing else; RC4 B.
  test("SSL 3.0 alone: F; beside TLS without CBC: B", async () => {
    const rc4 = { id: id("TLS_RSA_WITH_RC4_128_SHA") };
    assert.equal((await rate(version("SSL 3.0", [{ id: id("TLS_RSA_WITH_AES_128_CBC_SHA") }], []))).grade, "F");
    const beside = await rate(version("SSL 3.0", [rc4], []), version("TLS 1.3", [{ id: id("TLS_AES_256_GCM_SHA384") }]));
    assert.deepEqual([beside.grade, beside.caps.find(({ rule }) => rule === "connection/ssl")], ["B", { rule: "connection/ssl", grade: "B" }]);
  });

  test("RC4: B; where it is all there is, F", async () => {
    const rc4 = { id: id("TLS_RSA_WITH_RC4_128_SHA") };
    assert.deepEqual((await rate(version("TLS 1.0", [rc4], []), version("TLS 1.2", [rc4], []))).caps[0], { rule: "connection/rc4", grade: "F" });
    const { caps, grade } = await rate(version("TLS 1.0", [rc4], []), version("TLS 1.3", [{ id: id("TLS_AES_256_GCM_SHA384") }]));
    assert.deepEqual([grade, caps.find(({ rule }) => rule === "connection/rc4")], ["B", { rule: "connection/rc4", grade: "B" }]);
  });

  // Qualys, "Announcing SSL Labs Grading Changes for 2017" and "SSL Labs Grading Changes January 2017".
  test("3DES with TLS 1.2: C where a client with better suites gets it, none where it comes last", async () => {
    const [des, aes] = [{ id: id("TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA") }, { id: id("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256") }];
    const capped = async (suites: { id: number }[], order?: "server" | "client") => (await rate({ ...version("TLS 1.2", suites), ...(order === undefined ? {} : { order }) })).caps.find(({ rule }) => rule === "connection/weak-cipher")?.grade;
    assert.deepEqual([await capped([aes, des], "server"), await capped([des, aes], "client"), await capped([des, aes], "server"), await capped([des])], [undefined, undefined, "C", "C"]);
  });

  test("SSL 3.0 beside TLS: C", async () => {
    const { grade } = await rate(version("SSL 3.0", [{ id: id("TLS_RSA_WITH_AES_128_CBC_SHA") }], []), version("TLS 1.3", [{ id: id("TLS_AES_256_GCM_SHA384") }]));
    assert.equal(grade, "C");
  });
});
