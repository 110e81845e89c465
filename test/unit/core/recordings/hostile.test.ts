// Logs that somebody made to do harm, or that were damaged: typed errors, or what could be read with a count; nothing that was
// read is lost, and neither time nor memory grows beyond the log.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { connection, CONSTANTS, END, event, header, log } from "../../../../bench/netlog/made-log.ts";
import { RecordingError } from "../../../../src/core/recordings/recording-error.ts";
import { observationToJson, parseObservation } from "../../../../src/core/telemetry/observation-json.ts";
import { certificate } from "../../support/certificates.ts";
import { readLog, type Read } from "./read.ts";

const BEGIN = "-----BEGIN CERTIFICATE-----";
const END_OF_PEM = "-----END CERTIFICATE-----";
const leaf = certificate({ dns: ["www.example.test"], issuer: "Issuing" });
const issuing = certificate({ subject: "Issuing", issuer: "Root", ca: true });
const good = { time: 5000, host: "www.example.test", sent: [leaf, issuing], verdict: { built: [leaf, issuing] } };
const before = connection({ ...good, id: 10 });
const after = connection({ ...good, id: 30, time: 9000 });

function refused(text: string, code: RecordingError["code"]): void {
  assert.throws(() => readLog(text), (error) => error instanceof RecordingError && error.code === code && error.message !== "");
}

/** Both connections are there, and so much damage is told. */
function bothAnd(damaged: number, lines: readonly string[], what: string): Read {
  const read = readLog(`${header()}${[...before, ...lines, ...after].join(",\n")}${END}`);
  assert.equal(read.observations.length, 2, what);
  for (const observation of read.observations) assert.equal(observation.tlsInfo.sentChain?.length, 2, what);
  assert.equal(read.summary.damaged, damaged, what);
  return read;
}

describe("what is no NetLog", () => {
  test("is refused with a reason", () => {
    refused("", "not-a-recording");
    refused("hello", "not-a-recording");
    refused("[1, 2]", "not-a-recording");
    refused("{\"a\": }", "not-a-recording");
    refused("{\"a\": 1}", "constants-missing");
    refused("{\"events\": [{}]}", "constants-missing");
    refused("{\"constants\": 7}", "constants-invalid");
    refused("{\"constants\": {\"logEventTypes\": {\"SSL_CONNECT\": \"one\"}}, \"events\": []}", "constants-invalid");
    refused("{\"constants\": {\"a\": }, \"events\": []}", "constants-invalid");
    refused(header().slice(0, 300), "constants-missing");
  });

  test("constants that never end are not held for ever", () => {
    refused(`{"constants": {"a": "${"x".repeat(17 * 1024 * 1024)}"`, "too-long");
  });
});

describe("damage", () => {
  const shapes: readonly [what: string, line: string][] = [
    ["a line that is no JSON", "{\"params\":{,},\"type\":310}"],
    ["half a line", before[5]?.slice(0, 30) ?? ""],
    ["a string without its end", "{\"params\":{\"a\":\"no end},\"phase\":0,\"source\":{\"id\":1,\"type\":1},\"time\":\"1\",\"type\":310}"],
    ["a brace too few", "{\"params\":{\"a\":{\"b\":1},\"phase\":0,\"source\":{\"id\":1},\"time\":\"1\",\"type\":310}"],
    ["another value", "7"],
    ["words", "nonsense"],
    ["a list", "[{\"type\":310}]"],
    ["no event", "{}"],
    ["a type that is a word", "{\"source\":{\"id\":1},\"type\":\"310\"}"],
    ["a source that is none", "{\"source\":7,\"type\":310}"],
  ];
  for (const [what, line] of shapes) test(`${what} costs that line alone`, () => void bothAnd(1, [line], what));

  test("wrong types within an event's parameters are as if they were not there", () => {
    for (const params of [null, 7, "x", [], { certificates: 7 }, { certificates: [1, 2] }, ...["no PEM", `${BEGIN}${END_OF_PEM.slice(5)}`, `${BEGIN}${END_OF_PEM.slice(3)}`, `${BEGIN}${END_OF_PEM}`, `${BEGIN}=${END_OF_PEM}`, `${BEGIN}A===${END_OF_PEM}`, `${END_OF_PEM}${BEGIN}`].map((pem) => ({ certificates: [pem] })), { bytes: "?", type: 11 }, { bytes: "AA==", type: "11" }, { remote_address: {} }]) {
      for (const type of ["SSL_CERTIFICATES_RECEIVED", "SSL_HANDSHAKE_MESSAGE_RECEIVED", "CERT_VERIFIER_JOB", "SSL_CONNECT", "TCP_CONNECT", "QUIC_SESSION", "SOCKET_POOL_CONNECT_JOB_CREATED"] as const) {
        bothAnd(0, [event(type, "begin", "SOCKET", 77, 1, params as object), event(type, "end", "SOCKET", 77, 1, params as object)], `${type} ${JSON.stringify(params)}`);
      }
    }
  });

  test("deep nesting is not followed", () => {
    bothAnd(1, [`{"params":${"[".repeat(100_000)}${"]".repeat(100_000)},"phase":0,"source":{"id":1},"time":"1","type":310}`], "closed");
    bothAnd(1, [`{"params":${"[".repeat(100_000)}`], "not closed");
  });

  test("a string of many megabytes is passed over", () => {
    const long = `{"params":{"a":"${"x".repeat(20 * 1024 * 1024)}"},"phase":0,"source":{"id":1},"time":"1","type":310}`;
    const { observations, summary } = readLog(`${header()}${[...before, long, ...after].join(",\n")}${END}`);
    assert.deepEqual([observations.length, summary.damaged], [2, 1]);
  });

  test("thousands of broken lines take no more than their time", () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `{"params":{"a":${index},"type":310}`);
    const { observations } = readLog(`${header()}${[...before, ...lines, ...after].join(",\n")}${END}`);
    assert.equal(observations.length, 2);
  });

  test("what a source claims without end is bounded: sockets that never close", () => {
    const open = Array.from({ length: 30_000 }, (_, index) => event("SSL_CONNECT", "begin", "SOCKET", 1000 + index, 1));
    const { observations, summary } = readLog(log([...before, ...open, ...after]));
    assert.equal(observations.length, 2);
    assert.equal(summary.nameless, 30_000);
  });

  test("times and hosts that are none", () => {
    const odd = [{ ...good, time: 1e300 }, { ...good, time: -1e18 }, { ...good, host: "a b" }, { ...good, host: "" }, { ...good, host: "\u202eexample.test" }];
    for (const each of odd) {
      for (const observation of readLog(log(connection({ ...each, id: 10 }))).observations) assert.deepEqual(parseObservation(observationToJson(observation)), observation);
    }
    const timeless = readLog(log(before, { ...CONSTANTS, timeTickOffset: "never" })).observations[0];
    assert.equal(timeless?.time, undefined);
  });
});

test("whatever bytes are changed, it ends with an error of its own or with observations that fit", () => {
  const text = log([...before, ...after]);
  const bytes = new TextEncoder().encode(text);
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 5000 }), (changes, chunk) => {
    const changed = bytes.slice();
    for (const [at, byte] of changes) changed[at] = byte;
    try {
      for (const observation of readLog(changed, chunk).observations) assert.deepEqual(parseObservation(observationToJson(observation)), observation);
    } catch (error) {
      if (!(error instanceof RecordingError)) throw error;
    }
  }), { numRuns: 300 });
});
