// What openssl's s_server was told to take, against what `tlscope probe --scan` says that it takes.
// openssl is looked for, not installed: where there is none the test says so and is skipped.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { after, before, describe, test } from "node:test";
import { freePort } from "../../lab/servers/ports.ts";
import type { Assessment } from "../../src/core/assessment.ts";
import { cipherSuiteByAnyName } from "../../src/core/registry/openssl-cipher-names.ts";
import { tlscope } from "../support/command.ts";

const found = spawnSync("openssl", ["version"], { encoding: "utf8" });
const skip = found.status === 0 ? false : "openssl is not installed";
const HOST = "localhost";

let folder = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "s-server-"));
  if (skip !== false) return;
  openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "30", "-subj", "/CN=Peers CA", "-addext", "keyUsage=critical,keyCertSign");
  for (const [name, algorithm, host = HOST] of [["rsa", ["RSA"]], ["brainpool", ["EC", "-pkeyopt", "ec_paramgen_curve:brainpoolP256r1"], "other.test"], ["ed25519", ["ED25519"]], ["ed448", ["ED448"]]] as const) {
    openssl("genpkey", "-algorithm", ...algorithm, "-out", `${name}.key`);
    openssl("req", "-new", "-key", `${name}.key`, "-subj", `/CN=${host}`, "-out", `${name}.csr`);
    writeFileSync(join(folder, "leaf.ext"), `subjectAltName=DNS:${host}\nkeyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=serverAuth\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n`);
    openssl("x509", "-req", "-in", `${name}.csr`, "-CA", "ca.pem", "-CAkey", "ca.key", "-set_serial", "0x1234567890abcdef01", "-days", "30", "-extfile", "leaf.ext", "-out", `${name}.pem`);
  }
});
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

function openssl(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync("openssl", args, { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stdout;
}

interface Scanned {
  report: string;
  assessment: Assessment;
  scan: {
    rating: { grade: string | null; caps: { rule: string; grade: string }[] };
    versions: { version: string; suites: { name?: string; id: number }[]; unclear?: unknown }[];
    limits?: { clientHello: { bytes: number; taken: boolean }[] };
  };
}

/** Starts s_server, scans it, and ends it. */
async function scanned(certificate: string, ...args: string[]): Promise<Scanned> {
  const port = await freePort();
  const server = spawn("openssl", ["s_server", "-quiet", "-www", "-accept", `127.0.0.1:${String(port)}`, "-cert", `${certificate}.pem`, "-key", `${certificate}.key`, ...args], { cwd: folder, stdio: "ignore" });
  try {
    await listening(port);
    const probe = ["probe", `${HOST}:${String(port)}`, "--connect", `127.0.0.1:${String(port)}`, "--anchors", join(folder, "ca.pem"), "--scan"];
    const { stdout } = await tlscope([...probe, "--json"]);
    const json = JSON.parse(stdout) as Assessment & { probe: Pick<Scanned, "scan"> };
    const { stdout: report } = await tlscope(probe);
    return { assessment: json, scan: json.probe.scan, report };
  } finally {
    const gone = once(server, "exit");
    server.kill("SIGKILL");
    await gone;
  }
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const socket = connect(port, "127.0.0.1");
    const answered = await new Promise<boolean>((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
    socket.destroy();
    if (answered) return;
    await delay(50);
  }
  assert.fail("s_server does not listen");
}

/** What openssl's own list has for a version, by IANA's numbers; suites of keys that the server does not have left out. */
function listed(version: "-tls1" | "-tls1_1" | "-tls1_2", ciphers: string): number[] {
  return openssl("ciphers", "-s", version, "-psk", ciphers).trim().split(":").filter((name) => !/ECDSA|DSS/.test(name))
    .map((name) => cipherSuiteByAnyName(name)?.id ?? assert.fail(name)).sort((a, b) => a - b);
}

const suitesOf = ({ scan }: Scanned, wanted: string): number[] => scan.versions.find(({ version }) => version === wanted)?.suites.map(({ id }) => id).sort((a, b) => a - b) ?? [];
const unclearOf = ({ scan }: Scanned): unknown[] => scan.versions.flatMap(({ unclear }) => unclear === undefined ? [] : [unclear]);

describe("openssl s_server", { skip }, () => {
  const all = "ALL:@SECLEVEL=0";

  test("pre-shared keys beside an RSA certificate: every suite of every version", async () => {
    const seen = await scanned("rsa", "-psk", "0102030405060708", "-cipher", all, "-no_tls1_3");
    for (const [name, option] of [["TLS 1.0", "-tls1"], ["TLS 1.1", "-tls1_1"], ["TLS 1.2", "-tls1_2"]] as const) assert.deepEqual(suitesOf(seen, name), listed(option, all), name);
    assert.deepEqual(unclearOf(seen), []);
  });

  test("pre-shared keys at openssl's own level, where RSA suites of TLS 1.0 end in internal_error: the list is complete or says that it is not", async () => {
    const seen = await scanned("rsa", "-psk", "0102030405060708", "-no_tls1_3", "-cipher", "DEFAULT:PSK");
    for (const name of ["TLS 1.0", "TLS 1.1"]) {
      const { suites = [], unclear } = seen.scan.versions.find(({ version }) => version === name) ?? {};
      if (suites.length > 0 && unclear === undefined) assert.deepEqual(suitesOf(seen, name).filter((id) => id === 0x008c || id === 0x008d).length, 2, name);
    }
  });

  test("another name and a brainpool key: the certificate that was seen is judged, and no size is refused", async () => {
    const seen = await scanned("brainpool");
    assert.equal(seen.scan.rating.grade, "T");
    assert.ok(seen.scan.rating.caps.some(({ rule }) => rule === "certificate/name-mismatch"));
    assert.deepEqual(seen.scan.limits?.clientHello.filter(({ taken }) => !taken), []);
    assert.match(seen.report, /ClientHello: taken up to 33000 bytes/);
  });

  test("NULL alone: F, trusted or not", async () => {
    for (const certificate of ["rsa", "brainpool"]) {
      const seen = await scanned(certificate, "-cipher", "NULL:@SECLEVEL=0", "-no_tls1_3");
      assert.equal(seen.scan.rating.grade, "F", certificate);
      assert.ok(seen.report.includes("Scan: F"), certificate);
    }
  });

  for (const [key, signed] of [["ed25519", "ed25519"], ["ed448", "ed448"]] as const) {
    test(`a key of ${key}: the handshake succeeds, and browsers refuse it`, async () => {
      const { assessment, report } = await scanned(key);
      assert.equal(assessment.connection.version, "TLS 1.3");
      const rules = assessment.findings.map(({ rule }) => rule);
      assert.ok(rules.includes("connection/signature-unoffered") && rules.includes("chain/unsupported-algorithm"), rules.join());
      assert.deepEqual([assessment.chain.verdict, assessment.rating.grade], ["invalid", "T"]);
      assert.match(report, new RegExp(`Signature +${signed}`));
      assert.match(report, new RegExp(`signed the handshake with ${signed}, which neither Firefox nor Chromium offers`));
    });
  }
});
