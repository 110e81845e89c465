import assert from "node:assert/strict";
import { before, test } from "node:test";
import fc from "fast-check";
import { peekClientHello } from "../../../lab/servers/client-hello.ts";
import { clientHello } from "./client-hello-bytes.ts";

let real: Buffer;

/** The handshake message of `record`, cut into records of `size` bytes. */
function split(record: Buffer, size: number): Buffer {
  const message = record.subarray(5);
  const parts: Buffer[] = [];
  for (let offset = 0; offset < message.length; offset += size) {
    const fragment = message.subarray(offset, offset + size);
    parts.push(Buffer.from([22, 3, 1, fragment.length >> 8, fragment.length & 255]), fragment);
  }
  return Buffer.concat(parts);
}

before(async () => {
  real = await clientHello("Name.Test");
});

test("reads the server name, in lower case", () => {
  assert.deepEqual(peekClientHello(real), { kind: "hello", serverName: "name.test" });
});

test("reads a ClientHello without a server name", async () => {
  assert.deepEqual(peekClientHello(await clientHello("")), { kind: "hello" });
});

test("every proper prefix is incomplete", () => {
  for (let length = 0; length < real.length; length += 1) assert.deepEqual(peekClientHello(real.subarray(0, length)), { kind: "incomplete" }, `${length} bytes`);
});

test("reads a ClientHello that is split over records of any size, and its prefixes are incomplete", () => {
  for (const size of [1, 2, 5, 100]) {
    const bytes = split(real, size);
    assert.deepEqual(peekClientHello(bytes), { kind: "hello", serverName: "name.test" });
    for (let length = 0; length < bytes.length; length += 7) assert.equal(peekClientHello(bytes.subarray(0, length)).kind, "incomplete");
  }
});

test("tells other protocols and other messages apart", () => {
  assert.deepEqual(peekClientHello(Buffer.from("GET / HTTP/1.1\r\n")), { kind: "not-tls" });
  assert.deepEqual(peekClientHello(Buffer.from([22, 2, 0])), { kind: "malformed" }, "a version of SSL 2");
  assert.deepEqual(peekClientHello(Buffer.from([22, 3, 1, 0, 4, 2, 0, 0, 0])), { kind: "malformed" }, "a ServerHello");
  assert.deepEqual(peekClientHello(Buffer.from([22, 3, 1, 0, 0])), { kind: "malformed" }, "an empty record");
  assert.deepEqual(peekClientHello(Buffer.from([22, 3, 1, 0xff, 0xff])), { kind: "malformed" }, "a record longer than 2^14");
  assert.deepEqual(peekClientHello(Buffer.from([22, 3, 1, 0, 4, 1, 0xff, 0xff, 0xff])), { kind: "malformed" }, "a message longer than we read");
});

test("is bounded: what goes on for longer than the limit is malformed", () => {
  const record = Buffer.concat([Buffer.from([22, 3, 1, 0x40, 0]), Buffer.alloc(16_384)]);
  const first = Buffer.from(record);
  first.set([1, 1, 0, 0], 5); // a ClientHello of 65,536 bytes
  assert.equal(peekClientHello(first).kind, "incomplete");
  assert.equal(peekClientHello(Buffer.concat([first, record, record, record])).kind, "malformed");
});

test("never throws, whatever the bytes", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => typeof peekClientHello(bytes).kind === "string"));
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 5 }), (changes) => {
    const bytes = Buffer.from(real);
    for (const [at, value] of changes) bytes[at % bytes.length] = value;
    return typeof peekClientHello(bytes).kind === "string";
  }));
});
