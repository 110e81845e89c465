// Captures of Node's own connections to the lab, read by `tlscope import capture` through tshark. It is looked for, not installed:
// where there is none the test says so and is skipped.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { connect } from "node:tls";
import { isDeepStrictEqual } from "node:util";
import { gzipSync } from "node:zlib";
import { locateProgram } from "../../cli/programs.ts";
import type { Lab } from "../../lab/lab.ts";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import type { Assessment } from "../../src/core/assessment.ts";
import type { Observation } from "../../src/core/observation.ts";
import { parseObservation } from "../../src/core/telemetry/observation-json.ts";
import { tlscope } from "../support/command.ts";
import { recordWire, type RecordedWire } from "../support/recorded-wire.ts";
import { sha256 } from "../support/sha256.ts";
import { assertFits } from "../support/schema.ts";

const tshark = locateProgram([process.env["TLSCOPE_TSHARK"] ?? "tshark"]);
const SECRET = "s3cr3t-of-somebody";

describe("captures", { skip: tshark === undefined ? "tshark is not installed" : false }, () => {
  const folder = mkdtempSync(join(tmpdir(), "tlscope-capture-"));
  const keyLines: string[] = [];
  let lab: Lab;
  let wire: RecordedWire;
  let hosts: string[];

  const file = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  before(async () => {
    lab = await sharedLab();
    wire = await recordWire(lab.port);
    hosts = lab.cases.filter(({ category, server, unavailable }) => ["chain", "version", "failure"].includes(category) && server.kind !== "plain" && unavailable === undefined).map(({ host }) => host);
    for (const host of hosts) await visit(host);
    await wire.close();
  });

  after(async () => {
    await lab.stop();
    rmSync(folder, { recursive: true });
  });

  /** One connection, with a request that nobody else is to read. */
  async function visit(host: string): Promise<void> {
    const socket = connect({ host: "127.0.0.1", port: wire.port, servername: host, rejectUnauthorized: false, minVersion: "TLSv1", ciphers: "DEFAULT@SECLEVEL=0", ALPNProtocols: ["http/1.1"] });
    socket.on("keylog", (line: Buffer) => keyLines.push(line.toString("latin1")));
    socket.on("secureConnect", () => socket.end(`GET /${SECRET} HTTP/1.1\r\nhost: ${host}\r\ncookie: ${SECRET}\r\nconnection: close\r\n\r\n`));
    // Half of the cases fail, which is what they are for.
    socket.on("error", () => undefined);
    socket.resume();
    await new Promise<void>((resolve) => {
      socket.on("close", () => resolve());
    });
  }

  async function read(...args: string[]): Promise<{ observations: Observation[]; stderr: string; status: number; stdout: string }> {
    const { status, stdout, stderr } = await tlscope(["import", "capture", ...args, "--jsonl"]);
    const observations = stdout.split("\n").filter((line) => line !== "").map((line) => {
      assertFits("observation-1", JSON.parse(line));
      return parseObservation(JSON.parse(line));
    });
    return { observations, stderr, status, stdout };
  }

  function assertSent(observations: readonly Observation[]): void {
    assert.deepEqual(observations.map(({ host }) => host).sort(), [...hosts].sort());
    for (const { host, port, ip, tlsInfo } of observations) {
      const { server, category } = lab.cases.find((each) => each.host === host) ?? {};
      assert.deepEqual([port, ip, tlsInfo.extra?.source], [443, "192.0.2.7", "capture"]);
      if (category === "failure") {
        assert.ok(tlsInfo.sentChain !== undefined || tlsInfo.extra?.unavailable?.sentChain === "handshake-failed", host);
        continue;
      }
      assert.deepEqual(tlsInfo.sentChain, lab.sentChain(host), `${host}: byte for byte`);
      if (server?.kind === "tls") assert.equal(tlsInfo.tlsVersion, server.version);
      assert.notEqual(tlsInfo.cipherSuite, undefined);
      assert.equal(tlsInfo.extra?.unavailable?.builtChain, "not-recorded");
      assert.equal(tlsInfo.chainValid, undefined, "what the client made of it was not recorded");
    }
  }

  test("with a key log: TLS 1.0 to 1.3, every chain as sent, byte for byte", async () => {
    const { observations, stderr } = await read(file("plain.pcapng", wire.capture()), "--keylog", file("keys", keyLines.join("")));
    assertSent(observations);
    assert.match(stderr, /no key that opens what was sent/);
  });

  test("with the keys in the capture, gzipped: the same", async () => {
    const { observations } = await read(file("secrets.pcapng.gz", gzipSync(wire.capture(keyLines.join("")))));
    assertSent(observations);
  });

  test("without keys: what TLS 1.3 encrypts is not known, and that is the reason", async () => {
    const { observations, stderr } = await read(file("sealed.pcapng", wire.capture()));
    const sealed = observations.filter(({ tlsInfo }) => tlsInfo.tlsVersion === "TLS 1.3");
    assert.ok(sealed.length > 5);
    for (const { tlsInfo: { cipherSuite, keyExchangeGroup, sentChain, extra } } of sealed) {
      assert.ok(cipherSuite !== undefined && keyExchangeGroup !== undefined && sentChain === undefined);
      assert.deepEqual([extra?.resumed, extra?.unavailable?.sentChain, extra?.unavailable?.alpn, extra?.unavailable?.signatureScheme], [false, "no-keys", "no-keys", "no-keys"]);
    }
    for (const { host, tlsInfo } of observations) if (tlsInfo.tlsVersion === "TLS 1.2") assert.deepEqual(tlsInfo.sentChain, lab.sentChain(host));
    assert.match(stderr, /the certificates cannot be read/);
  });

  test("judged, and nothing that was sent behind the handshakes is in any of it", async () => {
    const capture = file("judged.pcapng", wire.capture(keyLines.join("")));
    const out = join(folder, "out.json");
    const outcomes = await Promise.all([["--json"], ["--jsonl"], [], ["--telemetry", out]].map((options) => tlscope(["import", "capture", capture, ...options])));
    const assessments = JSON.parse(outcomes[0]?.stdout ?? "") as Assessment[];
    assert.equal(outcomes[0]?.status, 0, "nobody's verdict was recorded, and the lab's roots are nobody's");
    for (const { host, chain } of assessments) assert.ok(chain.sent.length === 0 || isDeepStrictEqual(chain.sent.map(({ sha256: hash }) => hash), lab.sentChain(host).map(sha256)), host);
    const written = [...outcomes.flatMap(({ stdout, stderr }) => [stdout, stderr]), readFileSync(out, "utf8")].join("\n");
    assert.ok(!written.includes(SECRET));
    for (const line of keyLines) assert.ok(!written.includes(line.split(" ")[2]?.trim() ?? ""), "no secret is written");
  });

  test("assess tells it by its content; a capture that was cut off is read as far as it goes", async () => {
    const whole = wire.capture(keyLines.join(""));
    const judged = await tlscope(["assess", file("cut.dat", whole.subarray(0, -100)), "--json"]);
    assert.ok((JSON.parse(judged.stdout) as unknown[]).length >= hosts.length - 1);
    assert.match(judged.stderr, /The capture was cut off/);
  });

  test("what is no capture, and what is damaged, is said; nothing is left behind", async () => {
    const nonsense = await tlscope(["import", "capture", file("nonsense", "0123456789 no capture")]);
    assert.deepEqual([nonsense.status, nonsense.stdout], [2, ""]);
    assert.match(nonsense.stderr, /tshark cannot read it/);
    const damaged = await read(file("damaged", Buffer.concat([wire.capture(keyLines.join("")), Buffer.alloc(64, 7)])));
    assertSent(damaged.observations);
    assert.match(damaged.stderr, /it is damaged there\. What stands before that was read\./);
    assert.deepEqual(readdirSync(tmpdir()).filter((name) => name.startsWith("tlscope-tshark-")), []);
  });
});
