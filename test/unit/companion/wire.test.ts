import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { readCertificateMessage } from "../../../src/core/wire/certificate-message.ts";
import { readCertificateStatus, readTlsSctList } from "../../../src/core/wire/extensions.ts";
import { MAX_MESSAGE, MessageJoiner } from "../../../src/core/wire/handshake-messages.ts";
import { RecordSplitter, type TlsRecord } from "../../../companion/wire/records.ts";
import { readServerHello } from "../../../src/core/wire/server-hello.ts";
import { readServerKeyExchange } from "../../../src/core/wire/server-key-exchange.ts";
import { WireError } from "../../../src/core/wire/wire-error.ts";
import { certificates12, certificates13, extension, message, record, serverHello, uint, vector } from "./tls-bytes.ts";

/** Bytes cut into pieces at the given places. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...at, bytes.length].map((end, i) => bytes.subarray(i === 0 ? 0 : at[i - 1], end));
}

const bytes = (max: number) => fc.uint8Array({ minLength: 1, maxLength: max }).map((each) => [...each]);
const throwsWire = (read: () => unknown, code: string): void => {
  assert.throws(read, (error: unknown) => error instanceof WireError && error.code === code);
};

/** Reads to the end, and lets nothing pass but a WireError. */
function onlyWireErrors(read: () => unknown): boolean {
  try {
    read();
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
  }
  return true;
}

describe("records", () => {
  test("come out as they went in, however the bytes are cut", () => {
    const records = fc.array(fc.tuple(fc.constantFrom(20, 21, 22, 23), bytes(300)), { minLength: 1, maxLength: 8 });
    fc.assert(fc.property(records, fc.array(fc.nat(5000), { maxLength: 20 }), (list, places) => {
      const wire = Uint8Array.from(list.flatMap(([type, fragment]) => record(type, fragment)));
      const splitter = new RecordSplitter();
      const read: TlsRecord[] = cut(wire, places).flatMap((piece) => [...splitter.push(piece)]);
      assert.deepEqual(read.map(({ type, fragment }) => [type, [...fragment]]), list);
    }));
  });

  test("what is none is told by its kind, and as soon as it can be", () => {
    const push = (...wire: number[]) => () => [...new RecordSplitter().push(Uint8Array.from(wire))];
    throwsWire(push(0x48), "not-tls");
    throwsWire(push(22, 2, 0, 0, 1), "not-tls");
    throwsWire(push(...record(22, [1]), 0x48), "record-type");
    throwsWire(push(...record(22, [1]), 22, 4, 0, 0, 1), "record-version");
    throwsWire(push(22, 3, 3, 0x48, 0x01), "record-length");
    throwsWire(push(22, 3, 3, 0, 0), "record-empty");
    assert.equal([...new RecordSplitter().push(Uint8Array.from(record(23, [])))].length, 1, "application data may be empty");
  });

  test("any bytes give records or a WireError", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (wire) => onlyWireErrors(() => [...new RecordSplitter().push(wire)])));
  });
});

describe("handshake messages", () => {
  test("come out as they went in, however records split them", () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(255), fc.uint8Array({ maxLength: 200 })), { minLength: 1, maxLength: 6 }), fc.array(fc.nat(2000), { maxLength: 20 }), (list, places) => {
      const joiner = new MessageJoiner();
      const wire = Uint8Array.from(list.flatMap(([type, body]) => message(type, [...body])));
      const read = cut(wire, places).filter(({ length }) => length > 0).flatMap((piece) => joiner.push(piece));
      assert.deepEqual(read.map(({ type, body }) => [type, [...body]]), list.map(([type, body]) => [type, [...body]]));
      assert.equal(joiner.inMessage, false);
    }));
  });

  test("one that is too long is refused by its header alone", () => {
    throwsWire(() => new MessageJoiner().push(Uint8Array.from([11, ...uint(MAX_MESSAGE + 1, 3)])), "message-too-long");
    assert.deepEqual(new MessageJoiner().push(Uint8Array.from([11, ...uint(MAX_MESSAGE, 3)])), []);
  });
});

describe("the ServerHello", () => {
  const read = (parts: Parameters<typeof serverHello>[0]) => readServerHello(Uint8Array.from(serverHello(parts)));
  const TLS_1_3 = extension(43, [3, 4]);

  test("of TLS 1.2", () => {
    const { version, cipherSuite, extensions, retry, group } = read({ extensions: [extension(0xff01, [0])] });
    assert.deepEqual([version, cipherSuite, extensions.map(({ type }) => type), retry, group], [0x0303, 0xc02b, [0xff01], false, undefined]);
  });

  test("without extensions", () => assert.equal(read({ version: 0x0301 }).version, 0x0301));

  test("of TLS 1.3 with its group", () => {
    const hello = read({ suite: 0x1301, extensions: [TLS_1_3, extension(51, [0, 29, ...vector([1, 2], 2)])] });
    assert.deepEqual([hello.version, hello.group, hello.preSharedKey], [0x0304, 29, false]);
  });

  test("HelloRetryRequest by its random value", () => {
    const random = [...Buffer.from("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c", "hex")];
    const retry = read({ random, suite: 0x1301, extensions: [TLS_1_3, extension(51, [0, 24])] });
    assert.deepEqual([retry.retry, retry.group], [true, 24]);
  });

  test("bad ones", () => {
    throwsWire(() => read({ extensions: [extension(43, [3, 3])] }), "bad-value");
    throwsWire(() => read({ extensions: [extension(23, []), extension(23, [])] }), "bad-value");
    throwsWire(() => read({ version: 0x0304 }), "bad-value");
    throwsWire(() => readServerHello(Uint8Array.from([...serverHello({ extensions: [] }), 0])), "trailing");
    throwsWire(() => readServerHello(Uint8Array.from(serverHello().slice(0, 20))), "truncated");
  });
});

describe("the Certificate message", () => {
  test("gives each certificate byte for byte, with its extensions in TLS 1.3", () => {
    const entries = fc.array(fc.record({ der: bytes(100), extensions: fc.uniqueArray(fc.nat(65_535), { maxLength: 3 }).chain((types) => fc.tuple(...types.map((type) => bytes(20).map((data) => ({ type, data }))))) }, { noNullPrototype: true }), { maxLength: 5 });
    fc.assert(fc.property(entries, (list) => {
      const body = certificates13(list.map(({ der, extensions }) => ({ der, extensions: extensions.map(({ type, data }) => extension(type, data)) })));
      const read = readCertificateMessage(Uint8Array.from(body), true);
      assert.deepEqual(read.map(({ der, extensions }) => ({ der: [...der], extensions: extensions.map(({ type, data }) => ({ type, data: [...data] })) })), list);
      const clear = readCertificateMessage(Uint8Array.from(certificates12(list.map(({ der }) => der))), false);
      assert.deepEqual(clear.map(({ der }) => [...der]), list.map(({ der }) => der));
    }));
  });

  test("bad ones", () => {
    throwsWire(() => readCertificateMessage(Uint8Array.from(certificates12([[]])), false), "bad-value");
    throwsWire(() => readCertificateMessage(Uint8Array.from([...certificates12([[1]]), 0]), false), "trailing");
    throwsWire(() => readCertificateMessage(Uint8Array.from([0, 0, 5, 0, 0, 9, 1, 2]), false), "truncated");
    throwsWire(() => readCertificateMessage(Uint8Array.from(certificates12(Array<number[]>(1001).fill([1]))), false), "too-much");
  });
});

describe("other structures", () => {
  test("ServerKeyExchange by the kind of exchange", () => {
    const signature = [4, 3, ...vector([1, 2, 3], 2)];
    assert.deepEqual(readServerKeyExchange(Uint8Array.from([3, 0, 29, ...vector([9, 9], 1), ...signature]), "ECDHE", true, 0x0303), { group: 29, signatureScheme: 0x0403 });
    assert.deepEqual(readServerKeyExchange(Uint8Array.from([3, 0, 29, ...vector([9, 9], 1), ...vector([1], 2)]), "ECDHE", true, 0x0301), { group: 29 });
    const dh = [...vector([0, 0x80, 0, 0], 2), ...vector([2], 2), ...vector([5], 2)];
    assert.deepEqual(readServerKeyExchange(Uint8Array.from([...dh, ...signature]), "DHE", true, 0x0303), { primeBits: 24, signatureScheme: 0x0403 });
    assert.deepEqual(readServerKeyExchange(Uint8Array.from(dh), "DHE", false, 0x0303), { primeBits: 24 });
  });

  test("a stapled OCSP response and SCTs", () => {
    assert.deepEqual([...readCertificateStatus(Uint8Array.from([1, ...vector([5, 6], 3)]))], [5, 6]);
    throwsWire(() => readCertificateStatus(Uint8Array.from([2, ...vector([5], 3)])), "bad-value");
    assert.deepEqual(readTlsSctList(Uint8Array.from(vector([...vector([1], 2), ...vector([2, 3], 2)], 2))).map((sct) => [...sct]), [[1], [2, 3]]);
  });

  test("any bytes give a value or a WireError", () => {
    const readers = [readServerHello, (b: Uint8Array) => readCertificateMessage(b, true), (b: Uint8Array) => readCertificateMessage(b, false), readCertificateStatus, readTlsSctList,
      (b: Uint8Array) => readServerKeyExchange(b, "ECDHE", true, 0x0303), (b: Uint8Array) => readServerKeyExchange(b, "DHE", true, 0x0303)];
    fc.assert(fc.property(fc.uint8Array({ maxLength: 120 }), fc.constantFrom(...readers), (body, read) => onlyWireErrors(() => read(body))), { numRuns: 1000 });
  });
});
