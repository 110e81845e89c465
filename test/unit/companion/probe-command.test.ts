import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { Certificate } from "../../../src/core/x509/certificate.ts";
import { toPem } from "../../../src/core/x509/pem.ts";
import { tlscope, type CommandOutcome } from "../../support/command.ts";
import { x509 } from "../../../lab/pki/maker.ts";
import { assertFits, readSchema } from "../../support/schema.ts";
import { listen, secure, testPki, type TestPki, type TestServer } from "./servers.ts";

const HOST = "probe.test";
const folder = mkdtempSync(join(tmpdir(), "tlscope-probe-"));
const servers: TestServer[] = [];
let pki: TestPki;
let server: TestServer;
let roots: string;

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function serve(answer: (socket: Socket) => void): Promise<TestServer> {
  const each = await listen(answer);
  servers.push(each);
  return each;
}

before(async () => {
  pki = await testPki(HOST);
  server = await serve((socket) => void secure(socket, { ...pki.tls, ALPNProtocols: ["h2"] }));
  roots = file("roots.pem", pki.rootPem);
});

after(async () => {
  await Promise.all(servers.map((each) => each.close()));
  rmSync(folder, { recursive: true });
});

/** A probe of the good server. */
const probe = (...args: string[]): Promise<CommandOutcome> => probeAt(server, ...args);
const probeAt = ({ port }: TestServer, ...args: string[]): Promise<CommandOutcome> => tlscope(["probe", HOST, "--connect", `127.0.0.1:${port}`, ...args]);

interface Answer {
  host: string;
  port: number;
  chain: { verdict: string; sent: { sha256: string }[] };
  observation: { tlsInfo: { sentChain: string[]; extra: { source: string } } };
  probe: { verdict: string; checks: { check: string; passed: boolean }[]; failure?: { code: string }; resumption?: { resumed: boolean }; handshake?: { notAsked: string[]; group?: string } };
}

const json = ({ stdout }: CommandOutcome): Answer => JSON.parse(stdout) as Answer;
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const leaf = (): Uint8Array => pki.chain[0] ?? new Uint8Array();
const spki = (der: Uint8Array): string => Certificate.parse(der).spkiSha256;

describe("one host", () => {
  test("a report: grade, chain and what came over the wire", async () => {
    const { status, stdout, stderr } = await probe("--anchors", roots);
    assert.deepEqual([status, stderr], [0, ""]);
    assert.match(stdout, /^probe\.test {2}A/);
    assert.match(stdout, /TLS 1\.3/);
    assert.ok(stdout.includes(`127.0.0.1 port ${server.port}`));
    assert.match(stdout, /Certificate message +2 certificates/);
    assert.match(stdout, /Not asked for +signed_certificate_timestamp/);
  });

  test("JSON: an assessment by its schema, with the observation and the handshake", async () => {
    const outcome = await probe("--anchors", roots, "--json");
    const answer = json(outcome);
    const { port, observation, probe: wire, ...assessment } = answer;
    assertFits("assessment-1", assessment);
    assertFits("probe-1", answer);
    assert.deepEqual(observation.tlsInfo.sentChain, pki.chain.map((der) => Buffer.from(der).toString("base64")));
    assert.deepEqual([port, observation.tlsInfo.extra.source, wire.verdict], [443, "companion", "valid"]);
  });

  test("JSON fits its schema whatever was asked, and whatever the server did", async () => {
    const gone = await listen(() => undefined);
    await gone.close();
    const plain = await serve((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    const asking = await serve((socket) => void secure(socket, { ...pki.tls, requestCert: true, rejectUnauthorized: true }));
    const older = await serve((socket) => void secure(socket, { ...pki.tls, maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384" }));
    const outcomes = [
      await probe("--json", "--scan", "--anchors", roots, "--resume", "--pin", spki(leaf()), "--accept", sha256(leaf()), "--dns-id", HOST, "--tlsa", file("any.tlsa", `3 1 1 ${spki(leaf())}`)),
      await probe("--json", "--no-servername", "--groups", "secp256r1", "--anchors", "none"),
      await probeAt(older, "--json", "--scan"), await probeAt(gone, "--json", "--scan"), await probeAt(plain, "--json"), await probeAt(asking, "--json"),
    ];
    for (const outcome of outcomes) assertFits("probe-1", json(outcome));
    const [all] = outcomes;
    assert.ok(all !== undefined && "scan" in json(all).probe);
    const own = Object.keys((readSchema("probe-1") as { $defs: { result: { properties: object } } }).$defs.result.properties);
    const assessment = Object.keys((readSchema("assessment-1") as { $defs: { assessment: { properties: object } } }).$defs.assessment.properties);
    // Nothing is remembered of a host that is probed, and no client is asked about.
    assert.deepEqual(own.filter((name) => !["line", "port", "observation", "probe"].includes(name)), assessment.filter((name) => !["past", "clients", "clientRemedy"].includes(name)), "a member of the assessment is missing");
  });

  test("its observation is a line for assess --jsonl, which says the same", async () => {
    const { observation, chain } = json(await probe("--anchors", roots, "--json"));
    const line = JSON.stringify({ ...observation, trustAnchors: [Buffer.from(pki.root).toString("base64")] });
    const again = JSON.parse((await tlscope(["assess", "--jsonl"], `${line}\n`)).stdout) as Answer;
    assert.deepEqual(again.chain, chain);
  });

  test("the anchor of a file stands in the drawing by its name", async () => assert.match((await probe("--anchors", roots)).stdout, /Path\n +Companion test root\n/));

  test("without the root it is invalid, with nobody to trust unknown", async () => {
    const invalid = await probe("--json");
    assert.deepEqual([invalid.status, json(invalid).chain.verdict], [1, "invalid"]);
    const unknown = await probe("--anchors", "none", "--json");
    assert.deepEqual([unknown.status, json(unknown).chain.verdict], [0, "unknown"]);
    assert.equal((await probe("--anchors", "mozilla", "--anchors", roots)).status, 0, "several count together");
  });

  test("another name than the certificate's is invalid", async () => {
    const { status, stdout } = await tlscope(["probe", "other.test", "--connect", `127.0.0.1:${server.port}`, "--anchors", roots]);
    assert.equal(status, 1);
    assert.match(stdout, /name-mismatch/);
  });

  test("versions, suites and groups are offered as asked", async () => {
    const { stdout } = await probe("--max-version", "1.2", "--cipher-suites", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "--groups", "secp256r1", "--alpn", "", "--json");
    const { connection } = JSON.parse(stdout) as { connection: { version: string; cipherSuite: { name: string }; group: { name: string }; alpn?: string } };
    assert.deepEqual([connection.version, connection.cipherSuite.name, connection.group.name, connection.alpn], ["TLS 1.2", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "secp256r1", undefined]);
  });

  test("a session is resumed where that is asked for", async () => {
    const ticketing = await serve((socket) => void secure(socket, { ...pki.tls, maxVersion: "TLSv1.2" }));
    assert.equal(json(await probeAt(ticketing, "--json")).probe.resumption, undefined);
    assert.notEqual(json(await probeAt(ticketing, "--json", "--resume")).probe.resumption, undefined);
  });

  test("where nobody answers the status is 2, and the reason is said", async () => {
    const gone = await listen(() => undefined);
    await gone.close();
    const { status, stdout } = await probeAt(gone);
    assert.equal(status, 2);
    assert.match(stdout, /connection-refused/);
  });
});

describe("checks", () => {
  const checked = async (...args: string[]): Promise<[status: number, ...checks: string[]]> => {
    const outcome = await probe("--json", ...args);
    return [outcome.status, ...json(outcome).probe.checks.map(({ check, passed }) => `${check} ${String(passed)}`)];
  };

  test("pins: any key of the chain", async () => {
    const root = Buffer.from(spki(pki.root), "hex").toString("base64");
    assert.deepEqual(await checked("--anchors", roots, "--pin", spki(leaf())), [0, "pin true"]);
    assert.deepEqual(await checked("--anchors", roots, "--pin", `sha256/${root}`), [0, "pin true"]);
    assert.deepEqual(await checked("--anchors", roots, "--pin", "0".repeat(64)), [1, "pin false"]);
    assert.deepEqual(await checked("--pin", spki(leaf())), [1, "pin true"], "a pin is no trust");
  });

  test("accepted certificates: trust is pardoned, a wrong name is not", async () => {
    assert.deepEqual(await checked("--accept", sha256(leaf())), [0, "accepted true"]);
    assert.deepEqual(await checked("--accept", file("leaf.pem", toPem(leaf()))), [0, "accepted true"]);
    assert.deepEqual(await checked("--anchors", "none", "--accept", sha256(leaf())), [0, "accepted true"]);
    assert.deepEqual(await checked("--accept", "0".repeat(64)), [1, "accepted false"]);
    for (const anchors of ["mozilla", "none"]) {
      const { status } = await tlscope(["probe", "other.test", "--connect", `127.0.0.1:${server.port}`, "--anchors", anchors, "--accept", sha256(leaf())]);
      assert.equal(status, 1, anchors);
    }
  });

  test("an expired certificate stays expired, accepted or not; DANE-EE stands for it", async () => {
    const old = await pki.leaf({ dns: [HOST], notBefore: "2020-01-01T00:00:00Z", notAfter: "2020-12-31T00:00:00Z" });
    const expired = await serve((socket) => void secure(socket, { key: old.key, cert: toPem(old.der) + toPem(pki.chain[1] ?? new Uint8Array()) }));
    assert.equal((await probeAt(expired, "--accept", sha256(old.der))).status, 1);
    assert.equal((await probeAt(expired, "--tlsa", file("ee.tlsa", `3 1 1 ${spki(old.der)}\n`))).status, 0);
    assert.equal((await probeAt(expired, "--tlsa", file("ta.tlsa", `2 1 1 ${spki(pki.chain[1] ?? new Uint8Array())}\n`))).status, 1);
  });

  test("DANE, each usage", async () => {
    const records = async (text: string, ...args: string[]) => checked("--tlsa", file("records.tlsa", text), ...args);
    const intermediate = pki.chain[1] ?? new Uint8Array();
    assert.deepEqual(await records(`; a comment\n_443._tcp.${HOST}. 3600 IN TLSA 3 0 1 ${sha256(leaf())}\n`), [0, "dane true"]);
    assert.deepEqual(await records(`2 0 1 ${sha256(intermediate)}`), [0, "dane true"]);
    assert.deepEqual(await records(`2 0 0 ${Buffer.from(intermediate).toString("hex")}`), [0, "dane true"]);
    assert.deepEqual(await records(`1 1 1 ${spki(leaf())}`), [1, "dane false"], "PKIX-EE asks for a valid chain too");
    assert.deepEqual(await records(`1 1 1 ${spki(leaf())}`, "--anchors", roots), [0, "dane true"]);
    assert.deepEqual(await records(`0 1 1 ${spki(pki.root)}`, "--anchors", roots), [0, "dane true"]);
    assert.deepEqual(await records(`0 1 1 ${spki(leaf())}`, "--anchors", roots), [1, "dane false"]);
    assert.deepEqual(await records(`3 1 1 ${"0".repeat(64)}`, "--anchors", roots), [1, "dane false"]);
    assert.deepEqual(await records(`_25._tcp.${HOST}. IN TLSA 3 1 1 ${"0".repeat(64)}`, "--anchors", roots), [0, "dane true"], "of another port: none");
    assert.deepEqual(await records("3 1 7 00", "--anchors", roots), [0, "dane true"], "unusable: none");
  });

  test("names: DNS-ID and SRV-ID in place of the host", async () => {
    const value = Buffer.from("_xmpp-client.example.test", "latin1");
    const srvName = new Uint8Array([0x30, 0x29, 0xa0, 0x27, 0x06, 0x08, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x08, 0x07, 0xa0, 0x1b, 0x16, value.length, ...value]);
    const made = await pki.leaf({ dns: ["x.test"], replace: [new x509.Extension("2.5.29.17", false, srvName)] });
    const named = await serve((socket) => void secure(socket, { key: made.key, cert: toPem(made.der) + toPem(pki.chain[1] ?? new Uint8Array()) }));
    assert.equal((await probeAt(named, "--anchors", roots)).status, 1);
    assert.equal((await probeAt(named, "--anchors", roots, "--srv-id", "_XMPP-client.example.test")).status, 0);
    assert.equal((await probeAt(named, "--anchors", roots, "--srv-id", "_xmpp-server.example.test")).status, 1);
    assert.deepEqual(await checked("--anchors", roots, "--dns-id", "other.test", "--dns-id", HOST), [0, "name true"]);
    assert.deepEqual(await checked("--anchors", roots, "--dns-id", "other.test"), [1, "name false"]);
  });
});

describe("client certificates", () => {
  test("are shown to a server that asks, and their passphrase comes from a file, standard input or the environment", async () => {
    const { createPrivateKey } = await import("node:crypto");
    const client = await pki.leaf({ dns: ["client.test"] });
    const locked = createPrivateKey(client.key).export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "geheim" });
    const both = file("client.pem", toPem(client.der) + String(locked));
    const seen: string[] = [];
    const asking = await serve((socket) => {
      const tls = secure(socket, { ...pki.tls, requestCert: true, rejectUnauthorized: false });
      tls.once("secure", () => seen.push(tls.getPeerCertificate().fingerprint256));
    });
    const args = ["--anchors", roots, "--client-cert", both];
    assert.equal((await probeAt(asking, ...args, "--passphrase-file", file("passphrase", "geheim\n"))).status, 0);
    assert.equal((await tlscope(["probe", HOST, "--connect", `127.0.0.1:${asking.port}`, ...args, "--passphrase-file", "-"], "geheim\n")).status, 0);
    process.env["TLSCOPE_PASSPHRASE"] = "geheim";
    try {
      assert.equal((await probeAt(asking, ...args)).status, 0);
    } finally {
      delete process.env["TLSCOPE_PASSPHRASE"];
    }
    assert.deepEqual(seen.map((each) => each.replaceAll(":", "").toLowerCase()), Array<string>(3).fill(sha256(client.der)));
    const wrong = await probeAt(asking, ...args, "--passphrase-file", file("wrong", "falsch\n"));
    assert.equal(wrong.status, 2);
    assert.doesNotMatch(wrong.stderr + wrong.stdout, /falsch|geheim/);
    for (const onCommandLine of [["--passphrase", "geheim"], ["--passphrase=geheim"]]) {
      const refused = await probeAt(asking, ...args, ...onCommandLine);
      assert.deepEqual([refused.status, refused.stdout], [2, ""]);
      assert.match(refused.stderr, /Unknown option '--passphrase'/);
      assert.doesNotMatch(refused.stderr, /geheim/);
    }
  });
});

describe("a list", () => {
  test("a line of JSON a host, no more at a time than asked, and no socket is left", async () => {
    const slow = await serve((socket) => setTimeout(() => secure(socket, pki.tls), 20));
    const hosts = Array.from({ length: 40 }, (_, i) => `h${i}.probe.test`);
    const list = file("hosts.txt", `# hosts\n\n${hosts.join("\n")}\nnot a host\n${HOST} # the good one\n`);
    const { status, stdout, stderr } = await tlscope(["probe", "--list", list, "--concurrency", "8", "--connect", `127.0.0.1:${slow.port}`, "--anchors", roots]);
    const lines = stdout.trimEnd().split("\n").map((line) => JSON.parse(line) as Partial<Answer> & { line: number; error?: { code: string } });
    assert.equal(lines.length, 42);
    for (const line of lines) assertFits("probe-1", line);
    assert.deepEqual(lines.map(({ line }) => line).sort((a, b) => a - b), Array.from({ length: 42 }, (_, i) => i + 3));
    assert.ok(slow.most <= 8);
    assert.equal(lines.find(({ host }) => host === HOST)?.chain?.verdict, "valid");
    assert.equal(lines.find(({ host }) => host === "h0.probe.test")?.chain?.verdict, "invalid");
    assert.equal(lines.find(({ line }) => line === 43)?.error?.code, "target");
    assert.equal(status, 2);
    assert.match(stderr, /42 hosts in .*: 1 not invalid, 40 invalid, 1 without an answer/);
    await slow.empty();
  });

  test("500 hosts: 32 at a time as asked, never more, and no socket is left", async () => {
    const held: Socket[] = [];
    // None of the first 32 is served before all of them are there.
    const many = await serve((socket) => {
      held.push(socket);
      if (many.most >= 32) for (const each of held.splice(0)) secure(each, pki.tls);
    });
    const sockets = (): number => process.getActiveResourcesInfo().filter((kind) => kind === "TCPSocketWrap").length;
    await many.empty();
    const before = sockets();
    const list = Array.from({ length: 500 }, (_, i) => `h${i}.probe.test\n`).join("");
    const { stdout } = await tlscope(["probe", "--list", "-", "--concurrency", "32", "--connect", `127.0.0.1:${many.port}`, "--anchors", roots], list);
    const lines = stdout.trimEnd().split("\n").map((line) => JSON.parse(line) as Answer);
    assert.deepEqual(new Set(lines.map(({ host }) => host)).size, 500);
    assert.ok(lines.every(({ probe: { failure }, observation: { tlsInfo } }) => failure === undefined && tlsInfo.sentChain.length === 2));
    await many.empty();
    assert.deepEqual([many.most, sockets()], [32, before]);
  });

  test("from standard input; a file that is not there is bad usage", async () => {
    const { stdout } = await tlscope(["probe", "--list", "-", "--connect", `127.0.0.1:${server.port}`, "--anchors", roots], `${HOST}\n`);
    assert.equal((JSON.parse(stdout) as Answer).chain.verdict, "valid");
    const missing = await tlscope(["probe", "--list", join(folder, "none.txt")]);
    assert.equal(missing.status, 2);
    assert.match(missing.stderr, /none\.txt cannot be read/);
  });
});

test("usage that cannot be met is said before anybody is asked", async () => {
  const bad: string[][] = [
    [], [HOST, HOST], [HOST, "--list", "x"], [HOST, "--pin", "abc"], [HOST, "--starttls", "gopher"], [HOST, "--groups", "none-such"],
    [HOST, "--cipher-suites", "none-such"], [HOST, "--min-version", "1.3", "--max-version", "1.2"], [HOST, "--timeout", "0"], ["a b"], ["x:99999"],
    [HOST, "--client-key", "x"], [HOST, "--srv-id", "example.test"], [HOST, "--anchors", "none", "--anchors", "mozilla"], [HOST, "--passphrase", "x"],
    [HOST, "--concurrency", "2"], [HOST, "--http", "--starttls", "smtp"], [HOST, "--connect", "a:b:c"], [HOST, "--anchors", "/nowhere.pem"], [HOST, "--tlsa", file("bad.tlsa", "hello\n")],
  ];
  for (const args of bad) {
    const { status, stdout, stderr } = await tlscope(["probe", ...args]);
    assert.deepEqual([status, stdout], [2, ""], args.join(" "));
    assert.match(stderr, /^tlscope: /, args.join(" "));
  }
});

describe("--http", () => {
  const html = "HTTP/1.1 301 Moved\r\nLocation: /elsewhere\r\nStrict-Transport-Security: max-age=63072000; includeSubDomains\r\nContent-Length: 0\r\n\r\n";

  test("one request, said before, whose HSTS counts for the grade", async () => {
    const asked: string[] = [];
    const web = await serve((socket) => {
      const tls = secure(socket, { ...pki.tls, ALPNProtocols: ["h2", "http/1.1"] });
      tls.on("data", (chunk: Buffer) => {
        asked.push(chunk.toString("latin1"));
        tls.write(html);
      });
    });
    const without = await probeAt(web, "--anchors", roots, "--json");
    assert.deepEqual([asked, (JSON.parse(without.stdout) as { observation: { hsts?: object } }).observation.hsts], [[], undefined]);
    const { stdout, stderr } = await probeAt(web, "--anchors", roots, "--http", "--json");
    const answer = JSON.parse(stdout) as { observation: { hsts: object }; rating: { grade: string }; probe: { http: object } };
    assertFits("probe-1", answer);
    assert.deepEqual(asked.map((each) => each.split("\r\n", 2)), [["GET / HTTP/1.1", `host: ${HOST}`]], "one request, and no redirect is followed");
    assert.deepEqual(answer.probe.http, { status: 301, strictTransportSecurity: "max-age=63072000; includeSubDomains" });
    assert.deepEqual(answer.observation.hsts, { maxAge: 63072000, includeSubDomains: true, preload: false });
    assert.equal(answer.rating.grade, "A+");
    assert.match(stderr, /sends one request, GET \/, to probe\.test/);
    assert.match((await probeAt(web, "--anchors", roots, "--http")).stdout, /HSTS +max-age=63072000/);
  });

  test("that nothing is answered is said", async () => {
    const mute = await serve((socket) => void secure(socket, pki.tls));
    const { stdout } = await probeAt(mute, "--anchors", roots, "--http", "--json", "--timeout", "1");
    const answer = JSON.parse(stdout) as { probe: { http: { failure: { code: string } } } };
    assertFits("probe-1", answer);
    assert.equal(answer.probe.http.failure.code, "connection-timeout");
  });
});

test("a scan stands in the JSON and in the report", async () => {
  const { probe: { scan } } = JSON.parse((await probe("--anchors", roots, "--scan", "--json")).stdout) as { probe: { scan: { versions: { version: string; offered: boolean; groups: string[] }[]; rating: { grade: string } } } };
  assert.deepEqual(scan.versions.filter(({ offered }) => offered).map(({ version }) => version), ["TLS 1.2", "TLS 1.3"]);
  assert.ok(scan.versions[4]?.groups.includes("x25519"));
  assert.match((await probe("--anchors", roots, "--scan")).stdout, new RegExp(`Scan: ${scan.rating.grade} `));
});
