import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { remember, forgetSince, MAX_KEYS } from "../../../../src/background/history/remember.ts";
import { changeOf } from "../../../../src/core/interception/continuity.ts";
import type { HostMemory } from "../../../../src/core/interception/host-memory.ts";
import type { Seen } from "../../../../src/core/interception/seen.ts";
import { DAY, sighting, START } from "./sightings.ts";

/** What is said at each sighting, and it is then remembered. */
function story(...sightings: Seen[]): (string | undefined)[] {
  let memory: HostMemory | undefined;
  return sightings.map((seen) => {
    const change = memory === undefined ? undefined : changeOf(seen, memory);
    memory = remember(memory, seen);
    return change?.kind;
  });
}

const silent = (...sightings: Seen[]): void => assert.deepEqual(story(...sightings).filter((kind) => kind !== undefined && kind !== "none"), []);
const last = (...sightings: Seen[]): string | undefined => story(...sightings).at(-1);

describe("silent", () => {
  test("on renewal by the same CA, with the same key and with another, in time and early", () => {
    silent(...[0, 10, 40, 41, 70].map((day, i) => sighting(day, `key ${String(i)}`, "LetsEncrypt R10")));
    silent(sighting(0, "k", "LetsEncrypt R10"), sighting(60, "k", "LetsEncrypt R10", "public", { leaf: "renewed" }));
  });

  test("on another intermediate or root of the same CA", () => {
    silent(sighting(0, "a", "Google WR1"), sighting(30, "b", "Google WE2"), sighting(60, "c", "Google WR3"));
  });

  test("on several certificates behind one name", () => {
    const keys = ["a", "b", "c", "d"];
    silent(...Array.from({ length: 60 }, (_, day) => sighting(day, keys[(day * 7) % 4] ?? "", ["Amazon M1", "DigiCert G2", "Amazon M1", "DigiCert G2"][(day * 7) % 4] ?? "")));
  });

  test("on certificates of six days with a key each", () => {
    silent(...Array.from({ length: 40 }, (_, i) => sighting(i * 3, `key ${String(i)}`, "LetsEncrypt E7")));
  });

  test("on a key that stays while its CA changes: nobody took the server's place", () => {
    silent(sighting(0, "k", "DigiCert G2"), sighting(90, "k", "LetsEncrypt R10"));
  });

  test("on a private site that gets a public certificate, and on a device's renewal by its own CA", () => {
    silent(sighting(0, "a", "Corp CA", "private"), sighting(30, "b", "LetsEncrypt R10"));
    silent(sighting(0, "a", "Corp CA", "private"), sighting(30, "b", "Corp CA", "private"));
  });
});

describe("a note", () => {
  test("on a public CA that is new, for a day, once the host is known", () => {
    const before = [0, 20].map((day) => sighting(day, "a", "DigiCert G2"));
    assert.equal(last(...before, sighting(40, "b", "LetsEncrypt R10")), "new-public-ca");
    assert.equal(last(...before, sighting(40, "b", "LetsEncrypt R10"), sighting(40.5, "b", "LetsEncrypt R10")), "new-public-ca");
    assert.equal(last(...before, sighting(40, "b", "LetsEncrypt R10"), sighting(42, "b", "LetsEncrypt R10")), "none");
    assert.equal(last(sighting(0, "a", "DigiCert G2"), sighting(3, "b", "LetsEncrypt R10")), "none", "the host is new itself");
  });
});

describe("an alarm", () => {
  test("where no public CA vouches any more, for as long as it is so", () => {
    const before = sighting(0, "a", "DigiCert G2");
    for (const trust of ["private", "untrusted"] as const) {
      assert.equal(last(before, sighting(1, "x", "Proxy CA", trust)), "public-to-private");
      assert.equal(last(before, sighting(1, "x", "Proxy CA", trust), sighting(200, "x", "Proxy CA", trust)), "public-to-private");
    }
    assert.equal(last(before, sighting(1, "x", "Proxy CA", "private"), sighting(2, "a", "DigiCert G2")), "none", "and back");
    // The original's key cannot be the proxy's; if it is, the chain is still another.
    assert.equal(last(before, sighting(1, "a", "Proxy CA", "private")), "public-to-private");
    // A host that was met through the proxy first.
    const proxied = sighting(0, "x", "Proxy CA", "private");
    assert.deepEqual(story(proxied, sighting(5, "a", "DigiCert G2"), { ...proxied, time: START + 6 * DAY }), [undefined, "none", "public-to-private"]);
  });

  test("on a key that comes back from the past with another chain", () => {
    const old = [sighting(0, "a", "DigiCert G2"), sighting(30, "b", "DigiCert G2")];
    assert.equal(last(...old, sighting(60, "a", "Sectigo X")), "key-returned");
    assert.equal(last(...old, sighting(60, "a", "DigiCert G2")), "none");
    assert.equal(last(sighting(0, "a", "DigiCert G2"), sighting(9, "x", "Proxy CA", "private"), sighting(60, "a", "Sectigo X")), "none", "what a proxy shows replaces nothing");
    // Two keys behind a name, the owner takes another CA for both, and one of them is not met for a while.
    const both = [sighting(0, "a", "DigiCert G2"), sighting(1, "b", "DigiCert G2"), sighting(3, "a", "DigiCert G2"), sighting(4, "b", "DigiCert G2"), sighting(10, "c", "DigiCert G2")];
    assert.equal(last(...both, sighting(60, "a", "Sectigo X")), "none");
    assert.equal(last(...both, sighting(100, "a", "Sectigo X")), "key-returned");
  });

  test("on another private CA, and on another key that nobody vouches for, for a week", () => {
    assert.equal(last(sighting(0, "a", "Corp CA", "private"), sighting(5, "b", "Other CA", "private")), "anchor-replaced");
    const device = sighting(0, "a", "self a", "untrusted");
    assert.equal(last(device, sighting(5, "b", "self b", "untrusted")), "key-changed");
    assert.equal(last(device, sighting(5, "b", "self b", "untrusted"), sighting(11, "b", "self b", "untrusted")), "key-changed");
    assert.equal(last(device, sighting(5, "b", "self b", "untrusted"), sighting(13, "b", "self b", "untrusted")), "none");
    assert.equal(last(device, sighting(5, "a", "self a", "untrusted")), "none");
  });
});

describe("memory", () => {
  test("nothing is written for what is known and fresh, nor for what nobody vouched", () => {
    const first = remember(undefined, sighting(0, "a", "DigiCert G2"));
    assert.ok(first);
    assert.equal(remember(first, sighting(0.1, "a", "DigiCert G2")), first);
    assert.notEqual(remember(first, sighting(1, "a", "DigiCert G2")), first);
    assert.equal(remember(first, sighting(1, "a", "DigiCert G2", "unknown")), first);
    assert.equal(remember(undefined, sighting(1, "a", "DigiCert G2", "unknown")), undefined);
  });

  test("keys are bounded, and that a public CA vouched is never forgotten for private ones", () => {
    let memory = remember(undefined, sighting(0, "public", "DigiCert G2"));
    for (let day = 1; day < 100; day++) memory = remember(memory, sighting(day, `key ${String(day)}`, "Proxy CA", "private"));
    assert.ok(memory);
    assert.equal(memory.keys.length, MAX_KEYS);
    assert.equal(changeOf(sighting(100, "key 100", "Proxy CA", "private"), memory)?.kind, "public-to-private");
  });

  test("forgetting since a time leaves what was before", () => {
    let memory = remember(undefined, sighting(0, "a", "DigiCert G2"));
    memory = remember(memory, sighting(50, "b", "DigiCert G2"));
    assert.ok(memory);
    assert.deepEqual(forgetSince(memory, START + 40 * DAY)?.keys.map(({ key }) => key), ["a"]);
    assert.equal(forgetSince(memory, START + 40 * DAY)?.lastSeen, START + 40 * DAY);
    assert.equal(forgetSince(memory, START), undefined);
  });
});
