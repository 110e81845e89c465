import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { build } from "esbuild";
import { FOUND_FOLDERS } from "../../../scripts/support/by-folder.ts";
import { toPem } from "../../../src/core/x509/pem.ts";
import { Certificate } from "../../../src/core/x509/certificate.ts";
import { assertFits } from "../../support/schema.ts";
import { tlscope, type CommandOutcome } from "../../support/command.ts";
import { listen, secure, testPki, type TestPki, type TestServer } from "./servers.ts";

const HOST = "anchors.test";
const folder = mkdtempSync(join(tmpdir(), "tlscope-anchors-command-"));
let pki: TestPki;
let server: TestServer;
let roots: string;
let sent: string;

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

before(async () => {
  pki = await testPki(HOST);
  const other = await testPki("other.test");
  server = await listen((socket) => void secure(socket, pki.tls));
  roots = file("roots.pem", other.rootPem + pki.rootPem);
  sent = file("sent.pem", pki.tls.cert);
});

after(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const anchors = (...args: string[]): Promise<CommandOutcome> => tlscope(["anchors", HOST, ...args]);
const connecting = (...args: string[]): Promise<CommandOutcome> => anchors("--connect", `127.0.0.1:${server.port}`, ...args);

interface Answer {
  asked: { issuer: string; keyIdentifier: string; of: string }[];
  anchors: { sha256: string; subject: string; certificate: string }[];
  trusted?: boolean;
  connections?: { anchors: number; trusted: boolean; error?: string }[];
}

test("JSON: what is asked for, what was found, and two connections of which the second is trusted", async () => {
  const { status, stdout, stderr } = await connecting("--from", roots, "--json");
  const answer = JSON.parse(stdout) as Answer;
  const root = Certificate.parse(pki.root);
  assertFits("anchors-1", answer);
  assert.deepEqual([status, stderr], [0, ""]);
  assert.deepEqual(answer.asked[0], { issuer: "CN=Companion test root", keyIdentifier: Buffer.from(root.subjectKeyIdentifier ?? []).toString("hex"), of: Certificate.parse(pki.chain[1] ?? new Uint8Array()).sha256 });
  assert.deepEqual(answer.anchors, [{ sha256: root.sha256, subject: "CN=Companion test root", certificate: Buffer.from(pki.root).toString("base64") }]);
  assert.deepEqual(answer.connections?.map(({ anchors: count, trusted, error }) => [count, trusted, error !== undefined]), [[0, false, true], [1, true, false]]);
  assert.equal(answer.trusted, true);
});

test("words, and the anchors alone as PEM", async () => {
  const { stdout } = await connecting("--from", roots);
  assert.match(stdout, /^anchors\.test\n\n {2}Asks for\n {4}CN=Companion test root, key [0-9a-f]{40}\n/);
  assert.match(stdout, /with no anchor: not trusted \([A-Z_]+\)\n {4}with one anchor: trusted\n$/);
  assert.equal((await connecting("--from", roots, "--pem")).stdout, toPem(pki.root));
});

test("where nobody who signed it is found, it is not trusted, and nobody is connected to a second time", async () => {
  const { status, stdout } = await connecting("--json");
  const answer = JSON.parse(stdout) as Answer;
  assert.deepEqual([status, answer.anchors, answer.trusted, answer.connections?.length], [1, [], false, 1]);
});

test("from a file nothing is connected to", async () => {
  const { status, stdout } = await anchors("--sent", sent, "--from", roots, "--json");
  const answer = JSON.parse(stdout) as Answer;
  assert.deepEqual([status, answer.anchors.length, answer.connections], [0, 1, undefined]);
  assertFits("anchors-1", answer);
});

test("a server that is not there, files that cannot be read, and bad usage: 2", async () => {
  const gone = await listen(() => undefined);
  await gone.close();
  const missing = await anchors("--connect", `127.0.0.1:${gone.port}`, "--json");
  assert.equal(missing.status, 2);
  assertFits("anchors-1", JSON.parse(missing.stdout));
  const unreadable = await connecting("--from", join(folder, "none.pem"));
  assert.deepEqual([unreadable.status, /none\.pem cannot be read/.test(unreadable.stderr)], [2, true]);
  const bad = await connecting("--from", file("bad.pem", "-----BEGIN CERTIFICATE-----\nMA"));
  assert.deepEqual([bad.status, /end within a certificate/.test(bad.stderr)], [2, true]);
  assert.equal((await anchors("--sent", join(folder, "none.pem"))).status, 2);
  for (const args of [["--json", "--pem"], ["--sent", sent, "--connect", "a"], ["--starttls", "gopher"], ["more"], ["--nothing"]]) assert.equal((await anchors(...args)).status, 2, args.join(" "));
});

test("the library of the package is one file that does the same", async () => {
  const out = join(folder, "trust.mjs");
  await build({ entryPoints: ["companion/trust/index.ts"], outfile: out, bundle: true, platform: "node", format: "esm", plugins: [FOUND_FOLDERS], logLevel: "error" });
  const program = `
    import { anchorsInFile, connectTrusting, JustInTimeTrust } from ${JSON.stringify(out)};
    const trust = new JustInTimeTrust(anchorsInFile(${JSON.stringify(roots)}), { now: Date.now, timeToLive: 60_000, maxBytes: 4096 });
    const connect = () => connectTrusting({ host: ${JSON.stringify(HOST)}, port: ${server.port} }, trust, { connect: { host: "127.0.0.1" } });
    console.log((await connect()).attempts.length, (await connect()).attempts.length);`;
  assert.equal((await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program])).stdout.trim(), "2 1");
});
