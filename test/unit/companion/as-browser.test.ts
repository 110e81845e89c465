import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connect as connectTcp } from "node:net";
import { createServer, type Server } from "node:tls";
import { once } from "node:events";
import { browserHello } from "../../../companion/connect/browser-hello.ts";
import type { BrowserOffer } from "../../../companion/connect/options.ts";
import { probe } from "../../../companion/connect/probe.ts";
import { TLS_EXTENSION, readTlsExtensions } from "../../../src/core/wire/extensions.ts";
import { ByteReader } from "../../../src/core/wire/byte-reader.ts";
import { toPem } from "../../../src/core/x509/pem.ts";
import { tlscope } from "../../support/command.ts";
import { assertFits } from "../../support/schema.ts";
import { listen, testPki, type TestPki, type TestServer } from "./servers.ts";

const HOST = "www.example.test";
const TRUST_ANCHORS = 0xca34;
const servers: Server[] = [];
let pki: TestPki;

let splitting: TestServer;

/** Types of a ClientHello's extensions, in their order, and the data of one. */
function extensionsOf(message: Uint8Array): Map<number, Uint8Array> {
  const reader = new ByteReader(message.subarray(4), "a ClientHello");
  reader.take(34);
  reader.vector(1);
  reader.vector(2);
  reader.vector(1);
  return new Map(readTlsExtensions(reader, "a ClientHello").map(({ type, data }) => [type, data]));
}

async function serve(options: object): Promise<{ server: Server; port: number }> {
  const server = createServer({ ...pki.tls, ALPNProtocols: ["h2", "http/1.1"], ...options }, (socket) => socket.on("error", () => socket.destroy()));
  server.on("tlsClientError", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return { server, port: typeof address === "object" && address !== null ? address.port : 0 };
}

before(async () => {
  pki = await testPki(HOST);
  const whole = await serve({});

  const short = await serve({ cert: toPem(pki.chain[0] ?? new Uint8Array()) });
  servers.push(whole.server, short.server);
  // Looks at the ClientHello, and hands those that name trust anchors to a server that sends the leaf alone.
  splitting = await listen((socket) => {
    let seen = Buffer.alloc(0);
    const take = (chunk: Buffer): void => {
      seen = Buffer.concat([seen, chunk]);
      if (seen.length < 5 || seen.length < 5 + seen.readUInt16BE(3)) return;
      socket.off("data", take);
      const upstream = connectTcp(extensionsOf(seen.subarray(5)).has(TRUST_ANCHORS) ? short.port : whole.port, "127.0.0.1");
      upstream.on("error", () => socket.destroy());
      socket.on("close", () => upstream.destroy());
      upstream.write(seen);
      socket.pipe(upstream).pipe(socket);
    };
    socket.on("data", take);
  });
});
after(async () => {
  for (const server of servers) server.close();
  await splitting.close();
});

const connect = { host: "127.0.0.1" };

test("a server that answers trust anchor identifiers with another chain gives --as chromium that chain", async () => {
  const target = { host: HOST, port: splitting.port };
  const [chromium, firefox, own] = await Promise.all([probe(target, { connect, as: "chromium" }), probe(target, { connect, as: "firefox" }), probe(target, { connect })]);
  assert.deepEqual([chromium, firefox, own].map(({ observation }) => observation.tlsInfo.sentChain?.length), [1, 2, 2]);
  assert.deepEqual(chromium.observation.tlsInfo.sentChain?.map((der) => Buffer.from(der)), [Buffer.from(pki.chain[0] ?? [])]);
  assert.deepEqual(chromium.as, { browser: "chromium", notOffered: [] });
  assert.deepEqual(firefox.as, { browser: "firefox", notOffered: [] });
});

for (const browser of ["chromium", "firefox"] as const) {
  test(`as ${browser}: TLS 1.3 and 1.2, and a group for which the server asks`, async () => {
    const cases = [
      [{ minVersion: "TLSv1.3", ecdhCurve: "X25519" }, "TLS 1.3", "x25519"], [{ maxVersion: "TLSv1.2", ecdhCurve: "P-256" }, "TLS 1.2", "secp256r1"],
      [{ minVersion: "TLSv1.3", ecdhCurve: "P-384" }, "TLS 1.3", "secp384r1"],
    ] as const;
    for (const [options, version, group] of cases) {
      const { server, port } = await serve(options);
      servers.push(server);
      const { observation: { tlsInfo, ip }, failure } = await probe({ host: HOST, port }, { connect, as: browser });
      assert.deepEqual([failure, ip, tlsInfo.tlsVersion, tlsInfo.keyExchangeGroup, tlsInfo.extra?.alpn], [undefined, "127.0.0.1", version, group, "h2"]);
      assert.deepEqual(tlsInfo.sentChain?.map((der) => Buffer.from(der)), pki.chain.map((der) => Buffer.from(der)));
      server.close();
    }
  });

  test(`as ${browser}: what a server refuses is said, and no socket is left`, async () => {
    const { server, port } = await serve({ ecdhCurve: "X448", minVersion: "TLSv1.3" });
    const { failure, observation } = await probe({ host: HOST, port }, { connect, as: browser });
    assert.deepEqual([failure?.name, observation.tlsInfo.extra?.unavailable?.sentChain], ["handshake_failure", "handshake-failed"]);
    server.close();
    const closing = await listen((socket) => socket.resume().end());
    assert.equal((await probe({ host: HOST, port: closing.port }, { connect, as: browser })).failure?.code, "connection-closed");
    await closing.empty();
    await closing.close();
    assert.equal((await probe({ host: HOST, port: 1 }, { connect, as: browser })).failure?.code, "connection-refused");
  });
}

test("the hello is the browser's: suites, groups, shares, schemes, compression, in its order", () => {
  const list = (data: Uint8Array | undefined, skip: number): number[] => Array.from({ length: ((data?.length ?? 0) - skip) / 2 }, (_, i) => (data?.[skip + 2 * i] ?? 0) << 8 | (data?.[skip + 2 * i + 1] ?? 0));
  const isReserved = (value: number): boolean => (value & 0x0f0f) === 0x0a0a && value >> 8 === (value & 255);
  const hello = (browser: BrowserOffer): Map<number, Uint8Array> => extensionsOf(browserHello(browser, HOST, {}, 443).message);
  const chromium = hello("chromium");
  const groups = list(chromium.get(10), 2);
  assert.ok(isReserved(groups[0] ?? 0));
  assert.deepEqual(groups.slice(1), [0x11ec, 0x001d, 0x0017, 0x0018]);
  const schemes = list(chromium.get(13), 2);
  assert.ok(isReserved(schemes[0] ?? 0));
  assert.deepEqual(schemes.slice(1, 5), [0x0904, 0x0905, 0x0906, 0x0403]);
  const anchors = new ByteReader(new ByteReader(chromium.get(TRUST_ANCHORS) ?? new Uint8Array(), "trust anchors").vector(2), "trust anchors");
  let count = 0;
  for (; anchors.left > 0; count++) anchors.vector(1);
  assert.equal(count, 28);
  assert.deepEqual([...chromium.get(27) ?? []], [2, 0, 2]);
  assert.equal(list(chromium.get(51), 2)[0], groups[0], "the reserved share is of the reserved group");
  const [first = 0, last = 0] = [[...chromium.keys()][0], [...chromium.keys()].at(-1)];
  assert.ok(isReserved(first) && isReserved(last) && first !== last);
  const orders = new Set(Array.from({ length: 5 }, () => [...hello("chromium").keys()].slice(1, -1).join()));
  assert.ok(orders.size > 1, "Chromium puts them in another order each time");
  const firefox = hello("firefox");
  assert.deepEqual([...firefox.keys()], [0, 23, 65281, 10, 11, 35, 16, 5, 34, 18, 51, 43, 13, 45, 28, 27, 65037]);
  assert.deepEqual([...firefox.get(27) ?? []], [6, 0, 1, 0, 2, 0, 3]);
  assert.equal(firefox.has(TRUST_ANCHORS), false);
  assert.ok(TLS_EXTENSION.serverName in Object.fromEntries(firefox));
});

test("tlscope probe --as", async () => {
  const args = ["probe", `${HOST}:${splitting.port}`, "--connect", `127.0.0.1:${splitting.port}`, "--anchors", "none", "--as"];
  const report = await tlscope([...args, "chromium"]);
  assert.match(report.stdout, /Asked as +Chromium/);
  assert.doesNotMatch(report.stdout, /Not offered/);
  const json = JSON.parse((await tlscope([...args, "firefox", "--json"])).stdout) as { probe: { as?: object } };
  assertFits("probe-1", json);
  assert.deepEqual(json.probe.as, { browser: "firefox", notOffered: [] });
  const wrong = await tlscope([...args, "chromium", "--groups", "x25519"]);
  assert.deepEqual([wrong.status, /--groups does not go with --as/.test(wrong.stderr)], [2, true]);
  assert.match((await tlscope([...args, "lynx"])).stderr, /--as: "lynx" is not known; give one of chromium, firefox/);
});
