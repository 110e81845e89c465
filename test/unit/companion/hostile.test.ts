import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { after, before, describe, test } from "node:test";
import { probe, type Probe } from "../../../companion/connect/probe.ts";
import type { ProbeOptions } from "../../../companion/connect/options.ts";
import { toPem } from "../../../src/core/x509/pem.ts";
import { x509 } from "../../../lab/pki/maker.ts";
import { listen, secure, testPki, type TestPki, type TestServer } from "./servers.ts";
import { certificates12, extension, message, record, serverHello, uint } from "./tls-bytes.ts";

let pki: TestPki;
const servers: TestServer[] = [];

before(async () => {
  pki = await testPki("hostile.test");
});

after(() => Promise.all(servers.map((server) => server.close())));

/** What a probe makes of a server that does this once it has heard the ClientHello; no connection may be left. */
async function against(serve: (socket: Socket) => void, options: ProbeOptions = {}): Promise<Probe> {
  const server = await listen((socket) => socket.once("data", () => serve(socket)));
  servers.push(server);
  const result = await probe({ host: "hostile.test", port: server.port }, { connect: { host: "127.0.0.1" }, timeout: 5000, ...options });
  await server.empty();
  return result;
}

const sends = (bytes: readonly number[]) => (socket: Socket): void => {
  socket.write(Uint8Array.from(bytes));
};

/** Writes for as long as it is read. */
const endless = (first: readonly number[], again: readonly number[]) => (socket: Socket): void => {
  socket.write(Uint8Array.from(first));
  const chunk = Buffer.concat(Array<Buffer>(200).fill(Buffer.from(again)));
  const go = (): void => {
    while (!socket.destroyed && socket.write(chunk));
    if (!socket.destroyed) socket.once("drain", go);
  };
  go();
};

const hello = record(22, message(2, serverHello({ suite: 0xc02b, extensions: [extension(0xff01, [0])] })));

describe("a server that sends what is no handshake ends in a typed failure", () => {
  const CASES: Readonly<Record<string, [(socket: Socket) => void, string]>> = {
    "plain text": [sends([...Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")]), "wire-not-tls"],
    "one byte of another protocol": [sends([0x15 + 100]), "wire-not-tls"],
    "a record of SSL 2": [sends([22, 2, 0, 0, 4, 0, 0, 0, 0]), "wire-not-tls"],
    "a record that is too long": [sends([22, 3, 3, 0xff, 0xff]), "wire-record-length"],
    "an empty record": [sends([22, 3, 3, 0, 0]), "wire-record-empty"],
    "a certificate before the ServerHello": [sends(record(22, message(11, certificates12([[1]])))), "wire-unexpected-message"],
    "a ServerHello that ends too soon": [sends(record(22, message(2, serverHello().slice(0, 30)))), "wire-truncated"],
    "certificates of 10 MB by their length": [sends([...hello, ...record(22, [11, ...uint(10_000_000, 3)])]), "wire-message-too-long"],
    "warnings without end": [endless(hello, record(21, [1, 90])), "wire-too-much"],
    "hello requests without end": [endless([], record(22, message(0, []))), "wire-too-much"],
    "a message in records of one byte": [endless([...hello, ...record(22, [11, ...uint(900_000, 3)])], record(22, [0])), "wire-too-much"],
  };
  for (const [name, [serve, code]] of Object.entries(CASES)) {
    test(name, async () => {
      const { failure } = await against(serve);
      assert.equal(failure?.code, code);
      assert.equal(failure.stage, "handshake");
    });
  }

  test("a real Certificate message of 10 MB is not kept", async () => {
    const before = process.memoryUsage().rss;
    const der = Array<number>(16_000).fill(0x30);
    const { failure } = await against(endless([...hello, ...record(22, [11, ...uint(1_000_000, 3), ...uint(999_997, 3), ...uint(999_994, 3)])], record(22, der)));
    assert.ok(failure !== undefined);
    assert.ok(process.memoryUsage().rss - before < 64 * 1024 * 1024);
  });
});

describe("a real server with certificates of 10 MB is cut off at the bound", () => {
  let large: Uint8Array;
  before(async () => {
    large = (await pki.leaf({ dns: ["large.test"], replace: [new x509.Extension("1.2.3.4", false, new Uint8Array(2_000_000).fill(4))] })).der;
  });

  for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
    test(version, async () => {
      const cert = pki.tls.cert + toPem(large).repeat(5);
      const server = await listen((socket) => void secure(socket, { key: pki.tls.key, cert, minVersion: version, maxVersion: version }));
      servers.push(server);
      const { failure, handshake } = await probe({ host: "hostile.test", port: server.port }, { connect: { host: "127.0.0.1" }, timeout: 10_000 });
      assert.ok(failure?.code === "wire-message-too-long" || failure?.code === "wire-too-much", JSON.stringify(failure));
      assert.equal(failure.stage, "handshake");
      assert.ok((handshake?.bytes ?? Infinity) < 3 * 1024 * 1024);
      await server.empty();
    });
  }
});

describe("a server that takes its time ends at the limit", () => {
  test("silence", async () => assert.equal((await against(() => undefined, { timeout: 200 })).failure?.code, "connection-timeout"));

  test("a byte now and then", async () => {
    const bytes = [...hello, ...record(22, message(11, certificates12(pki.chain.map((der) => [...der]))))];
    let timer: NodeJS.Timeout | undefined;
    const { failure, milliseconds } = await against((socket) => {
      let at = 0;
      timer = setInterval(() => {
        if (!socket.destroyed) socket.write(Uint8Array.of(bytes[at++] ?? 0));
      }, 20);
      socket.once("close", () => clearInterval(timer));
    }, { timeout: 300 });
    assert.equal(failure?.code, "connection-timeout");
    assert.ok((milliseconds.handshake ?? Infinity) < 1000);
  });
});

test("bytes that are no certificate are shown as they were sent", async () => {
  const garbage = [0x30, 0x03, 0x01, 0x01, 0xff];
  const { failure, observation } = await against(sends([...hello, ...record(22, [...message(11, certificates12([garbage, [...pki.chain[0] ?? []]]))])]));
  assert.equal(failure?.stage, "handshake");
  assert.deepEqual(observation.tlsInfo.sentChain?.map((der) => [...der]), [garbage, [...pki.chain[0] ?? []]]);
  assert.equal(observation.tlsInfo.tlsVersion, "TLS 1.2");
});

describe("a server that asks for a client certificate and gets none", () => {
  for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
    test(version, async () => {
      const server = await listen((socket) => void secure(socket, { ...pki.tls, requestCert: true, rejectUnauthorized: true, minVersion: version, maxVersion: version }));
      servers.push(server);
      const { failure, handshake, observation } = await probe({ host: "hostile.test", port: server.port }, { connect: { host: "127.0.0.1" } });
      assert.equal(handshake?.certificateRequested, true);
      assert.deepEqual(observation.tlsInfo.sentChain?.map((der) => Buffer.from(der)), pki.chain.map((der) => Buffer.from(der)));
      assert.deepEqual([failure?.code, failure?.name], ["tls-handshake", version === "TLSv1.3" ? "certificate_required" : "handshake_failure"]);
    });
  }
});

test("nobody listens", async () => {
  const server = await listen(() => undefined);
  await server.close();
  const { failure, handshake } = await probe({ host: "hostile.test", port: server.port }, { connect: { host: "127.0.0.1" } });
  assert.deepEqual([failure?.code, failure?.stage, handshake], ["connection-refused", "connect", undefined]);
});

test("a host that does not exist", async () => {
  const { failure } = await probe({ host: "nobody.invalid", port: 443 }, { timeout: 4000 });
  assert.equal(failure?.stage, "connect");
  assert.ok(failure.code === "host-not-found" || failure.code === "connection-timeout", failure.code);
});
