import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Answers } from "../../../src/background/answers/table.ts";
import { receive } from "../../../src/background/receive.ts";
import { SHAPES, type Messages } from "../../../src/messages/index.ts";
import type { InspectionMessages } from "../../../src/messages/inspection.ts";
import { RequestError } from "../../../src/messages/request-error.ts";
import type { Shapes } from "../../../src/messages/shape.ts";

const HASH = "ab".repeat(32);

/** One request of each, as a page sends it. */
const REQUESTS: { readonly [Type in keyof Messages]: Messages[Type]["request"] } = {
  "page/get": { tabId: 1 },
  "page/text": { tabId: 1 },
  "page/connection": { tabId: 1, host: "a.test", port: 443, scheme: "https:" },
  "certificate/describe": { sha256: HASH },
  "telemetry/export": {},
  "telemetry/holdings": {},
  "telemetry/begin": {},
  "telemetry/part": { id: "1" },
  "trust/get": {},
  "trust/change": { change: { kind: "restrict", hosts: "*", anchor: HASH } },
  "interception/get": {},
  "interception/readers": {},
  "interception/change": { change: { kind: "pin", hosts: "a.test", pin: "key", hash: HASH, why: "" } },
  "history/forget": { what: { since: "2026-03-01T09:00:00.000Z" } },
  "elsewhere/set": { text: null },
  "settings/get": {},
  "settings/export": {},
  "settings/read": { text: "{}" },
  "settings/set": { values: { companion: true } },
  "companion/get": {},
  "companion/ask": { tabId: 1 },
  "inspection/get": {},
  "inspection/page": { tabId: 1 },
  "report/hosts": { after: null },
  "report/days": {},
  "report/host": { host: "a.test", port: 443 },
  "report/export": { text: "{}" },
  "upload/run": {},
  "upload/get": {},
  "upload/now": {},
  "upload/preview": {},
  "upload/delete": {},
};
const TYPES = Object.keys(SHAPES) as (keyof Messages)[];

/** Answers everything, and takes note of what it was asked. */
function table(asked: unknown[] = []): () => Promise<Answers<Messages>> {
  const handler = (request: unknown): Promise<string> => {
    asked.push(request);
    return Promise.resolve("answered");
  };
  return () => Promise.resolve(Object.fromEntries(TYPES.map((type) => [type, handler])) as unknown as Answers<Messages>);
}

const isBadRequest = (member: string) => (error: unknown): boolean => error instanceof RequestError && error.message.includes(`"${member}"`);

test("each message as a page sends it reaches its handler", async () => {
  const asked: unknown[] = [];
  for (const type of TYPES) assert.equal(await receive({ type, ...REQUESTS[type] }, table(asked)), "answered", type);
  assert.equal(asked.length, Object.keys(REQUESTS).length);
});

test("each message without one of its members is rejected, and so with one of another kind; no handler is asked", async () => {
  const asked: unknown[] = [];
  let rejected = 0;
  for (const type of TYPES) {
    for (const member of Object.keys(SHAPES[type])) {
      const rest = Object.fromEntries(Object.entries(REQUESTS[type]).filter(([name]) => name !== member));
      for (const wrong of [...type === "telemetry/export" || type === "telemetry/begin" ? [] : [rest], { ...rest, [member]: [] }, { ...rest, [member]: Symbol.iterator }]) {
        // Whether values are those of settings is for the settings' own readers to say.
        if (type === "settings/set" && Array.isArray((wrong as Record<string, unknown>)[member])) continue;
        await assert.rejects(async () => receive({ type, ...wrong }, table(asked)), isBadRequest(member), `${type} ${member}`);
        rejected += 1;
      }
    }
  }
  assert.ok(rejected > 40, String(rejected));
  assert.deepEqual(asked, []);
});

const WRONG: [type: keyof Messages, request: object, member: string][] = [
  ["page/connection", { tabId: 1, host: "a.test", port: 443, scheme: "ftp:" }, "scheme"],
  ["telemetry/export", { tabId: "1" }, "tabId"],
  ["page/get", { tabId: NaN }, "tabId"],
  ["page/text", { tabId: 1.5 }, "tabId"],
  ["trust/change", { change: { kind: "base", base: "mozilla" } }, "change"],
  ["trust/change", { change: { kind: "add" } }, "change"],
  ["trust/change", { change: { kind: "toString" } }, "change"],
  ["interception/change", { change: { kind: "pin", hosts: "a.test", pin: "colour", hash: HASH, why: "" } }, "change"],
  ["interception/change", { change: { kind: "accept", host: "a.test", port: "443", key: HASH, why: "" } }, "change"],
  ["history/forget", { what: { since: "yesterday" } }, "what"],
  ["history/forget", { what: "some" }, "what"],
  ["report/hosts", { after: 7 }, "after"],
];

for (const [type, request, member] of WRONG) {
  test(`rejected: ${type} ${JSON.stringify(request)}`, async () => {
    await assert.rejects(async () => receive({ type, ...request }, table()), isBadRequest(member));
  });
}

test("what is no message of ours is for somebody else to answer", () => {
  for (const message of [undefined, null, 7, "page/get", [], {}, { type: 7 }, { type: "page" }, { type: "profile/change", profile: "x" }, { type: "toString" }, { type: "__proto__" }]) {
    assert.equal(receive(message, () => assert.fail("The table is not needed.")), undefined, JSON.stringify(message));
  }
});

test("anything at all is answered, rejected or left to somebody else, and never thrown at the browser", async () => {
  await fc.assert(fc.asyncProperty(fc.oneof(fc.anything(), fc.record({ type: fc.constantFrom(...TYPES), tabId: fc.anything(), change: fc.anything(), what: fc.anything(), text: fc.anything() })), async (message) => {
    const answer = receive(message, table());
    await answer?.catch((error: unknown) => assert.ok(error instanceof RequestError));
  }));
});

test("a handler's failure, and that of loading the table, reach whoever asked", async () => {
  await assert.rejects(async () => receive({ type: "trust/get" }, () => Promise.reject(new Error("no table"))), /no table/);
  const failing = { ...await table()(), "trust/get": () => Promise.reject(new Error("no storage")) };
  await assert.rejects(async () => receive({ type: "trust/get" }, () => Promise.resolve(failing)), /no storage/);
});

// A message without a handler, one with a handler of another kind, and one without a shape do not compile.
const inspectionPage: Answers<InspectionMessages>["inspection/page"] = () => Promise.resolve({ failure: "refused" });
export const NOT_COMPILED = [
  // @ts-expect-error "inspection/get" has no handler.
  { "inspection/page": inspectionPage } satisfies Answers<InspectionMessages>,
  // @ts-expect-error "inspection/get" answers with a report.
  { "inspection/page": inspectionPage, "inspection/get": () => Promise.resolve("on-demand") } satisfies Answers<InspectionMessages>,
  // @ts-expect-error "inspection/page" has no shape.
  { "inspection/get": {} } satisfies Shapes<InspectionMessages>,
];
