// Trust anchors one at a time, over real TLS connections: 156 hosts of the lab, then servers that lie.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { connect } from "node:tls";
import { anchorsInFile } from "../../../companion/trust/anchor-file.ts";
import { connectTrusting, type TrustedConnection } from "../../../companion/trust/connect.ts";
import type { CertificateReference, LabCase } from "../../../lab/case.ts";
import { defineCase, goodExpectation } from "../../../lab/cases/base.ts";
import { sharedLab } from "../../../scripts/testing/shared-lab.ts";
import type { AuthorityName } from "../../../lab/pki/authorities.ts";
import { anchorsInBlob, LookedUpAnchors } from "../../../src/core/chain/just-in-time/sources.ts";
import { JustInTimeTrust } from "../../../src/core/chain/just-in-time/trust.ts";
import { Certificate } from "../../../src/core/x509/certificate.ts";
import { toPem } from "../../../src/core/x509/pem.ts";
import { identity, issue, x509 } from "../../../lab/pki/maker.ts";
import { listen, secure, testPki, type TestServer } from "./servers.ts";
import type { Lab } from "../../../lab/lab.ts";
import type { KeyName } from "../../../lab/pki/names.ts";

/** What is sent, under which issuer, and which of the two anchors that the store holds it asks for. */
interface Shape {
  issuer: AuthorityName;
  chain: readonly CertificateReference[];
  anchors: readonly ("root" | "second-root")[];
}

const SHAPES: Readonly<Record<string, Shape>> = {
  right: { issuer: "issuing", chain: ["leaf", "issuing"], anchors: ["root"] },
  "two-intermediates": { issuer: "issuing-deep", chain: ["leaf", "issuing-deep", "policy"], anchors: ["root"] },
  "wrong-order": { issuer: "issuing-deep", chain: ["leaf", "policy", "issuing-deep"], anchors: ["root"] },
  "no-intermediate": { issuer: "issuing-hidden", chain: ["leaf"], anchors: [] },
  "root-sent": { issuer: "issuing", chain: ["leaf", "issuing", "root"], anchors: ["root"] },
  "root-sent-first": { issuer: "issuing", chain: ["leaf", "root", "issuing"], anchors: ["root"] },
  duplicates: { issuer: "issuing", chain: ["leaf", "issuing", "issuing", "leaf"], anchors: ["root"] },
  unrelated: { issuer: "issuing", chain: ["leaf", "unknown-issuing", "issuing", "second-root"], anchors: ["root"] },
  "cross-signed": { issuer: "issuing", chain: ["leaf", "issuing", "issuing-by-second-root"], anchors: ["root", "second-root"] },
  "cross-sign-needed": { issuer: "issuing-new", chain: ["leaf", "issuing-new", "new-root-by-root"], anchors: ["root"] },
  "cross-sign-expired": { issuer: "issuing", chain: ["leaf", "issuing", "root-by-second-root-expired"], anchors: ["second-root", "root"] },
  everything: { issuer: "issuing-deep", chain: ["leaf", "root", "policy", "unknown-root", "root-by-second-root", "issuing-deep", "leaf"], anchors: ["root", "second-root"] },
  untrusted: { issuer: "unknown-issuing", chain: ["leaf", "unknown-issuing", "unknown-root"], anchors: [] },
};

const KEYS: readonly KeyName[] = ["P-256", "P-384", "Ed25519"];
const VERSIONS = ["TLS 1.2", "TLS 1.3"] as const;
const HASHES = ["SHA-256", "SHA-384"] as const;

interface Host {
  host: string;
  shape: Shape;
  labCase: LabCase;
}

const hosts: Host[] = Object.entries(SHAPES).flatMap(([name, shape]) => KEYS.flatMap((key) => VERSIONS.flatMap((version) => HASHES.map((hash): Host => {
  const host = `${name}-${key}-${version}-${hash}.test`.toLowerCase().replaceAll(/[ ]|(?<=\d)\.(?=\d)/g, "");
  const labCase = defineCase({
    host, category: "chain", title: name, description: name,
    certificate: { issuer: shape.issuer, key, hash },
    chain: shape.chain,
    server: { version, cipherSuites: version === "TLS 1.3" ? ["TLS_AES_128_GCM_SHA256"] : ["TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"] },
    // Nobody looks at it here.
    expect: goodExpectation,
  });
  return { host, shape, labCase };
}))));

/** Two connections to each of many hosts take a while on a small machine. */
const AT_ONCE = 8;

async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** How a client that knows these anchors alone fares: nothing, or why it refuses. */
function client(host: string, port: number, anchors: readonly Uint8Array[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const tls = connect({ host: "127.0.0.1", port, servername: host, ca: anchors.map((der) => toPem(der)), rejectUnauthorized: true });
    const done = (outcome: string | undefined) => (): void => {
      resolve(outcome);
      tls.destroy();
    };
    tls.once("secureConnect", done(undefined));
    tls.once("error", (error: NodeJS.ErrnoException) => done(error.code ?? error.message)());
  });
}

const base64 = (der: Uint8Array): string => Buffer.from(der).toString("base64");
const sorted = (ders: readonly Uint8Array[]): string[] => ders.map(base64).sort();

describe("156 hosts of the lab", () => {
  let lab: Lab;
  let roots: Readonly<Record<"root" | "second-root", Uint8Array>>;
  const folder = mkdtempSync(join(tmpdir(), "tlscope-anchors-"));
  const connections = new Map<string, TrustedConnection>();
  let clock = 1_000_000;
  let trust: JustInTimeTrust;

  before(async () => {
    lab = await sharedLab({ cases: hosts.map(({ labCase }) => labCase) });
    const [root, secondRoot] = lab.roots;
    assert.ok(root !== undefined && secondRoot !== undefined);
    roots = { root, "second-root": secondRoot };
    trust = new JustInTimeTrust(anchorsInBlob(Buffer.concat(lab.roots)), { now: () => clock });
    await each(hosts, async ({ host }) => {
      connections.set(host, await connectTrusting({ host, port: lab.port }, trust, { connect: { host: "127.0.0.1" } }));
    });
  });

  after(async () => {
    await lab.stop();
    rmSync(folder, { recursive: true });
  });

  const wanted = ({ anchors }: Shape): string[] => sorted(anchors.map((name) => roots[name]));

  test("there are 156", () => assert.equal(new Set(hosts.map(({ host }) => host)).size, 156));

  for (const [name, shape] of Object.entries(SHAPES)) {
    test(`${name}: the first connection is not trusted and asks, the second is trusted with exactly ${shape.anchors.join(" and ") || "nobody"}`, async () => {
      for (const { host } of hosts.filter((each) => each.shape === shape)) {
        const { attempts: [first, second, ...more], answer, trusted } = connections.get(host) ?? assert.fail(host);
        assert.deepEqual([first?.anchors, first?.probe.trust?.trusted, first?.probe.failure], [[], false, undefined], host);
        assert.ok(answer !== undefined && answer.asked.length >= 1 && answer.asked.length <= 3, host);
        assert.deepEqual(sorted(answer.anchors.map(({ certificate }) => certificate.der)), wanted(shape), host);
        assert.equal(trusted, shape.anchors.length > 0, host);
        assert.deepEqual([second === undefined ? undefined : sorted(second.anchors), more], [shape.anchors.length > 0 ? wanted(shape) : undefined, []], host);
        // A client that is not ours says the same.
        assert.notEqual(await client(host, lab.port, []), undefined, host);
        if (shape.anchors.length > 0) assert.equal(await client(host, lab.port, second?.anchors ?? []), undefined, host);
      }
    });
  }

  test("a file and a function give what the blob gives", async () => {
    const pem = join(folder, "roots.pem");
    const der = join(folder, "roots.der");
    writeFileSync(pem, `Some words.\n${lab.rootPems.join("\n")}`);
    writeFileSync(der, Buffer.concat(lab.roots));
    const read = lab.roots.map((each) => Certificate.parse(each));
    const looked = new LookedUpAnchors(({ subject, keyIdentifier }) => read.filter((certificate) =>
      (subject !== undefined && base64(certificate.subject.der) === base64(subject)) || (keyIdentifier !== undefined && base64(certificate.subjectKeyIdentifier ?? new Uint8Array()) === base64(keyIdentifier)))
      .map((certificate) => certificate.der));
    for (const source of [anchorsInFile(pem), anchorsInFile(der), looked]) {
      const each = new JustInTimeTrust(source, { now: () => clock });
      for (const [name, shape] of Object.entries(SHAPES)) {
        const { host } = hosts.find((one) => one.shape === shape) ?? assert.fail(name);
        const { anchors } = await each.ask(host, lab.sentChain(host));
        assert.deepEqual(sorted(anchors.map(({ certificate }) => certificate.der)), wanted(shape), name);
      }
    }
  });

  test("what was asked for is remembered for its time, then asked for again", async () => {
    const { host } = hosts.find(({ shape }) => shape === SHAPES["right"]) ?? assert.fail();
    const again = (): Promise<TrustedConnection> => connectTrusting({ host, port: lab.port }, trust, { connect: { host: "127.0.0.1" } });
    const remembered = await again();
    assert.deepEqual([remembered.trusted, remembered.attempts.length, remembered.attempts[0]?.anchors.map(base64)], [true, 1, [base64(roots.root)]]);
    clock += 3_600_000;
    assert.deepEqual([(await again()).attempts.length, (await again()).attempts.length], [2, 1]);
  });

  test("remembering 132 hosts takes their two anchors and their names", () => {
    const names = hosts.filter(({ shape }) => shape.anchors.length > 0).reduce((sum, { host }) => sum + host.length, 0);
    assert.ok(trust.bytes <= names + roots.root.length + roots["second-root"].length);
    assert.ok(trust.bytes > roots.root.length);
  });

  test("remembered anchors that lead nowhere any more are asked for anew", async () => {
    const { host } = hosts.find(({ shape }) => shape === SHAPES["two-intermediates"]) ?? assert.fail();
    trust.keep(host, [roots["second-root"]]);
    const { attempts, trusted } = await connectTrusting({ host, port: lab.port }, trust, { connect: { host: "127.0.0.1" } });
    assert.deepEqual([attempts.map(({ probe }) => probe.trust?.trusted), trusted], [[false, true], true]);
    assert.deepEqual(trust.known(host).map(base64), [base64(roots.root)]);
  });
});

describe("lies about the authority key identifier never gain trust", () => {
  const HOST = "liar.test";
  const servers: TestServer[] = [];
  after(() => Promise.all(servers.map((server) => server.close())));

  const identifier = (der: Uint8Array): x509.AuthorityKeyIdentifierExtension => new x509.AuthorityKeyIdentifierExtension(Buffer.from(Certificate.parse(der).subjectKeyIdentifier ?? []).toString("hex"));
  const pkcs8 = async (keys: CryptoKeyPair): Promise<string> => toPem(new Uint8Array(await crypto.subtle.exportKey("pkcs8", keys.privateKey)), "PRIVATE KEY");

  const CASES: Readonly<Record<string, (pki: Awaited<ReturnType<typeof testPki>>) => Promise<{ key: string; chain: Uint8Array[] }>>> = {
    "a leaf of its own that names the root's key": async (pki) => {
      const liar = await identity(HOST);
      return { key: await pkcs8(liar.keys), chain: [(await issue(liar, liar, { dns: [HOST], replace: [identifier(pki.root)] })).der] };
    },
    "an authority of the root's name that names the root's key": async (pki) => {
      const [liar, fake] = [await identity(HOST), await identity("Companion test root")];
      return { key: await pkcs8(liar.keys), chain: [(await issue(liar, fake, { dns: [HOST], replace: [identifier(pki.root)] })).der] };
    },
    "an intermediate of the root's name, key and subject key identifier": async (pki) => {
      const [liar, fake] = [await identity(HOST), await identity("Companion test root")];
      const own = new x509.SubjectKeyIdentifierExtension(Buffer.from(Certificate.parse(pki.root).subjectKeyIdentifier ?? []).toString("hex"));
      const fakeRoot = await issue(fake, fake, { ca: true, replace: [own, identifier(pki.root)] });
      return { key: await pkcs8(liar.keys), chain: [(await issue(liar, fake, { dns: [HOST], replace: [identifier(pki.root)] })).der, fakeRoot.der] };
    },
    "a leaf that names the key of a real intermediate, which is sent too": async (pki) => {
      const [liar, fake] = [await identity(HOST), await identity("Companion test intermediate")];
      const intermediate = pki.chain[1] ?? new Uint8Array();
      return { key: await pkcs8(liar.keys), chain: [(await issue(liar, fake, { dns: [HOST], replace: [identifier(intermediate)] })).der, intermediate] };
    },
  };

  for (const [name, make] of Object.entries(CASES)) {
    test(name, async () => {
      const pki = await testPki(HOST);
      const { key, chain } = await make(pki);
      const server = await listen((socket) => void secure(socket, { key, cert: chain.map((der) => toPem(der)).join("") }));
      servers.push(server);
      const trust = new JustInTimeTrust(anchorsInBlob(pki.root), { now: () => 0 });
      const { trusted, attempts, answer } = await connectTrusting({ host: HOST, port: server.port }, trust, { connect: { host: "127.0.0.1" } });
      assert.deepEqual([trusted, attempts.length, answer?.anchors], [false, 1, []]);
      assert.deepEqual(trust.known(HOST), []);
      // Nor would it be trusted if the root were given.
      assert.notEqual(await client(HOST, server.port, [pki.root]), undefined);
    });
  }

  test("a true chain whose certificates name other keys asks for nobody else's anchor", async () => {
    const pki = await testPki(HOST);
    const other = await testPki("other.test");
    const leaf = await pki.leaf({ dns: [HOST], replace: [identifier(other.root)] });
    const server = await listen((socket) => void secure(socket, { key: leaf.key, cert: [leaf.der, pki.chain[1] ?? new Uint8Array()].map((der) => toPem(der)).join("") }));
    servers.push(server);
    const trust = new JustInTimeTrust(anchorsInBlob(Buffer.concat([other.root, pki.root])), { now: () => 0 });
    const { answer } = await connectTrusting({ host: HOST, port: server.port }, trust, { connect: { host: "127.0.0.1" } });
    assert.deepEqual(answer?.anchors.map(({ certificate }) => base64(certificate.der)), [base64(pki.root)]);
  });
});
