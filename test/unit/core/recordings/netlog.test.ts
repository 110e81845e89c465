// What the reader makes of a NetLog: each connection told apart, each field known or with the reason why not.
import assert from "node:assert/strict";
import { brotliCompressSync, deflateSync } from "node:zlib";
import { describe, test } from "node:test";
import { certificateBody, connection, CONSTANTS, END, event, GOOD_RESULT, header, log, message, request, TICK_OFFSET } from "../../../../bench/netlog/made-log.ts";
import { nodeDecompressors } from "../../../../companion/wire/decompressors.ts";
import type { Observation } from "../../../../src/core/observation.ts";
import { observationToJson, parseObservation } from "../../../../src/core/telemetry/observation-json.ts";
import { certificate } from "../../support/certificates.ts";
import { assertFits } from "../../../support/schema.ts";
import { readLog } from "./read.ts";

const leaf = certificate({ dns: ["www.example.test"], issuer: "Issuing" });
const other = certificate({ dns: ["other.example.test"], issuer: "Issuing", serial: 2 });
const issuing = certificate({ subject: "Issuing", issuer: "Root", ca: true });
const root = certificate({ subject: "Root", issuer: "Root", ca: true });
const good = { id: 10, time: 5000, host: "www.example.test", sent: [leaf, issuing], verdict: { built: [leaf, issuing, root] } };

function only(events: readonly string[], ...rest: Parameters<typeof readLog> extends [unknown, ...infer Rest] ? Rest : never): Observation {
  const { observations } = readLog(log(events), ...rest);
  assert.equal(observations.length, 1);
  const [observation] = observations;
  assert.ok(observation !== undefined);
  assertFits("observation-1", observationToJson(observation));
  assert.deepEqual(parseObservation(observationToJson(observation)), observation, "it is read back from a file as it is");
  return observation;
}

describe("one connection", () => {
  test("a good one is known from the sent chain to transparency", () => {
    assert.deepEqual(only(connection(good)), {
      host: "www.example.test", port: 443, ip: "192.0.2.7", time: new Date(TICK_OFFSET + 5000).toISOString(),
      tlsInfo: {
        protocol: "TLS", sentChain: [leaf, issuing], builtChain: [leaf, issuing, root], chainValid: true, cipherSuite: 4865, tlsVersion: "TLS 1.3", keyExchangeGroup: "X25519MLKEM768",
        extra: {
          source: "netlog", unavailable: { delegatedCredential: "not-recorded" }, resumed: false, encryptedClientHello: false, signatureScheme: "ecdsa_secp256r1_sha256", alpn: "h2",
          rootIsBuiltIn: true, certificateTransparency: "policy_compliant",
        },
      },
    });
  });

  test("RSA key exchange has neither group nor signature", () => {
    const { tlsInfo } = only(connection({ ...good, result: { ...GOOD_RESULT, version: "TLS 1.2", cipher_suite: 47, key_exchange_group: 0, peer_signature_algorithm: 0 } }));
    assert.equal(tlsInfo.keyExchangeGroup, undefined);
    assert.deepEqual([tlsInfo.extra?.unavailable?.keyExchangeGroup, tlsInfo.extra?.unavailable?.signatureScheme], ["none", "none"]);
  });

  test("a refused certificate: the chain, the verdict and Chromium's name for it", () => {
    const { tlsInfo } = only(connection({ ...good, sent: [leaf], verdict: { built: [leaf], error: -202, knownRoot: false }, result: { net_error: -202 } }));
    assert.deepEqual(tlsInfo.sentChain, [leaf]);
    assert.deepEqual(tlsInfo.builtChain, [leaf]);
    assert.equal(tlsInfo.chainValid, false);
    assert.deepEqual(tlsInfo.extra?.error, { code: "certificate-untrusted", message: "net::ERR_CERT_AUTHORITY_INVALID", name: "ERR_CERT_AUTHORITY_INVALID", category: "trust" });
    assert.equal(tlsInfo.extra.exception, undefined);
    assert.equal(tlsInfo.extra.unavailable?.rootIsBuiltIn, "none");
    assert.equal(tlsInfo.extra.unavailable.cipherSuite, "handshake-failed");
  });

  test("a bad certificate that the person accepted", () => {
    const { tlsInfo } = only(connection({ ...good, verdict: { built: [leaf, issuing, root], error: -200 } }));
    assert.equal(tlsInfo.chainValid, false);
    assert.equal(tlsInfo.extra?.exception, "name");
    assert.equal(tlsInfo.extra.error, undefined);
  });

  test("a failure before any certificate leaves nothing but the failure", () => {
    const { host, port, ip, tlsInfo } = only(connection({ id: 10, time: 5000, host: "www.example.test", result: { net_error: -101 } }));
    assert.deepEqual([host, port, ip], ["www.example.test", 443, "192.0.2.7"]);
    assert.equal(tlsInfo.extra?.error?.name, "ERR_CONNECTION_RESET");
    assert.deepEqual(new Set(Object.values(tlsInfo.extra.unavailable ?? {})), new Set(["handshake-failed", "not-recorded"]));
    for (const field of ["sentChain", "builtChain", "chainValid", "cipherSuite", "tlsVersion", "keyExchangeGroup"] as const) assert.equal(tlsInfo.extra.unavailable?.[field], "handshake-failed", field);
  });

  test("an error that the log's constants do not name keeps its number", () => {
    assert.equal(only(connection({ ...good, verdict: null, result: { net_error: -9999 } })).tlsInfo.extra?.error?.name, "ERR_9999");
  });

  test("a resumed session: no certificates were sent, though the browser lists those of the first", () => {
    const events = connection({ ...good, result: { ...GOOD_RESULT, is_resumed: true } });
    const { tlsInfo } = only(events);
    assert.equal(tlsInfo.sentChain, undefined);
    assert.equal(tlsInfo.extra?.unavailable?.sentChain, "resumed");
    assert.equal(tlsInfo.extra.resumed, true);
    assert.deepEqual(tlsInfo.extra.serverCertificate, leaf);
  });
});

describe("several connections", () => {
  test("a verdict from the browser's memory has no built chain of its own, and is the one that was given before", () => {
    const again = { ...good, id: 30, time: 6000, verdict: null };
    const { observations } = readLog(log([...connection(good), ...connection(again)]));
    const second = observations[1]?.tlsInfo;
    assert.equal(second?.builtChain, undefined);
    assert.equal(second?.extra?.unavailable?.builtChain, "cached-verdict");
    assert.equal(second.chainValid, true);
    assert.deepEqual(second.sentChain, [leaf, issuing]);
    const unheard = only(connection(again)).tlsInfo;
    assert.equal(unheard.chainValid, undefined, "without the first there is nothing to go by");
    assert.equal(unheard.extra?.unavailable?.chainValid, "cached-verdict");
    const bad = readLog(log([...connection({ ...good, verdict: { built: [leaf], error: -202 }, result: { net_error: -202 } }), ...connection({ ...again, result: { net_error: -202 } })])).observations[1];
    assert.equal(bad?.tlsInfo.chainValid, false);
    const changed = readLog(log([...connection(good), ...connection({ ...again, sent: [other, issuing] })])).observations[1];
    assert.equal(changed?.tlsInfo.chainValid, undefined, "of other certificates nothing was said");
  });

  test("two to one host at once are told apart, and share the verifier's job", () => {
    const first = connection(good);
    const second = connection({ ...good, id: 30, sent: [leaf, issuing, root], verdict: null });
    const bound = event("CERT_VERIFIER_REQUEST_BOUND_TO_JOB", "none", "SOCKET", 31, 5000, { source_dependency: { id: 12, type: 74 } });
    const job = first.findIndex((line) => line.includes("verified_cert"));
    const { observations } = readLog(log([...second.slice(0, -2), ...first.slice(0, job), bound, ...first.slice(job), ...second.slice(-2)]));
    assert.deepEqual(observations.map(({ tlsInfo: { sentChain, builtChain } }) => [sentChain?.length, builtChain?.length]), [[2, 3], [3, 3]]);
  });

  test("of a proxy's own TLS, and of that through it, each has its host; the address is the proxy's", () => {
    const proxy = certificate({ dns: ["proxy.test"], serial: 3 });
    const outer = connection({ id: 10, time: 1, host: "www.example.test", address: "198.51.100.9:3128", sent: [proxy], verdict: { built: [proxy, root] } });
    // The verifier's job of the first handshake names the proxy.
    const named = outer.map((line) => line.replace('"host":"www.example.test"', '"host":"proxy.test"')).slice(0, -1);
    const tunnel = event("HTTP_PROXY_CONNECT_JOB_CONNECT", "begin", "SSL_CONNECT_JOB", 10, 1);
    const inner = connection({ ...good, id: 10 }).slice(5).map((line) => line.replaceAll('"id":12', '"id":15'));
    const { observations } = readLog(log([...named.slice(0, 2), tunnel, ...named.slice(2), ...inner]));
    assert.deepEqual(observations.map(({ host, port, ip }) => [host, port, ip]), [["proxy.test", 3128, "198.51.100.9"], ["www.example.test", 443, undefined]]);
  });

  test("one that was under way at the end is told as far as it came", () => {
    const { tlsInfo } = only(connection({ ...good, result: null }));
    assert.deepEqual(tlsInfo.sentChain, [leaf, issuing]);
    assert.equal(tlsInfo.chainValid, true);
    assert.equal(tlsInfo.extra?.unavailable?.cipherSuite, "not-recorded");
    assert.equal(tlsInfo.extra.error, undefined);
  });

  test("of one that began before the log nothing is made up", () => {
    const { observations, summary } = readLog(log(connection({ ...good, verdict: null }).slice(5)));
    assert.deepEqual(observations, []);
    assert.equal(summary.nameless, 1);
    const withJob = readLog(log(connection(good).slice(5))).observations[0];
    assert.deepEqual([withJob?.host, withJob?.port, withJob?.ip], ["www.example.test", undefined, undefined], "the verifier's job names the host");
  });
});

/** The body of a ServerHello of TLS 1.3 with x25519. */
function serverHello(suite: number): Uint8Array {
  const extensions = [0, 43, 0, 2, 3, 4, 0, 51, 0, 5, 0, 29, 0, 1, 9];
  return Uint8Array.of(3, 3, ...new Uint8Array(32), 0, suite >> 8, suite & 255, 0, 0, extensions.length, ...extensions);
}

describe("certificates that no SSL_CERTIFICATES_RECEIVED lists", () => {
  function withMessage(type: number, body: Uint8Array): string[] {
    const events = connection({ ...good, verdict: null, result: { net_error: -113 } }).filter((line) => !line.includes("-----BEGIN") && !line.includes('"type":11'));
    const received = (each: object): string => event("SSL_HANDSHAKE_MESSAGE_RECEIVED", "none", "SOCKET", 11, 1, each);
    return [...events.slice(0, 6), received(message(2, serverHello(0x1301))), received(message(type, body)), ...events.slice(6)];
  }
  const compressed = (algorithm: number, bytes: Uint8Array, length: number): Uint8Array =>
    Uint8Array.of(0, algorithm, length >> 16, length >> 8 & 255, length & 255, bytes.length >> 16, bytes.length >> 8 & 255, bytes.length & 255, ...bytes);
  const body = certificateBody([leaf, issuing]);

  test("are read from the Certificate message, with version, suite and group from the ServerHello", () => {
    const { tlsInfo } = only(withMessage(11, body));
    assert.deepEqual(tlsInfo.sentChain, [leaf, issuing]);
    assert.deepEqual([tlsInfo.tlsVersion, tlsInfo.cipherSuite, tlsInfo.keyExchangeGroup], ["TLS 1.3", 0x1301, "x25519"]);
  });

  for (const [name, algorithm, compress] of [["zlib", 1, deflateSync], ["brotli", 2, brotliCompressSync]] as const) {
    test(`are read from one compressed by ${name}`, () => {
      const events = withMessage(25, compressed(algorithm, compress(body), body.length));
      assert.deepEqual(only(events, undefined, { decompressors: nodeDecompressors }).tlsInfo.sentChain, [leaf, issuing]);
      assert.equal(only(events).tlsInfo.extra?.unavailable?.sentChain, "compressed", "where the platform cannot undo it");
    });
  }

  test("and bytes that are none are said to be unreadable", () => {
    assert.equal(only(withMessage(11, Uint8Array.of(1, 2, 3))).tlsInfo.extra?.unavailable?.sentChain, "read-failed");
    assert.equal(only(withMessage(25, compressed(1, Uint8Array.of(1, 2, 3), 20)), undefined, { decompressors: nodeDecompressors }).tlsInfo.extra?.unavailable?.sentChain, "read-failed");
  });
});

describe("QUIC", () => {
  const bytes = (type: number, body: Uint8Array): Uint8Array => Buffer.from(message(type, body).bytes, "base64");
  const hello = serverHello(0x1302);
  const alpn = Uint8Array.of(0, 9, 0, 16, 0, 5, 0, 3, 2, 104, 51);
  const verify = Uint8Array.of(4, 3, 0, 1, 0);
  const flight = Buffer.concat([bytes(8, alpn), bytes(11, certificateBody([leaf, issuing])), bytes(15, verify)]);
  const frame = (data: Uint8Array, offset: number, level: string): string =>
    event("QUIC_SESSION_CRYPTO_FRAME_RECEIVED", "none", "QUIC_SESSION", 50, 2, { bytes: Buffer.from(data).toString("base64"), data_length: data.length, encryption_level: level, offset });
  const begin = event("QUIC_SESSION", "begin", "QUIC_SESSION", 50, 1, { host: "www.example.test", port: 8443, proxy_chain: "[direct://]" });
  const packet = event("QUIC_SESSION_PACKET_RECEIVED", "none", "QUIC_SESSION", 50, 1, { peer_address: "[2001:db8::7]:8443", size: 1200 });
  const job = [
    event("CERT_VERIFIER_JOB", "begin", "CERT_VERIFIER_JOB", 51, 2, { host: "www.example.test" }),
    event("CERT_VERIFIER_REQUEST_BOUND_TO_JOB", "none", "QUIC_SESSION", 50, 2, { source_dependency: { id: 51, type: 74 } }),
  ];
  const verdict = connection({ ...good, id: 49 }).filter((line) => line.includes("verified_cert"));

  test("the chain comes from CRYPTO frames, in whatever order and pieces", () => {
    const pieces = [frame(flight.subarray(700), 700, "ENCRYPTION_HANDSHAKE"), frame(flight.subarray(0, 300), 0, "ENCRYPTION_HANDSHAKE"), frame(flight.subarray(250, 710), 250, "ENCRYPTION_HANDSHAKE")];
    const done = event("QUIC_SESSION_HANDSHAKE_DONE_FRAME_RECEIVED", "none", "QUIC_SESSION", 50, 3);
    const closed = event("QUIC_SESSION_CLOSED", "none", "QUIC_SESSION", 50, 4, { quic_error: 25, from_peer: false });
    const { host, port, ip, tlsInfo } = only([begin, packet, frame(bytes(2, hello), 0, "ENCRYPTION_INITIAL"), ...pieces, ...job, ...verdict, done, closed]);
    assert.deepEqual([host, port, ip], ["www.example.test", 8443, "2001:db8::7"]);
    assert.deepEqual(tlsInfo.sentChain, [leaf, issuing]);
    assert.deepEqual(tlsInfo.builtChain, [leaf, issuing, root]);
    assert.deepEqual([tlsInfo.protocol, tlsInfo.cipherSuite, tlsInfo.keyExchangeGroup, tlsInfo.chainValid], ["QUIC", undefined, "x25519", true]);
    assert.deepEqual(tlsInfo.extra?.quic, { cipherSuite: 0x1302, tlsVersion: "TLS 1.3" });
    assert.deepEqual([tlsInfo.extra.alpn, tlsInfo.extra.signatureScheme, tlsInfo.extra.error], ["h3", "ecdsa_secp256r1_sha256", undefined]);
  });

  test("one that failed has QUIC's name for it", () => {
    const { tlsInfo } = only([begin, event("QUIC_SESSION_CLOSED", "none", "QUIC_SESSION", 50, 4, { quic_error: 28, from_peer: true })]);
    assert.deepEqual(tlsInfo.extra?.error, { code: "tls-handshake", message: "QUIC_HANDSHAKE_FAILED", name: "QUIC_HANDSHAKE_FAILED" });
  });
});

describe("the log as a whole", () => {
  test("numbers are looked up in the log's own constants", () => {
    const turned = Object.fromEntries(Object.entries(CONSTANTS.logEventTypes).map(([name, number]) => [name, 9000 - number]));
    const moved = connection(good).map((line) => line.replace(/"type":(\d+)\}$/, (_all, type: string) => `"type":${9000 - Number(type)}}`));
    assert.equal(readLog(log(moved, { ...CONSTANTS, logEventTypes: turned })).observations[0]?.tlsInfo.sentChain?.length, 2);
    assert.equal(readLog(log(connection(good), { ...CONSTANTS, logEventTypes: turned })).observations.length, 0);
  });

  test("nothing private is carried on: no address of a page, no cookie, no header, no command line", () => {
    const secret = "s3cr3t-of-somebody";
    const events = [...request(1, 1, "www.example.test", secret), ...connection(good), ...request(2, 2, "www.example.test", secret)];
    const text = log(events);
    assert.ok(text.includes(secret) && text.includes("secret-profile"));
    const { observations, summary } = readLog(text);
    assert.equal(observations.length, 1);
    const written = JSON.stringify([observations.map(observationToJson), summary]);
    for (const word of [secret, "secret-profile", "private", "Cookie", "token", "top.example"]) assert.ok(!written.includes(word), `${word} in ${written}`);
  });

  const whole = log([...request(1, 1, "a.test", "x"), ...connection(good), ...connection({ ...good, id: 30, host: "other.example.test", sent: [other, issuing] })]);

  test("however it is cut in chunks, and however it is laid out, the same is read", () => {
    const expected = readLog(whole);
    assert.equal(expected.observations.length, 2);
    for (const chunk of [1, 7, 1000]) assert.deepEqual(readLog(whole, chunk), expected, `chunks of ${chunk}`);
    for (const laidOut of [JSON.stringify(JSON.parse(whole)), JSON.stringify(JSON.parse(whole), null, 2), `\ufeff${whole.replaceAll("\n", "\r\n")}`]) assert.deepEqual(readLog(laidOut), expected);
  });

  test("one that was cut off is read as far as it goes, and that is said", () => {
    const [first = ""] = readLog(whole).observations.map((each) => JSON.stringify(observationToJson(each)));
    const behindFirst = whole.indexOf("other.example.test");
    for (let end = header().length; end < whole.length - 1; end += 97) {
      const { observations, summary } = readLog(whole.slice(0, end));
      assert.equal(summary.complete, false, `cut at ${end}`);
      assert.equal(summary.damaged, 0, `cut at ${end}`);
      if (end > behindFirst) assert.equal(observations[0] && JSON.stringify(observationToJson(observations[0])), first);
    }
    assert.equal(readLog(whole).summary.complete, true);
    assert.equal(readLog(`${header()}${connection(good).join(",\n")},\n`).observations.length, 1, "as a browser leaves it that is killed");
    assert.equal(readLog(`${header()}${END}`).summary.connections, 0);
  });

  test("other programs are said not to have been tried", () => {
    assert.equal(readLog(whole).summary.tried, true);
    const { tried, client } = readLog(log([], { ...CONSTANTS, clientInfo: { name: "Microsoft Edge", version: "156.0.1" } })).summary;
    assert.deepEqual([tried, client.name], [false, "Microsoft Edge"]);
  });
});
