import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { PROFILE_IDS } from "../../../src/core/rating/profile/ids.ts";
import { settingChanges } from "../../../src/settings/difference.ts";
import { readSettingsDocument, settingsDocument } from "../../../src/settings/document.ts";
import { BADGE_MODES, INSPECTION_MODES, MEMORY_LIMITS, UPLOAD_HOSTS } from "../../../src/settings/choices.ts";
import { DEFAULT_SETTINGS, SETTINGS_VERSION, type Settings } from "../../../src/settings/settings.ts";
import { policySchema, settingsSchema } from "../../../src/settings/schema.ts";
import { SettingsError } from "../../../src/settings/settings-error.ts";
import { SECRET_PATHS, SETTING_PATHS, withoutSecrets, withValues } from "../../../src/settings/shape.ts";
import { toPem } from "../../../src/core/x509/pem.ts";
import { certificate } from "../support/certificates.ts";
import { STORED_VERSION_1 } from "./stored-version-1.ts";

interface Schema {
  properties: Record<string, Schema>;
}

const ajv = new Ajv2020({ allErrors: true });
addFormats(ajv);
const schema = JSON.parse(readFileSync("schema/settings-2.schema.json", "utf8")) as Schema;
const managed = JSON.parse(readFileSync("schema/managed-storage.schema.json", "utf8")) as Schema;
let valid: ValidateFunction;
let validPolicy: ValidateFunction;
before(() => {
  valid = ajv.compile(schema);
  validPolicy = ajv.compile(managed);
});

const PEM = toPem(certificate({ dns: ["ca.test"] }));
const text = (settings: unknown, more: object = {}): string => JSON.stringify({ format: "tlscope-settings", version: SETTINGS_VERSION, settings, ...more });

const hash = fc.string({ unit: fc.constantFrom(..."0123456789abcdef".match(/./g) ?? []), minLength: 64, maxLength: 64 });
const host = fc.constantFrom("a.test", "b.example", "192.0.2.1", "xn--bcher-kva.example");
const hosts = fc.oneof(host, fc.constantFrom("*", "*.corp.test"));
const since = fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }).map((time) => time.toISOString());
const words = fc.string({ maxLength: 500 });
const whole = ([min, max]: readonly [number, number]): fc.Arbitrary<number> => fc.integer({ min, max });
const settings: fc.Arbitrary<Settings> = fc.record({
  version: fc.constant(SETTINGS_VERSION),
  trust: fc.record({ base: fc.constantFrom("browser", "mozilla"), added: fc.constantFrom([], [PEM]), restrictions: fc.array(fc.record({ hosts, anchors: fc.array(hash, { maxLength: 3 }) }), { maxLength: 3 }) }),
  profile: fc.constantFrom(...PROFILE_IDS),
  inspection: fc.constantFrom(...INSPECTION_MODES),
  interception: fc.record({
    expected: fc.array(fc.record({ hash, name: words, since }), { maxLength: 3 }),
    pins: fc.array(fc.record({ hosts, kind: fc.constantFrom("key", "anchor", "issuer"), hashes: fc.array(hash, { minLength: 1, maxLength: 3 }), since, why: words }), { maxLength: 3 }),
    exceptions: fc.array(fc.record({ host, port: fc.integer({ min: 1, max: 65_535 }), key: hash, since, why: words }), { maxLength: 3 }),
    notify: fc.boolean(),
  }),
  memory: fc.record({ remember: fc.boolean(), days: whole(MEMORY_LIMITS.days), megabytes: whole(MEMORY_LIMITS.megabytes) }),
  companion: fc.boolean(),
  badge: fc.constantFrom(...BADGE_MODES),
  upload: fc.record({
    on: fc.boolean(), address: fc.constantFrom("", "https://collector.example/rows?x=1", "http://127.0.0.1:8123/"), token: fc.constantFrom("", "tell-nobody"), hosts: fc.constantFrom(...UPLOAD_HOSTS), key: fc.constantFrom("", "tell-nobody either"),
    local: fc.boolean(), privateAnchors: fc.boolean(), selfSigned: fc.boolean(), network: words,
  }),
});

test("what is written is read back the same, and is as the schema says", () => {
  fc.assert(fc.property(settings, (given) => {
    const document = settingsDocument(given, "2026-11-21T12:00:00.000Z", { name: "TLScope", version: "1.2.3" });
    assert.ok(valid(document), JSON.stringify(valid.errors));
    assert.deepEqual(withValues(DEFAULT_SETTINGS, readSettingsDocument(JSON.stringify(document))), structuredClone(withoutSecrets(given)));
    assert.ok(!JSON.stringify(document).includes("tell-nobody"), "what is secret stands in no file");
    const policy = Object.fromEntries(Object.entries(given).filter(([name]) => name !== "version"));
    assert.ok(validPolicy(policy), JSON.stringify(validPolicy.errors));
  }));
});

test("the schemas are those of the description", () => {
  assert.deepEqual(schema, JSON.parse(JSON.stringify(settingsSchema())), "npm run docs:schemas writes them");
  assert.deepEqual(managed, JSON.parse(JSON.stringify(policySchema())), "npm run docs:schemas writes them");
});

test("the schemas have each single setting and no other", () => {
  const paths = ({ properties }: Schema): string[] => Object.entries(properties).flatMap(([name, inner]) => "properties" in inner ? Object.keys(inner.properties).map((each) => `${name}.${each}`) : [name]);
  const inDocument = schema.properties["settings"];
  assert.ok(inDocument !== undefined);
  assert.deepEqual(paths(inDocument).sort(), SETTING_PATHS.filter((path) => !SECRET_PATHS.includes(path)).sort());
  assert.deepEqual(paths(managed).sort(), [...SETTING_PATHS, "firstRun"].sort());
});

test("a file that leaves something out changes nothing of it", () => {
  assert.deepEqual(readSettingsDocument(text({ memory: { days: 30 } })), { "memory.days": 30 });
});

test("a file of version 1 is migrated", () => {
  const { version, trust, ...rest } = STORED_VERSION_1;
  assert.deepEqual(readSettingsDocument(text({ ...rest, trust: { base: trust.base } }, { version }))["memory.remember"], false);
});

const REFUSED: [what: string, document: string, code: string, at: string][] = [
  ["no JSON", "{", "json", ""],
  ["another document", "{\"format\": \"tlscope-telemetry\", \"version\": 1}", "format", ""],
  ["a list", "[]", "format", ""],
  ["a later version", text({}, { version: 99 }), "version", "version"],
  ["no version", text({}, { version: "2" }), "type", "version"],
  ["a member more", text({}, { colour: "red" }), "unknown", "colour"],
  ["no settings", text(undefined), "missing", "settings"],
  ["settings of another kind", text([]), "type", "settings"],
  ["a part that there is not", text({ colour: "red" }), "unknown", "settings.colour"],
  ["a setting that there is not", text({ memory: { hours: 1 } }), "unknown", "settings.memory.hours"],
  ["a part of another kind", text({ memory: 30 }), "type", "settings.memory"],
  ["a number out of bounds", text({ memory: { days: 0 } }), "value", "settings.memory.days"],
  ["half a number", text({ memory: { days: 1.5 } }), "value", "settings.memory.days"],
  ["text for a number", text({ memory: { days: "30" } }), "type", "settings.memory.days"],
  ["a profile that there is not", text({ profile: "modern" }), "value", "settings.profile"],
  ["yes for true", text({ companion: "yes" }), "type", "settings.companion"],
  ["no certificate", text({ trust: { added: [PEM, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"] } }), "certificate", "settings.trust.added[1]"],
  ["two certificates in one", text({ trust: { added: [PEM + PEM] } }), "certificate", "settings.trust.added[0]"],
  ["no host", text({ interception: { pins: [{ hosts: "no host", kind: "key", hashes: ["ab".repeat(32)] }] } }), "hosts", "settings.interception.pins[0].hosts"],
  ["an exception for all hosts", text({ interception: { exceptions: [{ host: "*", port: 1, key: "ab".repeat(32) }] } }), "hosts", "settings.interception.exceptions[0].host"],
  ["no port", text({ interception: { exceptions: [{ host: "a.test", port: 65_536, key: "ab".repeat(32) }] } }), "value", "settings.interception.exceptions[0].port"],
  ["a pin without a hash", text({ interception: { pins: [{ hosts: "a.test", kind: "key", hashes: [] }] } }), "missing", "settings.interception.pins[0].hashes[0]"],
  ["no hash", text({ interception: { expected: [{ hash: "ab" }] } }), "hash", "settings.interception.expected[0].hash"],
  ["a member left out", text({ interception: { expected: [{ name: "x" }] } }), "missing", "settings.interception.expected[0].hash"],
  ["a member more in an entry", text({ interception: { expected: [{ hash: "ab".repeat(32), colour: 1 }] } }), "unknown", "settings.interception.expected[0].colour"],
  ["no time", text({ interception: { expected: [{ hash: "ab".repeat(32), since: "yesterday" }] } }), "time", "settings.interception.expected[0].since"],
  ["too many entries", text({ interception: { expected: Array.from({ length: 501 }, () => ({ hash: "ab".repeat(32) })) } }), "too-many", "settings.interception.expected"],
  ["too many words", text({ interception: { expected: [{ hash: "ab".repeat(32), name: "x".repeat(501) }] } }), "too-large", "settings.interception.expected[0].name"],
  ["too large", " ".repeat(4_000_001), "too-large", ""],
];

for (const [what, document, code, at] of REFUSED) {
  test(`refused: ${what}`, () => {
    assert.throws(() => readSettingsDocument(document), (error) => error instanceof SettingsError && error.code === code && error.at === at);
  });
}

test("anything at all is read or refused with a reason", () => {
  fc.assert(fc.property(fc.oneof(fc.json(), fc.string(), fc.jsonValue().map((value) => text(value))), (given) => {
    try {
      readSettingsDocument(given);
    } catch (error) {
      assert.ok(error instanceof SettingsError);
    }
  }));
});

test("what would change is told, and nothing else", () => {
  assert.deepEqual(settingChanges(DEFAULT_SETTINGS, DEFAULT_SETTINGS), []);
  const pin = { hosts: "bank.test", kind: "key", hashes: ["ab".repeat(32)], since: "2026-03-02T09:00:00.000Z", why: "" } as const;
  const before = withValues(DEFAULT_SETTINGS, { "interception.pins": [{ ...pin, hashes: [...pin.hashes] }], "memory.days": 30 });
  const after = withValues(DEFAULT_SETTINGS, { "trust.added": [PEM], "interception.exceptions": [{ host: "nas.local", port: 8443, key: "ab".repeat(32), since: pin.since, why: "" }] });
  const [added, ...others] = settingChanges(before, after);
  assert.ok(added?.path === "trust.added" && "added" in added && added.added.length === 1 && added.added[0] !== "" && added.removed.length === 0);
  assert.deepEqual(others, [
    { path: "interception.pins", added: [], removed: ["bank.test"] },
    { path: "interception.exceptions", added: ["nas.local:8443"], removed: [] },
    { path: "memory.days", before: "30", after: "400" },
  ]);
});

test("what is secret is read from no file, and a change of it does not say what it is", () => {
  for (const path of ["token", "key"]) assert.throws(() => readSettingsDocument(text({ upload: { [path]: "tell-nobody" } })), (error: unknown) => error instanceof SettingsError && error.code === "unknown" && error.at === `settings.upload.${path}`);
  const secret = withValues(DEFAULT_SETTINGS, { "upload.token": "tell-nobody", "upload.key": "nor this" });
  assert.deepEqual(settingChanges(secret, DEFAULT_SETTINGS), [{ path: "upload.token", before: "•••", after: "" }, { path: "upload.key", before: "•••", after: "" }]);
});

test("telemetry goes to https, or to this machine; no name and password stand in the address", () => {
  const read = (address: string): unknown => readSettingsDocument(text({ upload: { address } }))["upload.address"];
  for (const good of ["https://collector.example/rows?x=1", "http://localhost:8123/", "http://127.0.0.1:1/", "http://[::1]:1/", ""]) assert.equal(read(good), good);
  for (const bad of ["http://collector.example/", "http://127.0.0.1.example/", "ftp://localhost/", "https://me:pw@collector.example/", "https://collector.example/#x", "collector.example", "javascript:1"]) {
    assert.throws(() => read(bad), (error: unknown) => error instanceof SettingsError && error.code === "address", bad);
  }
});
