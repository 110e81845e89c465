import assert from "node:assert/strict";
import { createCipheriv, type CipherGCMTypes } from "node:crypto";
import { describe, test } from "node:test";
import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { hkdfExpandLabel, RecordOpener } from "../../../companion/wire/record-protection.ts";
import { RecordSplitter } from "../../../companion/wire/records.ts";
import { ServerFlight } from "../../../companion/wire/server-flight.ts";
import { WireError } from "../../../src/core/wire/wire-error.ts";
import { certificates12, certificates13, extension, message, record, serverHello, uint, vector } from "./tls-bytes.ts";

const SECRET = Buffer.alloc(32, 0x11);
const LATER = Buffer.alloc(32, 0x22);
const keylog = (label: string, secret: Buffer): string => `${label} ${"00".repeat(32)} ${secret.toString("hex")}\n`;
const HANDSHAKE_SECRET = keylog("SERVER_HANDSHAKE_TRAFFIC_SECRET", SECRET);
const LATER_SECRET = keylog("SERVER_TRAFFIC_SECRET_0", LATER);
const HELLO13 = message(2, serverHello({ suite: 0x1301, extensions: [extension(43, [3, 4]), extension(51, [0, 29, ...vector([1], 2)])] }));

/** A server's side of RFC 8446 section 5.2. */
function sealer(secret: Buffer, suite: 0x1301 | 0x1303 = 0x1301): (type: number, content: readonly number[], padding?: number) => number[] {
  const [cipher, length] = suite === 0x1301 ? ["aes-128-gcm", 16] as const : ["chacha20-poly1305", 32] as const;
  const key = hkdfExpandLabel("sha256", secret, "key", new Uint8Array(), length);
  const iv = hkdfExpandLabel("sha256", secret, "iv", new Uint8Array(), 12);
  let sequence = 0;
  return (type, content, padding = 0) => {
    const nonce = Buffer.from(iv);
    nonce.writeUInt8(nonce.readUInt8(11) ^ sequence, 11);
    sequence += 1;
    const inner = Buffer.from([...content, type, ...Array<number>(padding).fill(0)]);
    const header = Buffer.from([23, 3, 3, ...uint(inner.length + 16, 2)]);
    const seal = createCipheriv(cipher as CipherGCMTypes, key, nonce, { authTagLength: 16 });
    seal.setAAD(header);
    return [...header, ...seal.update(inner), ...seal.final(), ...seal.getAuthTag()];
  };
}

function read(wire: readonly number[], ...secrets: string[]): ServerFlight {
  const flight = new ServerFlight();
  flight.push(Uint8Array.from(wire));
  for (const secret of secrets) flight.keylog(secret);
  return flight;
}

const throwsWire = (run: () => unknown, code: string): void => assert.throws(run, (error: unknown) => error instanceof WireError && error.code === code);

test("HKDF-Expand-Label gives the keys of RFC 8448 section 3", () => {
  const secret = Buffer.from("b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38", "hex");
  assert.equal(hkdfExpandLabel("sha256", secret, "key", new Uint8Array(), 16).toString("hex"), "3fce516009c21727d0f2e4e86ee403bc");
  assert.equal(hkdfExpandLabel("sha256", secret, "iv", new Uint8Array(), 12).toString("hex"), "5d313eb2671276ee13000b30");
});

describe("TLS 1.3", () => {
  const chain = [{ der: [1, 2, 3], extensions: [extension(5, [1, ...vector([7], 3)]), extension(18, vector(vector([8, 9], 2), 2))] }, { der: [4] }];
  const flightOf = (seal: (type: number, content: readonly number[], padding?: number) => number[]): number[] => [
    ...record(22, HELLO13), ...record(20, [1]),
    ...seal(22, message(8, vector(extension(16, vector(vector([...Buffer.from("h2")], 1), 2)), 2)), 5),
    ...seal(22, message(11, certificates13(chain))),
    ...seal(22, message(15, [8, 4, ...vector([1], 2)])),
    ...seal(22, message(20, Array<number>(32).fill(1))),
  ];

  for (const suite of [0x1301, 0x1303] as const) {
    test(`everything of the flight, under suite 0x${suite.toString(16)}, whether the secret comes before or behind it`, () => {
      const hello = message(2, serverHello({ suite, extensions: [extension(43, [3, 4]), extension(51, [0, 29, ...vector([1], 2)])] }));
      const wire = [...record(22, hello), ...flightOf(sealer(SECRET, suite)).slice(record(22, HELLO13).length)];
      for (const early of [true, false]) {
        const flight = new ServerFlight();
        if (early) flight.keylog(HANDSHAKE_SECRET);
        flight.push(Uint8Array.from(wire));
        assert.equal(flight.sealed, !early);
        if (!early) flight.keylog(HANDSHAKE_SECRET);
        const { seen } = flight;
        assert.deepEqual(seen.certificates?.map(({ der }) => [...der]), [[1, 2, 3], [4]]);
        assert.deepEqual([...seen.ocspResponse ?? []], [7]);
        assert.deepEqual(seen.scts?.map((sct) => [...sct]), [[8, 9]]);
        assert.equal(seen.alpn, "h2");
        assert.equal(seen.signatureScheme, 0x0804);
        assert.equal(seen.complete, true);
      }
    });
  }

  test("session tickets and alerts under the next secret", () => {
    const later = sealer(LATER);
    const ticket = message(4, [...uint(7200, 4), ...uint(1, 4), ...vector([0], 1), ...vector([1, 2, 3], 2), ...vector([], 2)]);
    const { seen } = read([...flightOf(sealer(SECRET)), ...later(22, [...ticket, ...ticket]), ...later(21, [2, 116])], HANDSHAKE_SECRET, LATER_SECRET);
    assert.deepEqual(seen.tickets, [{ lifetime: 7200, length: 3 }, { lifetime: 7200, length: 3 }]);
    assert.deepEqual(seen.alerts, [{ fatal: true, description: 116, name: "certificate_required" }]);
  });

  test("a compressed Certificate message is expanded, within what it announces", () => {
    const body = certificates13(chain);
    const compressed = (announced: number): number[] => message(25, [...uint(1, 2), ...uint(announced, 3), ...vector([...deflateSync(Uint8Array.from(body))], 3)]);
    const { seen } = read([...record(22, HELLO13), ...sealer(SECRET)(22, compressed(body.length))], HANDSHAKE_SECRET);
    assert.deepEqual([...seen.certificateMessage ?? []], body);
    assert.equal(seen.compression?.algorithm, "zlib");
    throwsWire(() => read([...record(22, HELLO13), ...sealer(SECRET)(22, compressed(body.length - 1))], HANDSHAKE_SECRET), "bad-value");
    throwsWire(() => read([...record(22, HELLO13), ...sealer(SECRET)(22, compressed(2_000_000))], HANDSHAKE_SECRET), "message-too-long");
  });

  test("what breaks the rules of keys", () => {
    const seal = sealer(SECRET);
    throwsWire(() => read([...record(22, HELLO13), ...sealer(LATER)(22, [1])], HANDSHAKE_SECRET), "decrypt");
    throwsWire(() => read([...record(22, [...HELLO13, 8])]), "unexpected-message");
    throwsWire(() => read([...record(22, HELLO13), ...record(22, message(11, [0, 0, 0, 0]))]), "unexpected-message");
    throwsWire(() => read([...record(22, HELLO13), ...seal(23, [1])], HANDSHAKE_SECRET), "unexpected-message");
    throwsWire(() => read([...record(22, HELLO13), ...sealer(SECRET)(22, message(11, certificates13([]))), ...record(20, [2])], HANDSHAKE_SECRET), "bad-value");
  });
});

describe("TLS 1.2", () => {
  const hello = message(2, serverHello({ extensions: [extension(18, vector(vector([6], 2), 2)), extension(35, [])] }));
  const chain = message(11, certificates12([[1, 2], [3]]));
  const exchange = message(12, [3, 0, 23, ...vector([4, 4], 1), 4, 3, ...vector([1], 2)]);
  const wire = [
    ...record(22, [...hello, ...chain.slice(0, 3)]), ...record(22, chain.slice(3)),
    ...record(22, [...message(22, [1, ...vector([9], 3)]), ...exchange, ...message(13, [0]), ...message(14, [])]),
    ...record(22, message(4, [...uint(300, 4), ...vector([1, 2], 2)])), ...record(20, [1]), ...record(22, Array<number>(40).fill(0xee)),
  ];

  test("everything up to the change of keys", () => {
    const { seen } = read(wire);
    assert.deepEqual(seen.certificates?.map(({ der }) => [...der]), [[1, 2], [3]]);
    assert.deepEqual(seen.keyExchange, { group: 23, signatureScheme: 0x0403 });
    assert.deepEqual([...seen.ocspResponse ?? []], [9]);
    assert.deepEqual(seen.scts?.map((sct) => [...sct]), [[6]]);
    assert.deepEqual(seen.tickets, [{ lifetime: 300, length: 2 }]);
    assert.deepEqual([seen.complete, seen.certificateRequested], [true, true]);
  });

  test("what breaks the order", () => {
    throwsWire(() => read(record(22, chain)), "unexpected-message");
    throwsWire(() => read([...record(22, hello), ...record(22, [...chain, ...chain])]), "unexpected-message");
    throwsWire(() => read([...record(22, hello.slice(0, 9)), ...record(21, [2, 40])]), "interleaved");
    throwsWire(() => read(record(20, [1])), "unexpected-message");
    throwsWire(() => read(record(21, [2])), "bad-value");
  });

  test("what was read before a fault stays, and nothing is read behind it", () => {
    const flight = new ServerFlight();
    throwsWire(() => flight.push(Uint8Array.from([...record(22, [...hello, ...chain]), 0x48])), "record-type");
    flight.push(Uint8Array.from(record(21, [2, 40])));
    assert.equal(flight.seen.certificates?.length, 2);
    assert.deepEqual(flight.seen.alerts, []);
  });
});

describe("bounds", () => {
  test("on records, alerts, messages and bytes", () => {
    const hello = record(22, message(2, serverHello()));
    throwsWire(() => read([...hello, ...Array<number[]>(16).fill(record(21, [1, 90])).flat()]), "too-much");
    throwsWire(() => read([...hello, ...record(22, Array<number[]>(300).fill(message(0, [])).flat())]), "too-much");
    const flight = read(hello);
    const tiny = Uint8Array.from(record(22, [0]));
    flight.push(Uint8Array.from(record(22, [11, ...uint(1_000_000, 3)])));
    throwsWire(() => {
      for (let i = 0; i < 5000; i += 1) flight.push(tiny);
    }, "too-much");
    const sealed = read(record(22, HELLO13));
    const large = Uint8Array.from(record(23, Array<number>(16_000).fill(1)));
    throwsWire(() => {
      for (let i = 0; i < 200; i += 1) sealed.push(large);
    }, "too-much");
  });

  test("any change of the bytes gives a result or a WireError, however they are cut", () => {
    const seal = sealer(SECRET);
    const good = Uint8Array.from([...record(22, HELLO13), ...seal(22, message(8, vector([], 2))), ...seal(22, message(11, certificates13([{ der: [1] }])))]);
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), fc.nat(good.length), (changes, at) => {
      const bytes = Uint8Array.from(good);
      for (const [place, value] of changes) bytes[place % bytes.length] = value;
      const flight = new ServerFlight();
      try {
        flight.push(bytes.subarray(0, at));
        flight.keylog(HANDSHAKE_SECRET);
        flight.push(bytes.subarray(at));
      } catch (error) {
        if (!(error instanceof WireError)) throw error;
      }
    }));
  });
});

test("records are opened in their order alone", () => {
  const seal = sealer(SECRET);
  const [first, second] = [...new RecordSplitter().push(Uint8Array.from([...seal(22, [1]), ...seal(22, [2])]))];
  assert.ok(first !== undefined && second !== undefined);
  const opener = new RecordOpener(0x1301, SECRET);
  assert.deepEqual([...opener.open(first).content], [1]);
  throwsWire(() => opener.open(first), "decrypt");
  throwsWire(() => new RecordOpener(0x1301, SECRET).open(second), "decrypt");
  throwsWire(() => new RecordOpener(0xc02b, SECRET), "decrypt");
});
