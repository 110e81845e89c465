// What testssl.sh sees of the lab's servers of one suite, against what one connection of ours shows and TLScope says of it.
// It is looked for, not installed: where there is none the test says so and is skipped.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { labNode } from "../../lab/index.ts";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { assess } from "../../src/core/assess.ts";
import type { Assessment } from "../../src/core/assessment.ts";
import { cipherSuiteByName } from "../../src/core/registry/cipher-suites.ts";
import { cipherSuiteByAnyName } from "../../src/core/registry/openssl-cipher-names.ts";
import { groupById, groupByName } from "../../src/core/registry/groups.ts";
import { tlsVersionByName } from "../../src/core/registry/tls-versions.ts";
import { english } from "../../cli/messages.ts";
import type { Handshake } from "../support/handshake.ts";
import type { Lab } from "../../lab/lab.ts";

// Debian calls it testssl.
const program = ["testssl", "testssl.sh"].find((name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0);

const HOSTS = ["tls13-aes128.test", "tls12-ecdhe-gcm.test", "tls12-ecdhe-cbc.test", "tls12-rsa.test"];
/** It makes some thirty connections in a shell script. Milliseconds. */
const PATIENCE = 180_000;

/** What testssl.sh says, by the ids of its JSON. */
type Seen = ReadonlyMap<string, string>;

async function scan(host: string, port: number): Promise<Seen> {
  const folder = mkdtempSync(join(tmpdir(), "testssl-"));
  try {
    const file = join(folder, "seen.json");
    const child = spawn(program ?? "", ["--ip", "127.0.0.1", "-p", "-P", "-S", "--color", "0", "--warnings", "off", "--quiet", "--jsonfile", file, `${host}:${String(port)}`], { stdio: "ignore", timeout: PATIENCE });
    const [status] = await once(child, "exit") as [number | null];
    assert.equal(status, 0, `testssl.sh ended with ${String(status)}`);
    const entries = JSON.parse(readFileSync(file, "utf8")) as { id: string; finding: string }[];
    return new Map(entries.map(({ id, finding }) => [id, finding]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One connection, and what TLScope says of it. */
async function observe(lab: Lab, host: string): Promise<Assessment> {
  const main = fileURLToPath(new URL("../support/handshake-main.ts", import.meta.url));
  const child = spawn(labNode(), ["--import", createRequire(import.meta.url).resolve("tsx"), main], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify([{ host, port: lab.port, tls: { ecdhCurve: "X25519:P-256:P-384" } }]));
  const [answer] = JSON.parse(await text(child.stdout)) as (Handshake | { error: string })[];
  assert.ok(answer !== undefined && !("error" in answer), JSON.stringify(answer));
  const { version, cipherSuite, group, chain } = answer;
  const named = typeof group === "number" ? groupById(group) : group === undefined ? undefined : groupByName(group);
  const suite = cipherSuiteByName(cipherSuite);
  assert.ok(suite !== undefined && version !== null, JSON.stringify(answer));
  return assess({
    host,
    tlsInfo: {
      protocol: "TLS", tlsVersion: tlsVersionByName(version) ?? version, cipherSuite: suite.id, sentChain: chain.map((base64) => new Uint8Array(Buffer.from(base64, "base64"))),
      ...(named === undefined ? {} : { keyExchangeGroup: named.name }),
    },
    trustAnchors: [...lab.roots],
  }, { time: Date.now(), text: english });
}

/** "ECDHE-ECDSA-AES128-GCM-SHA256, 253 bit ECDH (X25519)": the suite's IANA name, and the group where one is told. */
function negotiated(seen: Seen): { suite: string | undefined; group: string | undefined } {
  const [name = "", exchange = ""] = (seen.get("cipher_negotiated") ?? "").split(", ");
  const group = /\(([^)]+)\)/.exec(exchange)?.[1];
  return { suite: cipherSuiteByAnyName(name)?.name, group: group === undefined ? undefined : groupByName(group)?.name };
}

describe("testssl.sh", { skip: program === undefined ? "testssl.sh is not installed (Debian: testssl.sh)" : false, timeout: PATIENCE * HOSTS.length }, () => {
  let lab: Lab;
  before(async () => {
    lab = await sharedLab();
  });
  after(() => lab.stop());

  for (const host of HOSTS) {
    test(`sees of ${host} what one connection shows`, async (context) => {
      const unavailable = lab.cases.find((labCase) => labCase.host === host)?.unavailable;
      if (unavailable !== undefined) return context.skip(unavailable);
      const { connection, chain } = await observe(lab, host);
      const seen = await scan(host, lab.port);
      assert.equal(tlsVersionByName((seen.get("protocol_negotiated") ?? "").replace(/^Default protocol /, "")), connection.version);
      const { suite, group } = negotiated(seen);
      assert.equal(suite, connection.cipherSuite?.name);
      assert.equal(group, connection.group?.name);
      assert.equal(seen.get("cert_keySize"), `${connection.key?.type ?? ""} ${String(connection.key?.bits)} bits`);
      assert.equal(seen.get("cert_fingerprintSHA256")?.toLowerCase(), chain.path?.[0]);
      assert.equal(Number(seen.get("certs_countServer")), chain.sent.length);
      // Of all versions it asks for, the server has the one that was negotiated.
      const offered = (["SSLv2", "SSLv3", "TLS1", "TLS1_1", "TLS1_2", "TLS1_3"] as const).filter((id) => seen.get(id)?.startsWith("offered") === true);
      assert.deepEqual(offered, [(connection.version ?? "").replace("TLS 1.2", "TLS1_2").replace("TLS 1.3", "TLS1_3")]);
    });
  }
});
