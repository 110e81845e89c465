import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { openDB } from "idb";
import { openHistory, MIGRATIONS } from "../../../../src/background/history/database.ts";
import { History, type HistoryOptions } from "../../../../src/background/history/history.ts";
import { DAY, sighting, START } from "./sightings.ts";

const open: History[] = [];
let names = 0;
function history(options: HistoryOptions = {}, name = `history ${String(names++)}`): History {
  const made = new History(name, { now: () => START + 10 * DAY, ...options });
  open.push(made);
  return made;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const at = (host: string, day: number, key = "a", port = 443) => sighting(day, key, "DigiCert G2", "public", { host, port });

test("what is seen gathers, is written in one go, and comes back to the next background", async () => {
  const first = history({ pause: 60_000 }, "shared");
  first.see(at("a.test", 1));
  first.see(at("a.test", 2, "b"));
  first.see(at("a.test", 2, "c", 8443));
  assert.ok(await first.recall("a.test", 443), "what waits to be written counts already");
  assert.deepEqual(await first.recent(9), [], "and nothing is written before its time");
  await first.flush();
  await first.close();
  const second = history({}, "shared");
  assert.deepEqual((await second.recall("a.test", 443))?.keys.map(({ key }) => key), ["a", "b"]);
  assert.deepEqual((await second.recall("a.test", 8443))?.keys.map(({ key }) => key), ["c"]);
  assert.equal((await second.recent(9)).length, 2);
  assert.equal((await second.recent(1)).length, 1);
  assert.equal(await second.recall("b.test", 443), null);
  assert.equal((await second.size()).hosts, 2);
});

test("it is written by itself after the pause", async () => {
  const own = history({ pause: 1 });
  own.see(at("a.test", 1));
  for (let i = 0; i < 500 && (await own.recent(1)).length === 0; i++) await new Promise((resolve) => setTimeout(resolve, 2));
  assert.equal((await own.recent(1)).length, 1);
});

test("cleared by host, by time and wholly", async () => {
  const own = history();
  for (const [host, day] of [["a.test", 1], ["b.test", 2], ["b.test.example", 3], ["c.test", 4]] as const) own.see(at(host, day));
  own.see(at("b.test", 2, "x", 8443));
  await own.flush();
  own.see(at("b.test", 5, "y"));
  await own.forget({ host: "b.test" });
  assert.deepEqual([await own.recall("b.test", 443), await own.recall("b.test", 8443)], [null, null]);
  assert.equal((await own.size()).hosts, 3);
  own.see(at("a.test", 6, "later"));
  await own.forget({ since: START + 3.5 * DAY });
  assert.equal(await own.recall("c.test", 443), null);
  assert.deepEqual((await own.recall("a.test", 443))?.keys.map(({ key }) => key), ["a"]);
  assert.ok(await own.recall("b.test.example", 443));
  assert.equal((await own.size()).hosts, 2);
  await own.forget("all");
  assert.deepEqual(await own.size(), { hosts: 0, bytes: 0 });
});

test("bounded by age and by bytes, the longest unseen first, and the sums stay true", async () => {
  const aged = history({ maxAge: 5 * DAY });
  for (let day = 0; day < 10; day++) aged.see(at(`day-${String(day)}.test`, day));
  await aged.flush();
  assert.equal((await aged.size()).hosts, 5);
  assert.equal(await aged.recall("day-4.test", 443), null);

  const small = history({ maxBytes: 20_000 });
  for (let i = 0; i < 100; i++) {
    small.see(at(`host-${String(i)}.test`, i / 100));
    await small.flush();
    assert.ok((await small.size()).bytes <= 20_000);
  }
  const { hosts, bytes } = await small.size();
  assert.ok(hosts > 10 && hosts < 60, String(hosts));
  assert.equal(await small.recall("host-0.test", 443), null);
  assert.ok(await small.recall("host-99.test", 443));
  await small.forget({ since: 0 });
  assert.deepEqual(await small.size(), { hosts: 0, bytes: 0 }, `${String(bytes)} bytes are all accounted for`);
});

test("an older database is brought up to date and keeps what it held; a later one is refused", async () => {
  const name = `history ${String(names++)}`;
  const old = history({}, name);
  old.see(at("a.test", 1));
  await old.close();
  open.length = 0;
  let ran = 0;
  const migrated = await openHistory(name, [...MIGRATIONS, async (_database, transaction) => {
    ran++;
    const stored = await transaction.objectStore("hosts").get("a.test 443");
    if (stored !== undefined) await transaction.objectStore("hosts").put({ ...stored, lastSeen: 7 });
  }]);
  assert.equal(ran, 1);
  assert.equal((await migrated.get("hosts", "a.test 443"))?.lastSeen, 7);
  migrated.close();
  await assert.rejects(openHistory(name), { name: "VersionError" });
  (await openDB(name)).close();
});

test("limits that are made narrower hold at once, for what is there already", async () => {
  const own = history();
  for (let day = 0; day < 10; day++) own.see(at(`${String(day)}.test`, day));
  await own.flush();
  own.limit({ days: 400, megabytes: 128 });
  assert.equal((await own.size()).hosts, 10);
  own.limit({ days: 5, megabytes: 128 });
  assert.equal((await own.size()).hosts, 5);
  assert.equal(await own.recall("4.test", 443), null);
  assert.ok(await own.recall("5.test", 443));
  for (let n = 0; n < 3000; n++) own.see(at(`much${String(n)}.test`, 9));
  await own.flush();
  const { bytes } = await own.size();
  assert.ok(bytes > 1_000_000, String(bytes));
  own.limit({ days: 5, megabytes: 1 });
  assert.ok((await own.size()).bytes <= 1_000_000);
});

test("of hosts with a private CA all are found among many, with who read them, and what is seen of one meanwhile is not lost", async () => {
  const own = history({ pause: 60_000 });
  for (let i = 0; i < 2500; i++) own.see(at(`host-${String(i)}.test`, 1));
  const read = { verdict: "likely", label: null } as const;
  own.see({ ...sighting(2, "p", "Gateway", "private", { host: "host-7.test" }), read });
  // Who it was with is told again without a judgement.
  own.see(sighting(2, "p", "Gateway", "private", { host: "host-7.test" }));
  own.see(sighting(2, "q", "Gateway", "private", { host: "host-2400.test" }));
  const found = await own.private();
  assert.deepEqual(found.map(({ host }) => host).sort(), ["host-2400.test", "host-7.test"]);
  assert.deepEqual(found.find(({ host }) => host === "host-7.test")?.keys.map(({ read: by }) => by), [undefined, read]);
});
