import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { connect as connectTcp, type Socket } from "node:net";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { connect, createServer, type SecureVersion, type Server } from "node:tls";
import { until } from "../../../../browsers/until.ts";
import { KeyLines } from "../../../../cli/record/key-log.ts";
import { isHeld, isPeerOf } from "../../../../cli/record/peer.ts";
import { openTunnel, type Tunnel } from "../../../../cli/record/tunnel.ts";
import { nodeDecompressors } from "../../../../companion/wire/decompressors.ts";
import type { Observation } from "../../../../src/core/observation.ts";
import { trafficObservation } from "../../../../src/core/recordings/traffic-observation.ts";
import { testPki, type TestPki } from "../../companion/servers.ts";

const HOST = "www.example.test";
const ANSWER = "x".repeat(300_000);
let pki: TestPki;
let server: Server;
let port: number;

before(async () => {
  pki = await testPki(HOST);
  server = createServer({ ...pki.tls, ALPNProtocols: ["http/1.1"] }, (socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", () => socket.end(ANSWER));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
});
after(() => server.close());

interface Opened {
  tunnel: Tunnel;
  keys: KeyLines;
  observations: Observation[];
  strangers: number;
}

async function open(mayUse: (peer: number, own: number) => boolean = () => true, isHeld: (peer: number, own: number) => boolean = () => true): Promise<Opened> {
  const keys = new KeyLines();
  const opened: Opened = {
    keys, observations: [], strangers: 0,
    tunnel: await openTunnel({
      keys, mayUse, isHeld, addressOf: () => "127.0.0.1",
      onConnection: (seen) => {
        const observation = trafficObservation(seen, nodeDecompressors);
        if (observation !== undefined) opened.observations.push(observation);
      },
      onStranger: () => {
        opened.strangers++;
      },
    }),
  };
  return opened;
}

/** Asks the tunnel for a connection; the socket behind its answer. */
async function through(tunnel: Tunnel, to: string): Promise<{ status: number | undefined; socket: Socket }> {
  const asked = request({ host: "127.0.0.1", port: tunnel.port, method: "CONNECT", path: to, agent: false });
  asked.end();
  const [response, socket] = await once(asked, "connect") as [{ statusCode?: number }, Socket];
  return { status: response.statusCode, socket };
}

async function fetchThrough({ tunnel, keys }: Opened, version: SecureVersion, withKeys = true): Promise<string> {
  const { socket } = await through(tunnel, `${HOST}:${port}`);
  const tls = connect({ socket, servername: HOST, ca: pki.rootPem, minVersion: version, maxVersion: version, ALPNProtocols: ["http/1.1"] });
  tls.on("keylog", (line: Buffer) => {
    if (withKeys) keys.push(line);
  });
  tls.write("GET / HTTP/1.1\r\n\r\n");
  let text = "";
  tls.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  await once(tls, "end");
  tls.destroy();
  return text;
}

for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
  test(`${version}: the bytes arrive as they were sent, and the chain is known byte for byte`, async () => {
    const opened = await open();
    assert.equal(await fetchThrough(opened, version), ANSWER);
    await until(() => opened.observations.length, (count) => count === 1);
    const [{ host, port: seenPort, ip, tlsInfo } = { host: "", tlsInfo: {} }] = opened.observations;
    assert.deepEqual([host, seenPort, ip, tlsInfo.tlsVersion, tlsInfo.extra?.source, tlsInfo.extra?.alpn, tlsInfo.extra?.resumed], [HOST, port, "127.0.0.1", version.replace("v", " "), "capture", "http/1.1", false]);
    assert.deepEqual(tlsInfo.sentChain?.map((der) => Buffer.from(der)), pki.chain.map((der) => Buffer.from(der)));
    assert.deepEqual([tlsInfo.builtChain, tlsInfo.extra?.unavailable?.builtChain], [undefined, "not-recorded"]);
    await opened.tunnel.close();
  });
}

test("without the key of TLS 1.3 the page loads all the same, and the chain is not known", async () => {
  const opened = await open();
  assert.equal(await fetchThrough(opened, "TLSv1.3", false), ANSWER);
  await until(() => opened.observations.length, (count) => count === 1);
  assert.equal(opened.observations[0]?.tlsInfo.extra?.unavailable?.sentChain, "no-keys");
  await opened.tunnel.close();
});

test("who is not the recorded browser is turned away, before anything is read", { timeout: 5000 }, async () => {
  const opened = await open(() => false);
  const socket = connectTcp(opened.tunnel.port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(`CONNECT ${HOST}:${port} HTTP/1.1\r\n\r\n`);
  let heard = "";
  socket.on("data", (chunk: Buffer) => {
    heard += chunk.toString();
  });
  await new Promise<void>((resolve) => {
    socket.on("close", () => resolve());
  });
  assert.deepEqual([heard, opened.strangers, opened.observations.length], ["", 1, 0]);
  await opened.tunnel.close();
});

test("who is gone before it is known whose the connection was is not called somebody else, and nothing is read either", { timeout: 5000 }, async () => {
  const opened = await open(() => false, () => false);
  const socket = connectTcp(opened.tunnel.port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.resume();
  socket.write(`CONNECT ${HOST}:${port} HTTP/1.1\r\n\r\n`);
  await new Promise<void>((resolve) => {
    socket.on("close", () => resolve());
  });
  assert.deepEqual([opened.strangers, opened.observations.length], [0, 0]);
  await opened.tunnel.close();
});

test("whose a connection is: of a process and what it started, and of nobody else", { skip: process.platform === "linux" ? false : "by /proc, which is Linux's" }, async () => {
  const opened = await open();
  const socket = connectTcp(opened.tunnel.port, "127.0.0.1");
  await once(socket, "connect");
  const mine = socket.localPort ?? 0;
  assert.equal(isPeerOf(process.pid, mine, opened.tunnel.port), true);
  assert.equal(isPeerOf(process.ppid, mine, opened.tunnel.port), true, "a parent's child");
  const other = spawn("sleep", ["60"]);
  await once(other, "spawn");
  assert.equal(isPeerOf(other.pid ?? 0, mine, opened.tunnel.port), false);
  assert.equal(isPeerOf(process.pid, mine + 1, opened.tunnel.port), false);
  assert.equal(isHeld(mine, opened.tunnel.port), true);
  socket.destroy();
  await until(() => isHeld(mine, opened.tunnel.port), (held) => !held);
  other.kill();
  await opened.tunnel.close();
});

test("what is no CONNECT, or leads nowhere, gets an answer of HTTP", async () => {
  const opened = await open();
  for (const [text, status] of [["GET / HTTP/1.1\r\n\r\n", 405], [`CONNECT ${HOST} HTTP/1.1\r\n\r\n`, 405], [`CONNECT ${HOST}:99999 HTTP/1.1\r\n\r\n`, 405], ["x".repeat(20_000), 431]] as const) {
    const socket = connectTcp(opened.tunnel.port, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write(text);
    const [answer] = await once(socket, "data") as [Buffer];
    assert.match(answer.toString(), new RegExp(`^HTTP/1\\.1 ${status} `));
    socket.destroy();
  }
  const { status } = await through(opened.tunnel, `${HOST}:1`);
  assert.equal(status, 502);
  await opened.tunnel.close();
});

test("what is not TLS passes too, and is no connection of ours", async () => {
  const opened = await open();
  const plain = (await import("node:net")).createServer((socket) => socket.pipe(socket));
  plain.listen(0, "127.0.0.1");
  await once(plain, "listening");
  const address = plain.address();
  const { socket } = await through(opened.tunnel, `${HOST}:${typeof address === "object" && address !== null ? address.port : 0}`);
  socket.write("hello");
  assert.equal(String((await once(socket, "data"))[0]), "hello");
  socket.destroy();
  await sleep(50);
  assert.deepEqual(opened.observations, []);
  plain.close();
  await opened.tunnel.close();
});

