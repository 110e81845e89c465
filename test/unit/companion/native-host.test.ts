import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { endianness } from "node:os";
import { PassThrough } from "node:stream";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { isCalledByBrowser } from "../../../companion/native/caller.ts";
import { frame, framesOf, FramingError, MAX_INCOMING, MAX_OUTGOING } from "../../../companion/native/framing.ts";
import { runHost } from "../../../companion/native/host.ts";
import { parseRequest, NativeRequestError, type Response } from "../../../companion/native/messages.ts";
import { listen, secure, testPki, type TestPki, type TestServer } from "./servers.ts";

let pki: TestPki;
let server: TestServer;

before(async () => {
  pki = await testPki("native.test");
  server = await listen((socket) => setTimeout(() => secure(socket, pki.tls), 20));
});

after(() => server.close());

const encoded = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** A host that runs, and its answers by id. */
function started(idle = 5000) {
  const input = new PassThrough();
  const output = new PassThrough();
  const answers: Response[] = [];
  let changed: () => void = () => undefined;
  const done = runHost(input, output, { version: "1.2.3", idle });
  void (async () => {
    let held = Buffer.alloc(0);
    for await (const chunk of output) {
      held = Buffer.concat([held, chunk as Buffer]);
      for (;;) {
        const length = held.length < 4 ? Infinity : endianness() === "LE" ? held.readUInt32LE(0) : held.readUInt32BE(0);
        if (held.length < 4 + length) break;
        answers.push(JSON.parse(held.subarray(4, 4 + length).toString("utf8")) as Response);
        held = held.subarray(4 + length);
        changed();
      }
    }
  })();
  const until = async <T>(find: () => T | undefined): Promise<T> => {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    }
  };
  const answered = (id: number | null): Promise<Response> => until(() => answers.find((each) => each.id === id));
  const all = (count: number): Promise<Response[]> => until(() => answers.length === count ? answers : undefined);
  return { input, answers, answered, all, done, ask: (value: object) => input.write(frame(value)) };
}

const probeOf = (id: number, address = "127.0.0.1") => ({ version: 1, id, type: "probe", host: "native.test", port: server.port, address });

describe("the process", () => {
  test("says who it is, and shows the chain that a server sends", async () => {
    const host = started();
    host.ask({ version: 1, id: 7, type: "hello" });
    host.ask(probeOf(8));
    const hello = await host.answered(7);
    assert.deepEqual([hello.type, "companion" in hello && hello.companion], ["hello", "1.2.3"]);
    const seen = await host.answered(8);
    assert.ok(seen.type === "probe");
    assert.deepEqual(seen.observation.tlsInfo.sentChain, pki.chain.map((der) => Buffer.from(der).toString("base64")));
    assert.equal(seen.observation.ip, "127.0.0.1");
    assert.equal(Math.abs(Date.parse(seen.time) - Date.now()) < 10_000, true);
    host.input.end();
    await host.done;
  });

  test("makes one connection for one question, and sends nothing behind the handshake", async () => {
    let connections = 0;
    const said: Buffer[] = [];
    const quiet = await listen((socket) => {
      connections += 1;
      const tls = secure(socket, pki.tls);
      tls.on("data", (chunk: Buffer) => said.push(chunk));
    });
    const host = started();
    host.ask({ ...probeOf(1), port: quiet.port });
    const answer = await host.answered(1);
    assert.deepEqual([answer.type === "probe" && answer.failure, answer.type === "probe" && answer.handshake?.complete], [undefined, true]);
    host.input.end();
    await host.done;
    await quiet.empty();
    await quiet.close();
    assert.deepEqual([connections, Buffer.concat(said).toString("latin1")], [1, ""]);
  });

  test("asks as the browser that asks, and by an offer of its own where that one is shown nothing", async () => {
    // TLS 1.1 is refused by both browsers, and taken by Node's client.
    const old = await listen((socket) => secure(socket, { ...pki.tls, minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT:@SECLEVEL=0" }));
    const host = started();
    host.ask({ ...probeOf(1), as: "firefox" });
    host.ask({ ...probeOf(2), as: "chromium" });
    host.ask(probeOf(3));
    host.ask({ ...probeOf(4), port: old.port, as: "firefox" });
    const answers = [...await host.all(4)].sort((one, other) => Number(one.id) - Number(other.id));
    const told = answers.map((answer) => answer.type === "probe" ? [answer.as?.browser, answer.as?.notOffered.length, answer.observation.tlsInfo.sentChain?.length] : answer.type);
    assert.deepEqual(told, [["firefox", 0, 2], ["chromium", 0, 2], [undefined, undefined, 2], [undefined, undefined, 2]]);
    host.input.end();
    await host.done;
    await old.close();
  });

  test("a server that cannot be reached is an answer", async () => {
    const gone = await listen(() => undefined);
    await gone.close();
    const host = started();
    host.ask({ ...probeOf(1), port: gone.port });
    const answer = await host.answered(1);
    assert.equal(answer.type === "probe" && answer.failure?.code, "connection-refused");
    host.input.end();
    await host.done;
  });

  test("four probes at a time; those beyond what may wait are told so", async () => {
    const host = started();
    for (let id = 0; id < 80; id += 1) host.ask(probeOf(id));
    host.input.end();
    await host.done;
    const answers = await host.all(80);
    assert.equal(server.most, 4);
    const busy = answers.filter((each) => each.type === "error" && each.code === "busy");
    assert.equal(busy.length, 12);
    await server.empty();
  });

  test("ends by itself when nothing is asked, and not while something is", async () => {
    const host = started(50);
    host.ask(probeOf(1));
    await host.done;
    assert.equal((await host.answered(1)).type, "probe");
  });

  test("a bad request is told, and the next one is served", async () => {
    const host = started();
    host.input.write(Buffer.concat([endianness() === "LE" ? Buffer.from([3, 0, 0, 0]) : Buffer.from([0, 0, 0, 3]), Buffer.from("{x}")]));
    host.ask({ version: 2, id: 5, type: "hello" });
    host.ask({ version: 1, id: 6, type: "hello" });
    assert.equal((await host.answered(6)).type, "hello");
    assert.deepEqual(host.answers.map((each) => each.type === "error" ? each.code : each.type), ["bad-json", "unknown-version", "hello"]);
    host.input.end();
    await host.done;
  });

  test("a message that is too long ends it", async () => {
    const host = started();
    host.input.write(Buffer.from([0xff, 0xff, 0xff, 0x7f]));
    await assert.rejects(host.done, FramingError);
    const answer = await host.answered(null);
    assert.equal(answer.type === "error" && answer.code, "message-too-long");
  });

  test("as a program: only for a browser's add-on, and nothing but messages on its output", async () => {
    const main = fileURLToPath(new URL("../../../cli/main.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import", createRequire(import.meta.url).resolve("tsx"), main, "native-host", "/somewhere/tlscope.companion.json", "tlscope@tlscope.addon"]);
    const parts: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => parts.push(chunk));
    child.stdin.end(frame({ version: 1, id: 1, type: "hello" }));
    const [status] = await once(child, "close") as [number];
    assert.equal(status, 0);
    assert.equal(isCalledByBrowser([]), false);
    assert.equal(isCalledByBrowser([`chrome-extension://${"a".repeat(32)}/`]), true);
    const bytes = Buffer.concat(parts);
    const answers: unknown[] = [];
    for await (const each of framesOf(chunks(bytes))) answers.push(JSON.parse(each.toString("utf8")));
    assert.deepEqual(answers.length, 1);
  });
});

async function* chunks(bytes: Uint8Array, ...at: number[]): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  const places = [...at.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (const [i, end] of places.entries()) yield bytes.subarray(i === 0 ? 0 : places[i - 1], end);
}

describe("framing", () => {
  test("messages come out as they went in, however they are cut", async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.object(), { maxLength: 5 }), fc.array(fc.nat(), { maxLength: 8 }), async (messages, at) => {
      const read: string[] = [];
      for await (const each of framesOf(chunks(Buffer.concat(messages.map((message) => frame(message))), ...at))) read.push(each.toString("utf8"));
      assert.deepEqual(read, messages.map((message) => JSON.stringify(message)));
    }));
  });

  test("bounds", async () => {
    const read = async (bytes: Buffer): Promise<number> => {
      let count = 0;
      for await (const each of framesOf(chunks(bytes))) count += each.length;
      return count;
    };
    const length = (value: number): Buffer => {
      const bytes = Buffer.alloc(4);
      if (endianness() === "LE") bytes.writeUInt32LE(value, 0);
      else bytes.writeUInt32BE(value, 0);
      return bytes;
    };
    assert.equal(await read(Buffer.concat([length(MAX_INCOMING), Buffer.alloc(MAX_INCOMING)])), MAX_INCOMING);
    await assert.rejects(read(length(MAX_INCOMING + 1)), FramingError);
    await assert.rejects(read(Buffer.concat([length(5), Buffer.alloc(4)])), FramingError);
    assert.throws(() => frame({ x: "y".repeat(MAX_OUTGOING) }), RangeError);
  });
});

describe("requests", () => {
  const good = { version: 1, id: 3, type: "probe", host: "Example.test", port: 443, address: "192.0.2.1" };
  const refusal = (change: object): string => {
    try {
      parseRequest(encoded({ ...good, ...change }));
    } catch (error) {
      if (error instanceof NativeRequestError) return error.code;
      throw error;
    }
    return "taken";
  };

  test("a good one is read", () => assert.deepEqual(parseRequest(encoded(good)), { id: 3, type: "probe", host: "example.test", port: 443, address: "192.0.2.1" }));

  test("addresses: one server's, private ones too, never a name", () => {
    for (const address of ["10.0.0.1", "127.0.0.1", "::1", "fe80::1", "2001:db8::1"]) assert.equal(refusal({ address }), "taken", address);
    for (const address of ["example.test", "", "0.0.0.0", "224.0.0.1", "255.255.255.255", "::", "0:0::0", "ff02::1", "::ffff:10.0.0.1", "::127.0.0.1", "0::7f00:1", "::2", "64:ff9b::10.0.0.1", "64:ff9b::7f00:1", "[::1]", "127.1", 1, null]) {
      assert.equal(refusal({ address }), "bad-address", String(address));
    }
  });

  test("what is not a request is refused by its kind", () => {
    assert.equal(refusal({ version: 0 }), "unknown-version");
    assert.equal(refusal({ type: "fetch" }), "unknown-type");
    assert.equal(refusal({ id: -1 }), "bad-request");
    assert.equal(refusal({ id: "1" }), "bad-request");
    assert.equal(refusal({ port: 0 }), "bad-request");
    assert.equal(refusal({ port: 1.5 }), "bad-request");
    assert.equal(refusal({ host: "a b" }), "bad-host");
    assert.equal(refusal({ host: "http://a/" }), "bad-host");
    assert.equal(refusal({ redirect: true }), "bad-request");
    assert.equal(refusal({ __proto__x: 1 }), "bad-request");
  });

  test("any JSON, and any bytes, give a request or a NativeRequestError", () => {
    const check = (bytes: Uint8Array): void => {
      try {
        parseRequest(bytes);
      } catch (error) {
        if (!(error instanceof NativeRequestError)) throw error;
      }
    };
    fc.assert(fc.property(fc.jsonValue(), (value) => check(encoded(value))));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), check));
    fc.assert(fc.property(fc.record({ id: fc.jsonValue(), host: fc.jsonValue(), port: fc.jsonValue(), address: fc.oneof(fc.ipV6(), fc.ipV4(), fc.string()) }), (value) => check(encoded({ version: 1, type: "probe", ...value }))));
  });
});
