import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { DEFAULT_SETTINGS, readSettings, type Settings } from "../../../src/settings/settings.ts";
import { SETTINGS_KEY, SettingsStore } from "../../../src/settings/store.ts";
import { MemoryArea } from "./memory-area.ts";
import { STORED_VERSION_1 } from "./stored-version-1.ts";

const HASH = "ab".repeat(32);

const storeOf = (local: MemoryArea, managed: Record<string, unknown> = {}): SettingsStore =>
  new SettingsStore({ local, managed: () => Promise.resolve(managed), reader: () => import("../../../src/background/late/settings-reader.ts") });

const mozilla = (settings: Settings): Settings => ({ ...settings, trust: { ...settings.trust, base: "mozilla" } });
const add = (pem: string) => (settings: Settings): Settings => ({ ...settings, trust: { ...settings.trust, added: [...settings.trust.added, pem] } });

describe("settings as stored", () => {
  test("nothing stored is the defaults, in a copy of their own", () => {
    const settings = readSettings(undefined);
    assert.deepEqual(settings, DEFAULT_SETTINGS);
    settings.trust.added.push("changed");
    assert.deepEqual(DEFAULT_SETTINGS.trust.added, []);
  });

  test("the companion is asked where that was switched on, and by nothing else", () => {
    assert.deepEqual([{}, { companion: true }, { companion: "yes" }].map((stored) => readSettings(stored).companion), [false, true, false]);
  });

  test("what is damaged is the default, what is not stays", () => {
    assert.deepEqual(
      readSettings({ version: 1, trust: { base: "nobody", added: ["a", 1, null], restrictions: [{ hosts: "*", anchors: [HASH, {}, "b"] }, { hosts: "a.test", anchors: 7 }, { anchors: [] }, 7] } }).trust,
      { base: "browser", added: ["a"], restrictions: [{ hosts: "*", anchors: [HASH] }, { hosts: "a.test", anchors: [] }] },
    );
  });

  test("a profile that there is not is the default", () => {
    assert.equal(readSettings({ version: 1 }).profile, "ssl-labs-2009r");
    assert.equal(readSettings({ version: 1, profile: "mozilla-modern-6.0" }).profile, "mozilla-modern-6.0");
    for (const profile of ["mozilla-modern-5.0", 6, null]) assert.equal(readSettings({ version: 1, profile }).profile, "ssl-labs-2009r");
  });

  test("the badge says the grade unless something else was chosen", () => {
    assert.deepEqual([{}, { badge: "version" }, { badge: "expiry" }, { badge: "hash" }, { badge: 1 }].map((stored) => readSettings(stored).badge), ["grade", "version", "expiry", "grade", "grade"]);
  });

  test("anything at all gives settings", () => {
    fc.assert(fc.property(fc.anything(), (stored) => {
      const settings = readSettings(stored);
      assert.deepEqual(readSettings(settings), settings);
    }));
  });

  test("each migration runs once, from the stored version on", () => {
    const steps: string[] = [];
    const migrations = ["1 to 2", "2 to 3"].map((step) => (stored: Record<string, unknown>) => {
      steps.push(step);
      return { ...stored, trust: { base: "mozilla" } };
    });
    assert.equal(readSettings({ version: 2 }, migrations).trust.base, "mozilla");
    assert.deepEqual(steps, ["2 to 3"]);
    assert.equal(readSettings({}, migrations).trust.base, "mozilla");
    assert.deepEqual(steps, ["2 to 3", "1 to 2", "2 to 3"]);
    readSettings({ version: 9 }, migrations);
    assert.equal(steps.length, 3);
  });
});

describe("the store", () => {
  test("reads once, and again when it was told to forget", async () => {
    const area = new MemoryArea();
    const store = storeOf(area);
    await store.read();
    await store.read();
    assert.equal(area.reads, 1);
    area.items[SETTINGS_KEY] = mozilla(structuredClone(DEFAULT_SETTINGS));
    store.forget();
    assert.equal((await store.read()).trust.base, "mozilla");
  });

  test("changes follow each other, none is lost", async () => {
    const area = new MemoryArea();
    const store = storeOf(area);
    await Promise.all(["a", "b", "c"].map((pem) => store.change(add(pem))));
    assert.deepEqual((await storeOf(area).read()).trust.added, ["a", "b", "c"]);
  });

  test("where storage fails the settings stay, and the next change is tried", async () => {
    const area = new MemoryArea();
    const store = storeOf(area);
    await store.read();
    area.refuse = true;
    await assert.rejects(store.change(mozilla), /no storage/);
    assert.equal((await store.read()).trust.base, "browser");
    area.refuse = false;
    assert.equal((await store.change(mozilla)).trust.base, "mozilla");
  });

  test("a policy holds beside what the person chose, is never stored, and what it sets cannot be changed", async () => {
    const area = new MemoryArea();
    const store = storeOf(area, { profile: "mozilla-modern-6.0" });
    await store.change(mozilla);
    const { own, settings } = await store.chosen();
    assert.deepEqual([own.profile, settings.profile, settings.trust.base], ["ssl-labs-2009r", "mozilla-modern-6.0", "mozilla"]);
    assert.equal((area.items[SETTINGS_KEY] as Settings).profile, "ssl-labs-2009r");
    await assert.rejects(store.change((before) => ({ ...before, profile: "nist-sp-800-52r2" })), /policy/);
    assert.equal((await store.read()).profile, "mozilla-modern-6.0");
    assert.equal((area.items[SETTINGS_KEY] as Settings).profile, "ssl-labs-2009r");
  });

  test("settings of version 1 are read, and stored as those of today with the next change", async () => {
    const area = new MemoryArea();
    area.items[SETTINGS_KEY] = STORED_VERSION_1;
    const store = storeOf(area);
    assert.equal((await store.read()).memory.remember, false);
    assert.equal((area.items[SETTINGS_KEY] as Settings).version, 1);
    await store.change((before) => ({ ...before, companion: false }));
    const stored = area.items[SETTINGS_KEY] as Settings;
    assert.deepEqual([stored.version, stored.memory.remember, stored.companion, stored.interception.pins.length], [2, false, false, 1]);
  });
});
