import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { assess } from "../../../../src/core/assess.ts";
import type { Observation } from "../../../../src/core/observation.ts";
import type { TelemetryRecord } from "../../../../src/core/telemetry/document.ts";
import { exportDocument } from "../../../../src/core/telemetry/export.ts";
import { importDocument } from "../../../../src/core/telemetry/import.ts";
import { TelemetryError } from "../../../../src/core/telemetry/json-reader.ts";
import { observationToJson, parseObservation } from "../../../../src/core/telemetry/observation-json.ts";
import { anyObservation } from "../../support/arbitrary.ts";
import { certificate } from "../../support/certificates.ts";
import { english } from "../../support/english.ts";

const TIME = "2026-11-21T12:00:00.000Z";
const PRODUCER = { exportedAt: TIME, producer: { name: "tlscope", version: "0.1.0", browser: "Firefox 153" } };

type Schema = Record<string, unknown> & { $defs: Record<string, unknown> };

function schema(name: string): Schema {
  return JSON.parse(readFileSync(`schema/${name}.schema.json`, "utf8")) as Schema;
}

function validator(name: string): ValidateFunction {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
  addFormats(ajv);
  return ajv.compile(schema(name));
}

const validObservation = validator("observation-1");
const validAssessment = validator("assessment-1");
const validTelemetry = validator("telemetry-1");

function check(validate: ValidateFunction, value: unknown): void {
  assert.ok(validate(value), JSON.stringify(validate.errors?.slice(0, 3)));
}

async function record(observation: Observation): Promise<TelemetryRecord> {
  const assessment = observation.scheme === "http:" ? null : await assess(observation, { time: Date.parse(TIME), text: english });
  return { observation, requests: 3, types: { image: 2, script: 1 }, firstSeen: TIME, lastSeen: TIME, assessment };
}

const toFile = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test("an observation survives being written and read, and fits its schema", () => {
  fc.assert(fc.property(anyObservation, (observation) => {
    const json = toFile(observationToJson(observation));
    check(validObservation, json);
    assert.deepEqual(parseObservation(json), observation);
  }), { numRuns: 500 });
});

test("an export survives being written and read, fits its schema, and gives the same assessments again", async () => {
  await fc.assert(fc.asyncProperty(fc.array(anyObservation, { maxLength: 4 }), async (observations) => {
    const records = await Promise.all(observations.map(record));
    const document = toFile(exportDocument(records, PRODUCER));
    check(validTelemetry, document);
    const { records: read, producer, exportedAt } = importDocument(document);
    assert.deepEqual({ exportedAt, producer }, PRODUCER);
    const expected: unknown = records.map((each) => each.assessment === null ? each : { ...each, assessedFor: TIME });
    assert.deepEqual(read, expected);
    for (const { observation, assessment, assessedFor } of read) {
      if (assessment === null) continue;
      check(validAssessment, assessment);
      assert.deepEqual(await assess(observation, { time: Date.parse(assessedFor ?? ""), text: english }), assessment);
    }
  }), { numRuns: 300 });
});

test("a certificate that many observations show is stored once", async () => {
  const der = certificate();
  const copy = Uint8Array.from(der);
  const records = await Promise.all([der, copy, der].map((each) => record({ host: "a.test", tlsInfo: { builtChain: [each, each] } })));
  const { certificates, observations } = exportDocument(records, PRODUCER);
  const [hash = ""] = Object.keys(certificates);
  assert.equal(Object.keys(certificates).length, 1);
  assert.match(hash, /^[0-9a-f]{64}$/);
  assert.deepEqual(observations.map(({ tlsInfo }) => tlsInfo.builtChain), Array(3).fill([hash, hash]));
});

const DER = Buffer.from(certificate()).toString("base64");

const BAD: [what: string, value: unknown, code: string, path: string][] = [
  ["null", null, "wrong-type", ""],
  ["an array", [], "wrong-type", ""],
  ["a string", "x", "wrong-type", ""],
  ["no host", { tlsInfo: {} }, "missing", "host"],
  ["no tlsInfo", { host: "a.test" }, "missing", "tlsInfo"],
  ["tlsInfo null", { host: "a.test", tlsInfo: null }, "wrong-type", "tlsInfo"],
  ["an empty host", { host: "", tlsInfo: {} }, "bad-host", "host"],
  ["a host with a space", { host: "a b", tlsInfo: {} }, "bad-host", "host"],
  ["IPv6 in brackets", { host: "[::1]", tlsInfo: {} }, "bad-host", "host"],
  ["a long host", { host: "a".repeat(1001), tlsInfo: {} }, "too-long", "host"],
  ["a port above 65535", { host: "a.test", port: 65536, tlsInfo: {} }, "out-of-range", "port"],
  ["half a port", { host: "a.test", port: 1.5, tlsInfo: {} }, "wrong-type", "port"],
  ["a negative port", { host: "a.test", port: -1, tlsInfo: {} }, "out-of-range", "port"],
  ["a time in words", { host: "a.test", time: "yesterday", tlsInfo: {} }, "bad-time", "time"],
  ["a date that there is not", { host: "a.test", time: "2026-13-01T00:00:00Z", tlsInfo: {} }, "bad-time", "time"],
  ["a day that its month has not", { host: "a.test", time: "2026-02-30T00:00:00Z", tlsInfo: {} }, "bad-time", "time"],
  ["a time without zone", { host: "a.test", time: "2026-11-21T00:00:00", tlsInfo: {} }, "bad-time", "time"],
  ["chainValid as a word", { host: "a.test", tlsInfo: { chainValid: "true" } }, "wrong-type", "tlsInfo.chainValid"],
  ["another protocol", { host: "a.test", tlsInfo: { protocol: "SSH" } }, "unknown-value", "tlsInfo.protocol"],
  ["a suite by name", { host: "a.test", tlsInfo: { cipherSuite: "TLS_AES_128_GCM_SHA256" } }, "wrong-type", "tlsInfo.cipherSuite"],
  ["a chain that is no list", { host: "a.test", tlsInfo: { sentChain: DER } }, "wrong-type", "tlsInfo.sentChain"],
  ["base64 with a line break", { host: "a.test", tlsInfo: { sentChain: [DER, `${DER.slice(0, 64)}\n${DER.slice(64)}`] } }, "bad-base64", "tlsInfo.sentChain[1]"],
  ["base64url", { host: "a.test", tlsInfo: { builtChain: ["_-8="] } }, "bad-base64", "tlsInfo.builtChain[0]"],
  ["a number as a certificate", { host: "a.test", tlsInfo: { builtChain: [1] } }, "wrong-type", "tlsInfo.builtChain[0]"],
  ["a chain without end", { host: "a.test", tlsInfo: { builtChain: Array(1001).fill("") } }, "too-many", "tlsInfo.builtChain"],
  ["a certificate of more than 1 MiB", { host: "a.test", tlsInfo: { builtChain: ["A".repeat(1_398_108)] } }, "too-long", "tlsInfo.builtChain[0]"],
  ["hsts without maxAge", { host: "a.test", tlsInfo: {}, hsts: {} }, "missing", "hsts.maxAge"],
  ["a negative maxAge", { host: "a.test", tlsInfo: {}, hsts: { maxAge: -1 } }, "out-of-range", "hsts.maxAge"],
  ["a scheme that is none of ours", { host: "a.test", tlsInfo: {}, scheme: "ftp:" }, "unknown-value", "scheme"],
  ["a reason that is none", { host: "a.test", tlsInfo: { extra: { unavailable: { sentChain: "because" } } } }, "unknown-value", "tlsInfo.extra.unavailable.sentChain"],
  ["a server certificate that is no base64", { host: "a.test", tlsInfo: { extra: { serverCertificate: "?" } } }, "bad-base64", "tlsInfo.extra.serverCertificate"],
];

for (const [what, value, code, path] of BAD) {
  test(`an observation with ${what} is refused, and the error says where`, () => {
    assert.throws(() => parseObservation(value), (error) => {
      assert.ok(error instanceof TelemetryError);
      assert.deepEqual([error.code, error.path], [code, path]);
      assert.ok(error.message.startsWith(path));
      return true;
    });
    // The calendar and the form of base64 beyond its alphabet are not for a schema.
    if (code !== "bad-base64") assert.equal(validObservation(value), false);
  });
}

test("members that nobody knows are passed over", () => {
  assert.deepEqual(parseObservation({ host: "A.test", later: 1, tlsInfo: { later: 2, extra: { source: "firefox", later: 3 } } }), {
    host: "a.test", tlsInfo: { extra: { source: "firefox" } },
  });
});

test("anything at all is read or refused with our own error", () => {
  fc.assert(fc.property(fc.anything(), (value) => {
    for (const read of [parseObservation, importDocument]) {
      try {
        read(value);
      } catch (error) {
        assert.ok(error instanceof TelemetryError, String(error));
      }
    }
  }), { numRuns: 2000 });
});

const sound = async () => toFile(exportDocument([await record({ host: "a.test", tlsInfo: { builtChain: [certificate()] } })], PRODUCER)) as {
  format: string; version: number; exportedAt?: string; certificates: Record<string, string>; observations: { assessment?: unknown; tlsInfo: { builtChain: string[] } }[];
};

test("an export that was tampered with is refused", async () => {
  const refused = (document: unknown, code: string, path: string) => assert.throws(() => importDocument(document), (error) => {
    assert.ok(error instanceof TelemetryError);
    assert.equal(error.code, code);
    assert.ok(error.path.startsWith(path), error.path);
    return true;
  });
  refused({ ...await sound(), format: "other" }, "wrong-format", "format");
  refused({ ...await sound(), version: 2 }, "wrong-version", "version");
  const undated = await sound();
  delete undated.exportedAt;
  refused(undated, "missing", "exportedAt");
  refused({ ...await sound(), certificates: {} }, "certificate-missing", "observations[0].tlsInfo.builtChain[0]");
  const swapped = await sound();
  for (const hash of Object.keys(swapped.certificates)) swapped.certificates[hash] = Buffer.from(certificate({ serial: 1 })).toString("base64");
  refused(swapped, "certificate-hash", "certificates.");
  const unjudged = await sound();
  delete unjudged.observations[0]?.assessment;
  refused(unjudged, "missing", "observations[0].assessment");
});

test("the schemas share their definitions, and the telemetry schema closes every object of its own", async () => {
  const telemetry = schema("telemetry-1").$defs;
  for (const [name, definition] of Object.entries(schema("assessment-1").$defs)) assert.deepEqual(telemetry[name], definition, name);
  const document = await sound();
  assert.equal(validTelemetry({ ...document, more: 1 }), false);
  assert.equal(validTelemetry({ ...document, observations: [{ ...document.observations[0], url: "https://a.test/secret" }] }), false);
});
