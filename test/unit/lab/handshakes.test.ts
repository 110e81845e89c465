import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Expectation, type LabCase, labNode } from "../../../lab/index.ts";
import { sharedLab } from "../../../scripts/testing/shared-lab.ts";
import { cases } from "../../../lab/cases/index.ts";
import type { Handshake, HandshakeRequest } from "../../support/handshake.ts";
import { clientHello } from "./client-hello-bytes.ts";
import type { Lab } from "../../../lab/lab.ts";

type Result = Handshake | { error: string };

const GROUPS: Readonly<Record<string, number | string>> = { x25519: 0x001d, secp256r1: 0x0017, secp384r1: 0x0018, X25519MLKEM768: 0x11ec };
const VERSIONS = { "TLS 1.0": "TLSv1", "TLS 1.1": "TLSv1.1", "TLS 1.2": "TLSv1.2", "TLS 1.3": "TLSv1.3" } as const;

let lab: Lab;
const results = new Map<string, Result>();

/** Under the lab's own Node, since this one's OpenSSL may lack groups. */
async function handshakes(requests: readonly HandshakeRequest[]): Promise<Result[]> {
  const main = fileURLToPath(new URL("../../support/handshake-main.ts", import.meta.url));
  const child = spawn(labNode(), ["--import", createRequire(import.meta.url).resolve("tsx"), main], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(requests));
  return JSON.parse(await text(child.stdout)) as Result[];
}

/** The hosts that can be asked on a TLS port. */
const asked = cases.filter(({ server }) => server.kind !== "plain");

before(async () => {
  lab = await sharedLab();
  const served = asked.filter(({ host }) => unavailable(host) === undefined);
  const answers = await handshakes(served.map(({ host, server }) => ({
    host,
    port: Number(new URL(lab.url(host)).port),
    tls: {
      ...(server.kind === "tls" ? { ALPNProtocols: server.alpn.filter((name) => name !== "h3") } : {}),
      // The suite that no browser offers is not among the client's defaults either.
      ...(host === "no-common-cipher.test" ? { ciphers: "ECDHE-ECDSA-AES256-CCM8:@SECLEVEL=0" } : {}),
    },
  })));
  for (const [index, { host }] of served.entries()) {
    const answer = answers[index];
    if (answer !== undefined) results.set(host, answer);
  }
});

after(() => lab.stop());

function unavailable(host: string): string | undefined {
  return lab.cases.find((labCase) => labCase.host === host)?.unavailable;
}

function resultOf(host: string): Handshake {
  const result = results.get(host);
  assert.ok(result !== undefined, `${host} was not asked`);
  if ("error" in result) assert.fail(`${host}: ${result.error}`);
  return result;
}

/** What the server must do with a client that takes anything: from the table's server, not from what a browser makes of it. */
function wanted({ server }: LabCase): Partial<Expectation> {
  if (server.kind !== "tls") return {};
  const { version, cipherSuites: [cipherSuite], groups: [group], alpn } = server;
  const over = alpn.find((name) => name !== "h3");
  return { tlsVersion: version, ...(cipherSuite === undefined ? {} : { cipherSuite }), ...(group === undefined ? {} : { group }), ...(over === undefined ? {} : { alpn: over }) };
}

describe("every TLS host negotiates what its case says and sends its chain byte for byte", () => {
  for (const labCase of asked) {
    const { host, server } = labCase;
    if (server.kind !== "tls") continue;
    test(host, (context) => {
      const reason = unavailable(host);
      if (reason !== undefined) {
        context.skip(reason);
        return;
      }
      const { tlsVersion = "TLS 1.3", cipherSuite = "", group = "", alpn } = wanted(labCase);
      const seen = resultOf(host);
      assert.equal(seen.version, VERSIONS[tlsVersion]);
      assert.equal(seen.cipherSuite, cipherSuite);
      if (tlsVersion === "TLS 1.3") assert.equal(seen.group, GROUPS[group]);
      else if (cipherSuite.startsWith("TLS_RSA_")) assert.equal(seen.group, undefined);
      else assert.equal(seen.group, "X25519");
      assert.equal(seen.alpn, alpn);
      const sent = lab.sentChain(host).map((der) => Buffer.from(der).toString("base64"));
      assert.equal(sent.length, labCase.chain.length);
      assert.deepEqual(seen.chain, sent);
    });
  }
});

test("hosts that break off do it in their own ways", () => {
  assert.deepEqual(results.get("reset.test"), { error: "ECONNRESET" });
  assert.deepEqual(results.get("close.test"), { error: "ECONNRESET" });
  assert.deepEqual(results.get("plain-text.test"), { error: "ERR_SSL_WRONG_VERSION_NUMBER" });
});

test("a reset is a TCP reset, and a close is an orderly one", async () => {
  for (const [host, expected] of [["reset.test", "ECONNRESET"], ["close.test", "end"]] as const) {
    const socket = connect(lab.port, "127.0.0.1");
    socket.write(await clientHello(host));
    socket.resume();
    const outcome = await once(socket, "end").then(() => "end", (error: unknown) => (error instanceof Error && "code" in error ? error.code : error));
    socket.destroy();
    assert.equal(outcome, expected, host);
  }
});

test("the roots to trust are the ends of the expected paths", () => {
  const roots = new Set(lab.roots.map((der) => Buffer.from(der).toString("hex")));
  const ends = cases.flatMap(({ host, expect }) => {
    const anchor = expect.path === undefined ? undefined : lab.expectedPath(host).at(-1);
    return anchor === undefined ? [] : [{ host, anchor: Buffer.from(anchor).toString("hex") }];
  });
  assert.ok(ends.length > 20, `${ends.length} paths`);
  for (const { host, anchor } of ends) assert.ok(roots.has(anchor), host);
});
