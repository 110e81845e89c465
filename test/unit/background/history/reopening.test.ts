import "fake-indexeddb/auto";
import { forceCloseDatabase } from "fake-indexeddb";
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { deleteDB, openDB, unwrap } from "idb";
import { History } from "../../../../src/background/history/history.ts";
import { DAY, sighting, START } from "./sightings.ts";

let names = 0;
async function withHistory(act: (own: History, name: string) => Promise<void>): Promise<void> {
  const name = `reopening ${String(names++)}`;
  const own = new History(name, { now: () => START + 10 * DAY, pause: 60_000 });
  own.see(sighting(1, "a", "DigiCert G2", "public", { host: "a.test" }));
  await own.flush();
  await act(own, name);
  await own.close();
}

const knows = async (own: History, host = "a.test"): Promise<boolean> => await own.recall(host, 443) !== null;

test("after another version took the database and gave it back it is opened again", () => withHistory(async (own, name) => {
  await deleteDB(name);
  assert.equal(await knows(own), false);
  own.see(sighting(2, "b", "DigiCert G2", "public", { host: "b.test" }));
  await own.flush();
  assert.ok(await knows(own, "b.test"));
}));

test("after the browser ended the connection it is opened again", () => withHistory(async (own) => {
  const database = await own.database();
  const ended = new Promise((resolve) => database.addEventListener("close", resolve));
  // The package declares the class where it means one of its objects.
  forceCloseDatabase(unwrap(database) as unknown as Parameters<typeof forceCloseDatabase>[0]);
  await ended;
  assert.ok(await knows(own));
}));

test("where a later version keeps the database everything can be forgotten all the same", () => withHistory(async (own, name) => {
  const later = await openDB(name, 99, { blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close() });
  await assert.rejects(own.recall("a.test", 443), { name: "VersionError" });
  await own.forget("all");
  later.close();
  assert.equal(await knows(own), false);
  assert.deepEqual(await own.size(), { hosts: 0, bytes: 0 });
}));

test("a history that cannot be read is put aside and said to be, and comes back untouched", () => withHistory(async (own, name) => {
  await own.close();
  const open = indexedDB.open.bind(indexedDB);
  const damaged = mock.method(indexedDB, "open", (wanted: string, version?: number) => {
    if (wanted === name) throw new DOMException("The files are damaged.", "UnknownError");
    return open(wanted, version);
  });
  const said = mock.method(console, "error", () => undefined);
  assert.equal(await knows(own), false);
  assert.equal((await own.size()).putAside, true);
  own.see(sighting(2, "b", "DigiCert G2", "public", { host: "b.test" }));
  await own.flush();
  assert.ok(await knows(own, "b.test"));
  assert.equal(said.mock.callCount(), 1);
  said.mock.restore();
  damaged.mock.restore();
  const again = new History(name);
  assert.ok(await knows(again));
  assert.equal((await again.size()).putAside, undefined);
  await again.close();
}));

test("everything forgotten is forgotten, put aside or not", () => withHistory(async (own, name) => {
  await own.close();
  const open = indexedDB.open.bind(indexedDB);
  const damaged = mock.method(indexedDB, "open", (wanted: string, version?: number) => {
    if (wanted === name) throw new DOMException("The files are damaged.", "UnknownError");
    return open(wanted, version);
  });
  const said = mock.method(console, "error", () => undefined);
  assert.equal((await own.size()).putAside, true);
  damaged.mock.restore();
  await own.forget("all");
  said.mock.restore();
  assert.deepEqual((await indexedDB.databases()).map((each) => each.name).filter((each) => each?.startsWith(`${name} `)), []);
  assert.equal(await knows(own), false);
}));

test("where there is no room half of what is remembered makes it", () => withHistory(async (own) => {
  for (let i = 0; i < 20; i++) own.see(sighting(2, "b", "DigiCert G2", "public", { host: `${String(i)}.test`, time: START + 2 * DAY + i }));
  await own.flush();
  const put = Reflect.get(IDBObjectStore.prototype, "put") as (this: IDBObjectStore, value: unknown, key?: IDBValidKey) => IDBRequest<IDBValidKey>;
  let refused = 0;
  const full = mock.method(IDBObjectStore.prototype, "put", function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
    if ((value as { host?: string }).host === "new.test" && refused++ === 0) throw new DOMException("No room.", "QuotaExceededError");
    return put.call(this, value, key);
  });
  own.see(sighting(3, "c", "DigiCert G2", "public", { host: "new.test" }));
  await own.flush();
  full.mock.restore();
  assert.ok(await knows(own, "new.test"));
  const { hosts } = await own.size();
  assert.ok(hosts > 3 && hosts < 15, String(hosts));
}));
