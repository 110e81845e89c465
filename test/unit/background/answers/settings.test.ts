import assert from "node:assert/strict";
import { test } from "node:test";
import { settingsAnswers } from "../../../../src/background/answers/settings.ts";
import type { Answers } from "../../../../src/background/answers/table.ts";
import type { SettingsMessages } from "../../../../src/messages/settings.ts";
import { TrustError } from "../../../../src/settings/decisions/decision-error.ts";
import { DEFAULT_SETTINGS } from "../../../../src/settings/settings.ts";
import { SettingsError, type SettingsErrorCode } from "../../../../src/settings/settings-error.ts";
import { SETTING_PATHS, valueAt, type SettingValues } from "../../../../src/settings/shape.ts";
import { SettingsStore } from "../../../../src/settings/store.ts";
import { MemoryArea } from "../../settings/memory-area.ts";

interface Desk {
  answers: Answers<SettingsMessages>;
  area: MemoryArea;
  /** What held each time that changes were brought into effect. */
  effects: unknown[];
}

function desk(managed: Record<string, unknown> = {}): Desk {
  const area = new MemoryArea();
  const effects: unknown[] = [];
  const settings = new SettingsStore({ local: area, managed: () => Promise.resolve(managed), reader: () => import("../../../../src/background/late/settings-reader.ts") });
  const changed = async (): Promise<void> => void effects.push(await settings.read());
  return { area, effects, answers: settingsAnswers({ settings, changed, producer: { name: "TLScope", version: "1.2.3" } }) };
}

test("every setting goes one road: set, in effect before the answer, told", async () => {
  const { answers, effects } = desk();
  const values: Required<Pick<SettingValues, "trust.base" | "profile" | "inspection" | "interception.notify" | "memory.days" | "companion" | "badge">> = {
    "trust.base": "mozilla", profile: "mozilla-modern-6.0", inspection: "every-page", "interception.notify": true, "memory.days": 30, companion: true, badge: "expiry",
  };
  for (const [path, value] of Object.entries(values)) {
    const { settings } = await answers["settings/set"]({ values: { [path]: value } });
    assert.equal(valueAt(settings, path as keyof typeof values), value, path);
    assert.deepEqual(effects.pop(), settings, path);
  }
  const { settings } = await answers["settings/get"]({});
  assert.deepEqual(SETTING_PATHS.filter((path) => JSON.stringify(valueAt(settings, path)) !== JSON.stringify(valueAt(DEFAULT_SETTINGS, path))).sort(), Object.keys(values).sort());
});

const REFUSED: [values: object, code: SettingsErrorCode, at: string][] = [
  [{ profile: "modern" }, "value", "profile"],
  [{ "memory.days": 0 }, "value", "memory.days"],
  [{ "memory.days": 30, companion: "yes" }, "type", "companion"],
  [{ colour: "red" }, "unknown", "colour"],
  [{ memory: { days: 30 } }, "unknown", "memory"],
  [{ "trust.added": ["no certificate"] }, "certificate", "trust.added[0]"],
  [[1], "type", ""],
];

for (const [values, code, at] of REFUSED) {
  test(`refused, and nothing changed: ${JSON.stringify(values)}`, async () => {
    const { answers, area, effects } = desk();
    await assert.rejects(answers["settings/set"]({ values }), (error) => error instanceof SettingsError && error.code === code && error.at === at);
    assert.deepEqual([area.items, effects], [{}, []]);
  });
}

test("what a policy sets is not set by the person", async () => {
  const { answers, area } = desk({ badge: "version" });
  await assert.rejects(answers["settings/set"]({ values: { badge: "expiry", companion: true } }), (error) => error instanceof TrustError && error.code === "policy");
  assert.deepEqual(area.items, {});
  const { settings, locked } = await answers["settings/get"]({});
  assert.deepEqual([settings.badge, settings.companion, locked], ["version", false, ["badge"]]);
});

test("what is secret is told to nobody once it is set, only that it is", async () => {
  const { answers, area } = desk();
  const report = await answers["settings/set"]({ values: { "upload.address": "https://collector.example/", "upload.token": "tell-nobody" } });
  assert.deepEqual(report.kept, ["upload.token"]);
  assert.ok(JSON.stringify(area.items).includes("tell-nobody"));
  const told = [report, await answers["settings/get"]({}), await answers["settings/export"]({}), await answers["settings/read"]({ text: null })];
  assert.ok(!JSON.stringify(told).includes("tell-nobody"));
});

test("a token does not follow its address to another collector, whoever changes it", async () => {
  const token = async (values: SettingValues): Promise<boolean> => {
    const { answers } = desk();
    await answers["settings/set"]({ values: { "upload.address": "https://collector.example/rows", "upload.token": "tell-nobody" } });
    return (await answers["settings/set"]({ values })).kept.includes("upload.token");
  };
  assert.equal(await token({ "upload.address": "https://collector.example/other?x=1" }), true, "the same collector");
  for (const address of ["https://other.example/rows", "https://collector.example:8443/rows", "http://127.0.0.1/rows", ""]) assert.equal(await token({ "upload.address": address }), false, address);
  assert.equal(await token({ "upload.address": "https://other.example/rows", "upload.token": "its own" }), true);
});
