import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULT_SETTINGS, readSettings, SETTINGS_VERSION } from "../../../src/settings/settings.ts";
import { STORED_VERSION_1 } from "./stored-version-1.ts";

test("all that was chosen under version 1 holds, the memory in a part of its own", () => {
  const { interception: { remember, ...interception }, ...rest } = STORED_VERSION_1;
  assert.deepEqual(readSettings(STORED_VERSION_1), { ...rest, version: SETTINGS_VERSION, interception, memory: { ...DEFAULT_SETTINGS.memory, remember }, badge: DEFAULT_SETTINGS.badge, upload: DEFAULT_SETTINGS.upload });
});

test("what is up to date is not migrated again", () => {
  const once = readSettings(STORED_VERSION_1);
  assert.deepEqual(readSettings(once), once);
  // A left-over of version 1 does not count in what says that it is of version 2.
  assert.equal(readSettings({ ...once, interception: { ...once.interception, remember: true } }).memory.remember, false);
});

test("damaged settings of version 1 are the defaults where they are damaged", () => {
  for (const interception of [undefined, null, 7, "x", [], { remember: "no" }]) {
    assert.deepEqual(readSettings({ ...STORED_VERSION_1, interception }).memory, DEFAULT_SETTINGS.memory, JSON.stringify(interception));
    assert.equal(readSettings({ ...STORED_VERSION_1, interception }).profile, "mozilla-modern-6.0");
  }
});

test("limits of the memory out of bounds are the defaults", () => {
  for (const days of [0, -1, 1.5, 3651, "30", null, Number.NaN]) assert.equal(readSettings({ version: 2, memory: { days, megabytes: 5, remember: false } }).memory.days, 400, String(days));
  assert.deepEqual(readSettings({ version: 2, memory: { days: 30, megabytes: 5, remember: false } }).memory, { days: 30, megabytes: 5, remember: false });
});
