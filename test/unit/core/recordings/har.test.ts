import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { kindOf } from "../../../../src/core/recordings/kind.ts";
import { HarReader, type HarSummary } from "../../../../src/core/recordings/har.ts";
import { RecordingError } from "../../../../src/core/recordings/recording-error.ts";
import type { Observation } from "../../../../src/core/observation.ts";
import { observationToJson, parseObservation } from "../../../../src/core/telemetry/observation-json.ts";

function read(text: string, chunk = 65_536): { observations: Observation[]; summary: HarSummary } {
  const observations: Observation[] = [];
  const reader = new HarReader({ onConnection: (observation) => observations.push(observation) });
  const bytes = new TextEncoder().encode(text);
  for (let start = 0; start < bytes.length; start += chunk) reader.push(bytes.slice(start, start + chunk));
  return { observations, summary: reader.end() };
}

function archive(entries: readonly unknown[], programs: object = { creator: { name: "WebInspector", version: "537.36" } }): string {
  return JSON.stringify({ log: { version: "1.2", ...programs, pages: [{ title: "https://www.example.test/s3cr3t?token=1", id: "page_1" }], entries } });
}

const STARTED = "2026-11-21T12:00:05.000Z";

/** As the Network panel of Chromium writes it. */
function ofChromium(url: string, { response = {}, ...more }: { response?: object; [member: string]: unknown } = {}): object {
  return {
    _connectionId: "17", _initiator: { type: "other" }, _priority: "VeryHigh", _resourceType: "document", cache: {}, connection: "443", pageref: "page_1",
    request: { method: "GET", url, httpVersion: "http/2.0", headers: [{ name: "cookie", value: "session=s3cr3t" }], queryString: [], cookies: [{ name: "session", value: "s3cr3t" }], headersSize: -1, bodySize: 0 },
    response: { status: 200, statusText: "", httpVersion: "http/2.0", headers: [{ name: "set-cookie", value: "session=s3cr3t" }], cookies: [], content: { size: 5, mimeType: "text/html", text: "s3cr3t" }, redirectURL: "", headersSize: -1, bodySize: -1, _transferSize: 300, _error: null, ...response },
    serverIPAddress: "192.0.2.7", startedDateTime: STARTED, time: 12, timings: {}, ...more,
  };
}

/** As the Network panel of Firefox writes it. */
function ofFirefox(url: string, more: object = {}, response: object = {}): object {
  return {
    startedDateTime: "2026-11-21T13:00:05.000+01:00", request: { bodySize: 0, method: "GET", url, httpVersion: "HTTP/2", headers: [], cookies: [], queryString: [], headersSize: 300 },
    response: { status: 200, statusText: "", httpVersion: "HTTP/2", headers: [], cookies: [], content: {}, redirectURL: "", headersSize: 200, bodySize: 500, ...response },
    cache: {}, timings: {}, time: 5, _securityState: "secure", serverIPAddress: "192.0.2.7", connection: "443", pageref: "page_1", ...more,
  };
}

test("Chromium's: one observation for each connection, with what is known and the reason for what is not", () => {
  const { observations, summary } = read(archive([
    ofChromium("https://www.example.test/s3cr3t?token=1"), ofChromium("https://www.example.test/image"), ofChromium("https://www.example.test/other", { _connectionId: "18" }),
    ofChromium("wss://socket.example.test:8443/s3cr3t", { response: { httpVersion: "http/1.1" } }), ofChromium("https://quic.test/", { response: { httpVersion: "h3" }, serverIPAddress: "[2001:db8::1]" }),
  ]));
  assert.deepEqual(observations.map(({ host, port, ip, time }) => [host, port, ip, time]), [
    ["www.example.test", 443, "192.0.2.7", STARTED], ["www.example.test", 443, "192.0.2.7", STARTED], ["socket.example.test", 8443, "192.0.2.7", STARTED], ["quic.test", 443, "2001:db8::1", STARTED],
  ]);
  assert.deepEqual(observations.map(({ tlsInfo: { protocol, extra } }) => [protocol, extra?.source, extra?.alpn, extra?.httpVersion]), [
    ["TLS", "har", "h2", "http/2.0"], ["TLS", "har", "h2", "http/2.0"], ["TLS", "har", undefined, "http/1.1"], ["QUIC", "har", "h3", "h3"],
  ]);
  for (const { tlsInfo } of observations) {
    for (const field of ["sentChain", "builtChain", "chainValid", "keyExchangeGroup", "resumed"] as const) assert.equal(tlsInfo.extra?.unavailable?.[field], "not-recorded");
    assert.equal(tlsInfo.chainValid, undefined, "a person may have accepted a bad certificate: the archive does not say");
  }
  assert.deepEqual([observations[0]?.tlsInfo.extra?.unavailable?.cipherSuite, observations[3]?.tlsInfo.extra?.unavailable?.cipherSuite], ["not-recorded", "quic"]);
  assert.deepEqual(summary, { connections: 4, entries: 5, damaged: 0, without: 0, complete: true, creator: { name: "WebInspector", version: "537.36" }, browser: {} });
  for (const observation of observations) assert.deepEqual(parseObservation(JSON.parse(JSON.stringify(observationToJson(observation)))), observation);
});

const BARE = { serverIPAddress: undefined, connection: undefined, _securityState: undefined };

test("Firefox's: the same, and a connection that was not secure", () => {
  const programs = { creator: { name: "Firefox", version: "140.12" }, browser: { name: "Firefox", version: "140.12" } };
  const { observations, summary } = read(archive([
    ofFirefox("https://www.example.test/"), ofFirefox("https://www.example.test/again"), ofFirefox("https://bad.test/", { _securityState: "broken" }, { status: 0, httpVersion: "" }),
    ofFirefox("http://plain.test/", { _securityState: "insecure" }),
    // As it writes archives by itself: no address, no state.
    ofFirefox("https://written.test/", BARE), ofFirefox("https://failed.test/", BARE, { status: 0, httpVersion: "" }),
  ], programs));
  assert.deepEqual(observations.map(({ host, time, tlsInfo: { extra } }) => [host, time, extra?.alpn, extra?.error?.code, extra?.unavailable?.sentChain]), [
    ["www.example.test", STARTED, "h2", undefined, "not-recorded"], ["bad.test", STARTED, undefined, "tls-handshake", "handshake-failed"],
    ["written.test", STARTED, "h2", undefined, "not-recorded"],
  ]);
  assert.deepEqual([summary.without, summary.browser], [2, { name: "Firefox", version: "140.12" }]);
});

test("what failed: Chromium names the error, and a request that somebody stopped is none", () => {
  const failed = { status: 0, httpVersion: "" };
  const { observations } = read(archive([
    ofChromium("https://bad.test/", { serverIPAddress: "", response: { ...failed, _error: "net::ERR_CERT_AUTHORITY_INVALID" } }),
    ofChromium("https://reset.test/", { serverIPAddress: "", response: { ...failed, _error: "net::ERR_CONNECTION_RESET" } }),
    ofChromium("https://stopped.test/", { serverIPAddress: "", response: { ...failed, _error: "net::ERR_ABORTED" } }),
    ofChromium("https://cached.test/", { _fromCache: "disk" }),
  ]));
  assert.deepEqual(observations.map(({ host, tlsInfo: { chainValid, extra } }) => [host, chainValid, extra?.error?.code]), [["bad.test", false, "certificate-untrusted"], ["reset.test", undefined, "connection-reset"]]);
});

test("Playwright's: the version", () => {
  const { observations } = read(archive([ofChromium("https://a.test/", { _securityDetails: { protocol: "TLS 1.3", subjectName: "a.test", issuer: "Root", validFrom: 1, validTo: 2 } }), ofChromium("https://b.test/", { _securityDetails: { protocol: "QUIC" } })]));
  assert.deepEqual(observations.map(({ tlsInfo: { protocol, tlsVersion } }) => [protocol, tlsVersion]), [["TLS", "TLS 1.3"], ["QUIC", undefined]]);
});

test("nothing of addresses, headers, cookies, bodies, titles", () => {
  const text = archive([ofChromium("https://user:s3cr3t@www.example.test/s3cr3t?s3cr3t#s3cr3t"), ofFirefox("https://x.test/s3cr3t", { connection: "s3cr3t" })]);
  const { observations, summary } = read(text);
  assert.equal(observations.length, 2);
  assert.ok(!JSON.stringify([observations.map(observationToJson), summary]).includes("s3cr3t"));
});

test("in pieces of any size it is the same", () => {
  const text = archive([ofChromium("https://www.example.test/"), { wrong: true }, ofFirefox("https://b.test/", { serverIPAddress: "192.0.2.8" })]);
  const whole = read(text);
  for (const chunk of [1, 2, 7, 100]) assert.deepEqual(read(text, chunk), whole);
});

test("hostile archives give what could be read, with a count, or a typed error", () => {
  const good = ofChromium("https://www.example.test/");
  const { observations, summary } = read(archive([good, null, 7, "x", [], {}, { request: { url: 7 } }, { request: { url: "https://" } }, ofChromium("https://[::::]x/"), ofChromium("https://a.test:99999/", { serverIPAddress: 12 }), ofChromium("nonsense"), ofChromium("https://ok.test/", { startedDateTime: "yesterday", connection: 7, serverIPAddress: "192.0.2.9" })]));
  assert.deepEqual(observations.map(({ host, time }) => [host, time]), [["www.example.test", STARTED], ["ok.test", undefined]]);
  assert.equal(summary.damaged, 9);
  const deep = `{"log":{"entries":[${JSON.stringify(good)},{"request":${"[".repeat(100_000)}${"]".repeat(100_000)}}]}}`;
  assert.deepEqual([read(deep).summary.damaged, read(deep).observations.length], [1, 1]);
  const cut = archive([good, good]).slice(0, -40);
  assert.deepEqual([read(cut).summary.complete, read(cut).observations.length], [false, 1]);
  for (const text of ["", "[]", "hello", "{\"logs\":{}}", "{\"log\":7}"]) assert.throws(() => read(text), RecordingError, text);
  fc.assert(fc.property(fc.json(), fc.nat({ max: 400 }), fc.string(), (json, at, noise) => {
    const base = archive([good, JSON.parse(json)]);
    for (const text of [base, base.slice(0, at) + noise + base.slice(at)]) {
      try {
        read(text, 50);
      } catch (error) {
        assert.ok(error instanceof RecordingError, String(error));
      }
    }
  }), { numRuns: 200 });
});

test("its kind is told by its content", () => {
  assert.equal(kindOf(new TextEncoder().encode(archive([]))), "har");
});
