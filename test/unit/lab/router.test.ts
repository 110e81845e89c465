import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { connect as connectTls } from "node:tls";
import { createHttpsServer } from "../../../lab/servers/https.ts";
import { createRouter } from "../../../lab/servers/router.ts";
import { defineCase, goodExpectation } from "../../../lab/cases/base.ts";
import { makePki } from "../../../lab/pki/index.ts";
import type { LabCase, TlsServer } from "../../../lab/case.ts";

let router: Server;
let port: number;
let handedOver = 0;

before(async () => {
  const labCase = defineCase({ host: "one.test", category: "front", title: "One", description: "", expect: goodExpectation });
  const pki = await makePki({ cases: [labCase], now: Date.now(), caIssuersOrigin: "http://aia.test" });
  const { accept } = createHttpsServer({
    labCase: labCase as LabCase & { server: TlsServer },
    key: pki.key("one.test"),
    chain: labCase.chain.map((reference) => pki.certificate("one.test", reference)),
    handler: (_request, response) => void response.end(),
  });
  router = createRouter({
    plainTextAnswer: "HTTP/1.1 400 Bad Request\r\n\r\n",
    route: (serverName) => {
      if (serverName !== "one.test") return undefined;
      handedOver += 1;
      return accept;
    },
  });
  router.listen(0, "127.0.0.1");
  await once(router, "listening");
  port = (router.address() as AddressInfo).port;
});

after(() => router.close());

/** All that the router answers to these bytes, up to its close. */
async function answerTo(bytes: string | Uint8Array, tcpPort = port): Promise<Buffer> {
  const socket = connect(tcpPort, "127.0.0.1");
  const received: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => received.push(chunk));
  socket.on("error", () => socket.destroy());
  socket.write(bytes);
  // Not once(): a reset, which is an answer here too, would reject it.
  await new Promise((resolve) => socket.on("close", resolve));
  return Buffer.concat(received);
}

/** A relay that passes the client's bytes on in pieces of one byte. */
async function fragmentingRelay(): Promise<Server> {
  const relay = createServer((socket: Socket) => {
    const upstream = connect({ port, host: "127.0.0.1", noDelay: true });
    for (const each of [socket, upstream]) each.on("error", () => [socket, upstream].forEach((end) => end.destroy()));
    upstream.pipe(socket);
    socket.on("data", (chunk: Buffer) => {
      socket.pause();
      void (async () => {
        for (const [index, byte] of chunk.entries()) {
          upstream.write(Buffer.from([byte]));
          if (index % 16 === 0) await delay(0);
        }
        socket.resume();
      })();
    });
    socket.on("end", () => upstream.end());
  });
  relay.listen(0, "127.0.0.1");
  await once(relay, "listening");
  return relay;
}

async function handshakeOn(tcpPort: number, servername = "one.test"): Promise<string | null> {
  const socket = connectTls({ port: tcpPort, host: "127.0.0.1", servername, rejectUnauthorized: false });
  try {
    await once(socket, "secureConnect");
    return socket.getProtocol();
  } finally {
    socket.destroy();
  }
}

test("hands a socket to the server that its ClientHello names", async () => {
  assert.equal(await handshakeOn(port), "TLSv1.3");
});

test("a ClientHello that comes byte by byte is served as any other", async () => {
  const relay = await fragmentingRelay();
  try {
    assert.equal(await handshakeOn((relay.address() as AddressInfo).port), "TLSv1.3");
  } finally {
    relay.close();
  }
});

test("an unknown name gets the alert unrecognized_name", async () => {
  await assert.rejects(handshakeOn(port, "two.test"), { code: "ERR_SSL_TLSV1_UNRECOGNIZED_NAME" });
});

test("someone who speaks plain HTTP is told so", async () => {
  assert.match((await answerTo("GET / HTTP/1.1\r\nhost: one.test\r\n\r\n")).toString(), /^HTTP\/1\.1 400 /);
});

test("garbage is closed without an answer, and leaves the others served", async () => {
  const before = handedOver;
  for (const bytes of [Buffer.from([0]), Buffer.alloc(100_000, 0xff), Buffer.from([22, 3, 1, 0, 2, 9, 9, 9, 9]), Buffer.from([22, 3, 1, 0, 0]), Buffer.from("\u0000GET")]) {
    assert.equal((await answerTo(bytes)).length, 0);
  }
  assert.equal(handedOver, before);
  assert.equal(await handshakeOn(port), "TLSv1.3");
});

test("who never finishes a ClientHello is closed after the time limit", { timeout: 20_000 }, async () => {
  const impatient = createRouter({ helloTimeout: 50, plainTextAnswer: "", route: () => assert.fail("there was no ClientHello") });
  impatient.listen(0, "127.0.0.1");
  await once(impatient, "listening");
  try {
    assert.equal((await answerTo(Buffer.from([22, 3, 1, 1, 0, 1, 0]), (impatient.address() as AddressInfo).port)).length, 0);
  } finally {
    impatient.close();
  }
});

test("who resets at once harms nobody", async () => {
  for (let count = 0; count < 20; count += 1) {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    socket.write(Buffer.from([22, 3]));
    socket.resetAndDestroy();
  }
  assert.equal(await handshakeOn(port), "TLSv1.3");
});
