import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { test } from "node:test";
import { strToU8, zipSync } from "fflate";
import { choose } from "../../../../src/core/recordings/choose.ts";
import { kindOf } from "../../../../src/core/recordings/kind.ts";
import { RecordingError } from "../../../../src/core/recordings/recording-error.ts";
import { Unpacker } from "../../../../src/core/recordings/unpack.ts";
import { END, header } from "../../../../bench/netlog/made-log.ts";

function unpack(bytes: Uint8Array, chunk: number): string {
  const parts: Uint8Array[] = [];
  const unpacker = new Unpacker((part) => parts.push(part));
  for (let start = 0; start < bytes.length; start += chunk) unpacker.push(bytes.slice(start, start + chunk));
  unpacker.end();
  return Buffer.concat(parts).toString();
}

const text = `{"constants":{}}${"\n".repeat(100_000)}`;

test("a recording is given as it is, from gzip, and from the first .json of a zip archive", () => {
  const zip = zipSync({ "README.txt": strToU8("not this"), "log/net-export.json": strToU8(text), "second.json": strToU8("nor this") });
  for (const chunk of [1, 3, 65_536]) {
    assert.equal(unpack(strToU8(text), chunk === 1 ? 7 : chunk), text);
    assert.equal(unpack(gzipSync(text), chunk), text);
    assert.equal(unpack(zip, chunk), text);
  }
  assert.equal(unpack(strToU8("{}"), 1), "{}", "shorter than the magic numbers");
});

test("what was cut off is given as far as it goes; what cannot be expanded is an error", () => {
  const random = Array.from({ length: 20_000 }, (_, index) => (index * 7919 % 10_007).toString(36)).join("\n");
  const half = gzipSync(random);
  const given = unpack(half.subarray(0, half.length / 2), 1000);
  assert.ok(given.length > 1000 && random.startsWith(given));
  const isBad = (error: unknown): boolean => error instanceof RecordingError && error.code === "bad-compression";
  assert.throws(() => unpack(Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff), 100), isBad);
  assert.throws(() => unpack(zipSync({ "a.txt": strToU8("x") }), 100), isBad);
  for (const name of ["a.txt", "a.json"]) {
    const zip = zipSync({ [name]: strToU8("x".repeat(100)) });
    // The method of the file's own header (APPNOTE.TXT section 4.3.7).
    zip[8] = 99;
    assert.throws(() => unpack(zip, 100), isBad, name);
  }
});

test("what a file is shows in its content", () => {
  assert.equal(kindOf(strToU8(header() + END)), "netlog");
  assert.equal(kindOf(strToU8("\ufeff { \"constants\" : {")), "netlog");
  assert.equal(kindOf(strToU8("{\"log\": {\"version\": \"1.2\"")), "har");
  assert.equal(kindOf(strToU8("{\"format\": \"tlscope-telemetry\", \"version\": 1")), "telemetry");
  assert.equal(kindOf(strToU8("{\"host\":\"a.test\",\"tlsInfo\":{}}\n{}")), "observation-lines");
  assert.equal(kindOf(Uint8Array.of(0x0a, 0x0d, 0x0d, 0x0a, 0)), "capture");
  assert.equal(kindOf(strToU8("-----BEGIN")), "unknown");
});

test("connections are chosen by host, time and whose they are", () => {
  const at = (host: string, time?: string) => ({ host, tlsInfo: {}, ...(time === undefined ? {} : { time }) });
  const taken = (host: string, pattern: string): boolean => choose(at(host), { host: pattern }) === "taken";
  assert.ok(taken("www.example.com", "www.example.com"));
  assert.ok(taken("www.example.com", "*.EXAMPLE.com") && taken("a.b.example.com", "*.example.com"));
  assert.ok(!taken("example.com", "*.example.com") && !taken("www.example.com.evil.test", "*.example.com"));
  assert.ok(taken("www.example.com", "*") && taken("www.example.com", "w*e*.c*m") && !taken("www.example.com", "w*x.org"));
  assert.ok(!taken("a".repeat(255), `${"*a".repeat(120)}b`), "in no time");
  const since = Date.parse("2026-11-21T12:00:00Z");
  assert.deepEqual(["2026-11-21T12:00:00Z", "2026-11-21T11:59:59Z", undefined].map((time) => choose(at("a.test", time), { since })), ["taken", "left-out", "left-out"]);
  assert.deepEqual([choose(at("update.googleapis.com"), {}), choose(at("r3---sn-4g5e6nsz.gvt1.com"), {}), choose(at("update.googleapis.com"), { ownTraffic: true }), choose(at("accounts.google.com"), {})], ["own", "own", "taken", "taken"]);
});
