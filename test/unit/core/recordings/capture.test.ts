import assert from "node:assert/strict";
import { test } from "node:test";
import { CaptureFilter, keepHandshakeSecrets } from "../../../../src/core/recordings/capture-keys.ts";
import { CaptureJoiner, type CapturedPacket } from "../../../../src/core/recordings/capture-joiner.ts";
import { RecordingError } from "../../../../src/core/recordings/recording-error.ts";
import type { SeenTraffic } from "../../../../src/core/recordings/seen-traffic.ts";
import { trafficObservation } from "../../../../src/core/recordings/traffic-observation.ts";
import { decryptionSecrets } from "../../../support/recorded-wire.ts";
import { certificates12, certificates13, extension, message, serverHello, uint, vector } from "../../companion/tls-bytes.ts";

const RANDOM = "ab".repeat(32);
const KEY_LOG = [
  "# a comment", `CLIENT_HANDSHAKE_TRAFFIC_SECRET ${RANDOM} 01`, `SERVER_HANDSHAKE_TRAFFIC_SECRET ${RANDOM} 02`, `CLIENT_TRAFFIC_SECRET_0 ${RANDOM} 5ec2e7`, `SERVER_TRAFFIC_SECRET_0 ${RANDOM} 5ec2e7`,
  `EXPORTER_SECRET ${RANDOM} 5ec2e7`, `CLIENT_EARLY_TRAFFIC_SECRET ${RANDOM} 5ec2e7`, `CLIENT_RANDOM ${RANDOM} 5ec2e7`, `RSA ${RANDOM} 5ec2e7`, ` SERVER_HANDSHAKE_TRAFFIC_SECRET ${RANDOM} 5ec2e7`, "",
].join("\n");

test("of a key log the secrets of handshakes alone are left, in as many bytes", () => {
  const bytes = Buffer.from(KEY_LOG);
  keepHandshakeSecrets(bytes);
  assert.equal(bytes.length, KEY_LOG.length);
  assert.deepEqual(bytes.toString().split("\n").filter((line) => line !== ""), KEY_LOG.split("\n").slice(1, 3));
});

test("secrets in a capture are cut down, in any pieces; everything else stays byte for byte", () => {
  const header = Buffer.from("0a0d0d0a1c0000004d3c2b1a01000000ffffffffffffffff1c000000", "hex");
  const other = Buffer.from("0600000014000000deadbeef5ec2e70014000000", "hex");
  const foreign = Buffer.concat([Buffer.from("0a00000018000000", "hex"), Buffer.from("4c4b4757", "hex"), uintLe(4), Buffer.from("5ec2e700", "hex"), uintLe(24)]);
  const whole = Buffer.concat([header, other, decryptionSecrets(KEY_LOG), foreign, other]);
  for (const chunk of [1, 3, 50, 10_000]) {
    const passed: Buffer[] = [];
    const filter = new CaptureFilter((bytes) => passed.push(Buffer.from(bytes)));
    for (let start = 0; start < whole.length; start += chunk) filter.push(whole.subarray(start, start + chunk));
    filter.end();
    const out = Buffer.concat(passed);
    assert.equal(out.length, whole.length);
    assert.deepEqual([out.subarray(0, 48), out.subarray(-20)], [whole.subarray(0, 48), whole.subarray(-20)]);
    assert.ok(out.includes("SERVER_HANDSHAKE_TRAFFIC_SECRET") && !out.subarray(48, -20).includes("5ec2e7") && !out.subarray(48, -20).includes(Buffer.from("5ec2e7", "hex")));
  }
  const pcap = Buffer.from("d4c3b2a10200040000000000000000000000040001000000", "hex");
  const passed: Buffer[] = [];
  const filter = new CaptureFilter((bytes) => passed.push(Buffer.from(bytes)));
  filter.push(pcap);
  filter.end();
  assert.deepEqual(Buffer.concat(passed), pcap);
  assert.throws(() => new CaptureFilter(() => undefined).push(Buffer.concat([header, Buffer.alloc(64, 7)])), RecordingError);
});

function uintLe(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

const CLIENT = { host: "192.0.2.1", port: 50_000 };
const SERVER = { host: "192.0.2.7", port: 443 };
const DER = [0x30, 3, 1, 1, 0];

function packet(from: "client" | "server", messages: readonly number[][], more: Partial<CapturedPacket> = {}): CapturedPacket {
  const [source, goal] = from === "client" ? [CLIENT, SERVER] : [SERVER, CLIENT];
  return { stream: "tcp 0", protocol: "TLS", time: 5000, from: source, to: goal, first: true, messages: messages.map((each) => Uint8Array.from(each)), recordTypes: [22], alerts: [], ...more };
}

function clientHello(host: string): number[] {
  const name = extension(0, vector([0, ...vector(Array.from(host, (each) => each.charCodeAt(0)), 2)], 2));
  return message(1, [3, 3, ...Array<number>(32).fill(1), ...vector([], 1), ...vector([0x13, 1], 2), ...vector([0], 1), ...vector(name, 2)]);
}

const hello13 = (...extensions: number[][]): number[] => message(2, serverHello({ suite: 0x1301, extensions: [extension(43, [3, 4]), extension(51, [...uint(29, 2), ...vector([1], 2)]), ...extensions] }));
const FINISHED = message(20, [1, 2, 3]);

function join(...packets: CapturedPacket[]): SeenTraffic[] {
  const seen: SeenTraffic[] = [];
  const joiner = new CaptureJoiner((each) => seen.push(each));
  for (const each of packets) joiner.take(each);
  joiner.end();
  return seen;
}

function observe(...packets: CapturedPacket[]) {
  return join(...packets).map((seen) => trafficObservation(seen, {}));
}

test("a handshake of TLS 1.3, opened: the server's messages, and none of the client's", () => {
  const flight = [hello13(), message(8, vector(extension(16, vector(vector([104, 50], 1), 2)), 2)), message(11, certificates13([{ der: DER }])), message(15, [4, 3, ...vector([1], 2)]), FINISHED];
  const [observation, ...others] = observe(packet("client", [clientHello("www.example.test")]), packet("server", flight), packet("client", [message(11, certificates13([{ der: [0x30, 1, 1] }])), FINISHED]));
  assert.equal(others.length, 0);
  assert.ok(observation !== undefined);
  const { host, port, ip, time, tlsInfo } = observation;
  assert.deepEqual([host, port, ip, time], ["www.example.test", 443, "192.0.2.7", "1970-01-01T00:00:05.000Z"]);
  assert.deepEqual([tlsInfo.tlsVersion, tlsInfo.cipherSuite, tlsInfo.keyExchangeGroup, tlsInfo.extra?.alpn, tlsInfo.extra?.signatureScheme, tlsInfo.extra?.resumed], ["TLS 1.3", 0x1301, "x25519", "h2", "ecdsa_secp256r1_sha256", false]);
  assert.deepEqual(tlsInfo.sentChain, [Uint8Array.from(DER)]);
});

test("resumed: by a key of TLS 1.3, and before by a change of keys without a certificate", () => {
  const [psk] = observe(packet("client", [clientHello("a.test")]), packet("server", [hello13(extension(41, [0, 0]))]));
  assert.deepEqual([psk?.tlsInfo.extra?.resumed, psk?.tlsInfo.extra?.unavailable?.sentChain, psk?.tlsInfo.extra?.unavailable?.alpn], [true, "resumed", "no-keys"]);
  const [old] = observe(packet("client", [clientHello("a.test")]), packet("server", [message(2, serverHello())], { recordTypes: [22, 20] }));
  assert.deepEqual([old?.tlsInfo.tlsVersion, old?.tlsInfo.extra?.resumed, old?.tlsInfo.extra?.unavailable?.sentChain, old?.tlsInfo.extra?.unavailable?.keyExchangeGroup], ["TLS 1.2", true, "resumed", "resumed"]);
  const [cut] = observe(packet("client", [clientHello("a.test")]), packet("server", [message(2, serverHello())]));
  assert.deepEqual([cut?.tlsInfo.extra?.resumed, cut?.tlsInfo.extra?.unavailable?.resumed], [undefined, "not-recorded"]);
});

test("a second handshake on one connection is another; a second ClientHello before the answer is not", () => {
  const first = [packet("client", [clientHello("a.test")]), packet("client", [clientHello("a.test")]), packet("server", [message(2, serverHello()), message(11, certificates12([DER]))])];
  assert.deepEqual(observe(...first, packet("client", [clientHello("b.test")], { first: false })).map((each) => each?.host), ["a.test", "b.test"]);
});

test("how it ended: alerts, closes, and what is not known", () => {
  const hello = packet("client", [clientHello("a.test")]);
  const alert = { fatal: true, description: 48, name: "unknown_ca" };
  const error = (...packets: CapturedPacket[]): unknown => observe(hello, ...packets)[0]?.tlsInfo.extra?.error?.message;
  assert.equal(error(packet("client", [], { alerts: [alert] })), "The client ended the handshake with the alert unknown_ca (48).");
  assert.equal(error(packet("server", [], { closed: "reset" })), "The server reset the connection in the handshake.");
  assert.equal(error(packet("server", [], { alerts: [{ fatal: true, description: 0, name: "close_notify" }] })), undefined);
  assert.equal(error(packet("server", [hello13()]), packet("server", [], { closed: "closed" })), undefined, "whether it was over is encrypted");
});

test("behind something else on the same connection its address may be a proxy's", () => {
  const [proxied] = observe(packet("client", [clientHello("a.test")], { first: false }));
  assert.deepEqual([proxied?.host, proxied?.ip, proxied?.port], ["a.test", undefined, undefined]);
  const [mail] = observe(packet("client", [clientHello("a.test")], { first: false, to: { host: "192.0.2.7", port: 587 } }));
  assert.deepEqual([mail?.ip, mail?.port], ["192.0.2.7", 587]);
});

test("without the ClientHello the server is its address; without either nothing is told", () => {
  assert.deepEqual(observe(packet("server", [hello13()])).map((each) => [each?.host, each?.port]), [["192.0.2.7", 443]]);
  assert.deepEqual(observe(packet("server", [FINISHED])), []);
});
