import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { probe, type Probe } from "../../../companion/connect/probe.ts";
import { canOffer } from "../../../companion/connect/offer.ts";
import { cases } from "../../../lab/cases/index.ts";
import type { LabCase } from "../../../lab/index.ts";
import { sharedLab } from "../../../scripts/testing/shared-lab.ts";
import { cipherSuiteById, cipherSuiteByName } from "../../../src/core/registry/cipher-suites.ts";
import { signatureSchemeByName } from "../../../src/core/registry/signature-schemes.ts";
import type { Lab } from "../../../lab/lab.ts";
import type { KeyName } from "../../../lab/pki/names.ts";

const SIGNATURES: Readonly<Record<KeyName, string>> = { "RSA-1024": "rsa", "RSA-2048": "rsa", "RSA-4096": "rsa", "P-256": "ecdsa", "P-384": "ecdsa", Ed25519: "ed25519" };

let lab: Lab;

/** Suites of TLS 1.2 for any key of the lab. */
const TLS_1_2_SUITES = ["TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"];

const VERSIONS = ["TLS 1.2", "TLS 1.3"] as const;

/** The same host with TLS 1.2 and 1.3, where it has another version, so that each chain is sent in clear and encrypted. */
function otherVersions(labCase: LabCase): LabCase[] {
  const { server, host } = labCase;
  if (server.kind !== "tls") return [];
  return VERSIONS.filter((version) => version !== server.version).map((version) => ({
    ...labCase,
    host: `${version === "TLS 1.2" ? "tls12" : "tls13"}-of-${host}`,
    server: {
      kind: "tls", version, groups: ["x25519"], alpn: server.alpn.filter((name) => name !== "h3"),
      cipherSuites: version === "TLS 1.2" ? TLS_1_2_SUITES : ["TLS_AES_128_GCM_SHA256"],
    },
  }));
}

/** The bench's hosts are twenty times the same. */
const distinct = cases.filter(({ host }) => !/^bench-\d/.test(host));
const table = [...distinct, ...distinct.flatMap(otherVersions)];
/** Those that a TLS connection can be made to; HTTP/3 is QUIC and has no port of its own here. */
const asked = table.filter(({ server }) => server.kind !== "plain" && !(server.kind === "tls" && server.alpn.includes("h3") && server.version === "TLS 1.2"));
const probes = new Map<string, Probe>();

/** Why the case cannot be asked by this client; undefined where it can. */
function unasked({ host, server }: LabCase): string | undefined {
  const group = server.kind === "tls" ? server.groups[0] : undefined;
  if (group !== undefined && !canOffer(group)) return `OpenSSL ${process.versions.openssl} does not know ${group}`;
  return lab.cases.find((each) => each.host === host)?.unavailable;
}

before(async () => {
  lab = await sharedLab({ cases: table });
  await Promise.all(asked.map(async (labCase) => {
    const { host } = labCase;
    if (unasked(labCase) !== undefined) return;
    const port = Number(new URL(lab.url(host)).port);
    probes.set(host, await probe({ host, port }, { connect: { host: "127.0.0.1" } }));
  }));
});

after(() => lab.stop());

function probed(host: string): Probe {
  const result = probes.get(host);
  assert.ok(result !== undefined, `${host} was not asked`);
  return result;
}

describe("every TLS host of the lab: the chain byte for byte as sent, and what was negotiated", () => {
  for (const labCase of asked) {
    const { host, server } = labCase;
    if (server.kind !== "tls") continue;
    test(host, (context) => {
      const reason = unasked(labCase);
      if (reason !== undefined) {
        context.skip(reason);
        return;
      }
      const { observation: { tlsInfo }, handshake, failure, address } = probed(host);
      assert.equal(failure, undefined);
      assert.equal(address, "127.0.0.1");
      assert.ok(tlsInfo.sentChain !== undefined);
      assert.equal(tlsInfo.sentChain.length, labCase.chain.length);
      assert.deepEqual(tlsInfo.sentChain.map((der) => Buffer.from(der).toString("base64")), lab.sentChain(host).map((der) => Buffer.from(der).toString("base64")));
      assert.equal(tlsInfo.tlsVersion, server.version);
      if (server.cipherSuites.length === 1) assert.equal(tlsInfo.cipherSuite, cipherSuiteByName(server.cipherSuites[0] ?? "")?.id);
      const suite = cipherSuiteById(tlsInfo.cipherSuite ?? 0);
      assert.equal(tlsInfo.keyExchangeGroup, suite?.keyExchange === "RSA" ? undefined : server.groups[0]);
      assert.equal(tlsInfo.extra?.unavailable?.keyExchangeGroup, suite?.keyExchange === "RSA" ? "none" : undefined);
      assert.equal(tlsInfo.extra?.alpn, server.alpn.find((name) => name !== "h3"));
      const scheme = signatureSchemeByName(tlsInfo.extra?.signatureScheme ?? "");
      if (suite?.keyExchange !== "RSA" && server.version >= "TLS 1.2") assert.equal(scheme?.name.split("_")[0], SIGNATURES[labCase.certificate?.key ?? "P-256"]);
      assert.equal(handshake?.complete, true);
      assert.equal(tlsInfo.extra?.resumed, false);
    });
  }
});

test("every case that has a handshake was asked with TLS 1.2 and with TLS 1.3", (context) => {
  for (const { host, server } of distinct) {
    if (server.kind !== "tls") continue;
    const seen = [host, `tls12-of-${host}`, `tls13-of-${host}`].flatMap((each) => probes.get(each)?.observation.tlsInfo.tlsVersion ?? []);
    const missing = VERSIONS.filter((version) => !seen.includes(version));
    const reasons = table.filter((each) => each.host === host).map(unasked);
    if (reasons[0] === undefined) assert.deepEqual(missing, [], host);
    else context.diagnostic(`${host}: ${reasons[0]}`);
  }
});

describe("where there is no handshake, the reason", () => {
  const expected: Readonly<Record<string, { code: string; name?: string }>> = {
    "reset.test": { code: "connection-reset" },
    "close.test": { code: "connection-closed" },
    "plain-text.test": { code: "wire-not-tls" },
  };
  for (const [host, wanted] of Object.entries(expected)) {
    test(host, () => {
      const { failure, observation } = probed(host);
      assert.equal(failure?.code, wanted.code);
      assert.equal(failure.stage, "handshake");
      assert.equal(observation.tlsInfo.sentChain, undefined);
      assert.equal(observation.tlsInfo.extra?.unavailable?.sentChain, "handshake-failed");
    });
  }

  test("an alert is named", async () => {
    const { failure, handshake } = await probe({ host: "nobody.test", port: lab.port }, { connect: { host: "127.0.0.1" } });
    assert.equal(failure?.name, "unrecognized_name");
    assert.deepEqual(handshake?.alerts, [{ fatal: true, description: 112, name: "unrecognized_name" }]);
  });

  test("a server without a version in common", async () => {
    const { failure } = await probe({ host: "chain-right.test", port: lab.port }, { connect: { host: "127.0.0.1" }, maxVersion: "TLS 1.2" });
    assert.equal(failure?.code, "tls-version");
  });
});

test("a HelloRetryRequest is seen, and the group that it asked for", async () => {
  const { handshake, failure } = await probe({ host: "group-p384.test", port: lab.port }, { connect: { host: "127.0.0.1" }, groups: ["x25519", "secp384r1"] });
  assert.equal(failure, undefined);
  assert.equal(handshake?.helloRetryRequest?.group, 0x18);
  assert.equal(handshake.serverHello?.group, 0x18);
});

test("a session is resumed only where that is asked for", async () => {
  const target = { host: "resumed.test", port: lab.port };
  const plain = await probe(target, { connect: { host: "127.0.0.1" } });
  assert.equal(plain.resumption, undefined);
  assert.equal(plain.handshake?.tickets.length, 1);
  const { resumption } = await probe(target, { connect: { host: "127.0.0.1" }, resume: true });
  assert.deepEqual(resumption, { resumed: true });
});
