import assert from "node:assert/strict";
import { test } from "node:test";
import { ConnectionList, type SeenResponse } from "../../../../src/background/pages/connection-list.ts";
import type { StoredTlsInfo } from "../../../../src/background/pages/connection.ts";
import { Journal } from "../../../../src/background/pages/journal.ts";
import { SessionCollection } from "../../../../src/background/pages/session.ts";
import { MemoryArea } from "./memory-area.ts";

const tls = (more: StoredTlsInfo = {}): StoredTlsInfo => ({ protocol: "TLS", cipherSuite: 0xc02b, tlsVersion: "TLS 1.2", chainValid: true, builtChain: ["aa", "bb"], keyExchangeGroup: "x25519", ...more, extra: { source: "firefox", fromCache: false, ...more.extra } });
const seen = (more: Partial<SeenResponse> = {}): SeenResponse => ({ scheme: "https:", host: "a.test", port: 443, type: "image", time: 1000, main: false, tls: tls(), ...more });
const without = (info: StoredTlsInfo): StoredTlsInfo => {
  const rest = { ...info };
  delete rest.keyExchangeGroup;
  return rest;
};

test("requests over connections of one kind are counted together", () => {
  const list = new ConnectionList(10);
  list.record(seen());
  list.record(seen({ type: "script", time: 2000 }));
  assert.equal(list.all.length, 1);
  assert.deepEqual(list.all.map(({ types }) => types), [{ image: 1, script: 1 }]);
  assert.deepEqual(list.all.map(({ firstSeen, lastSeen }) => [firstSeen, lastSeen]), [[1000, 2000]]);
});

test("what the very same answer tells is counted by host, port and outcome all the same", () => {
  const shared = tls();
  const list = new ConnectionList(10);
  for (const more of [{}, {}, { host: "b.test" }, { port: 8443 }, { scheme: "wss:" as const }, { error: { code: "failed", message: "" } }, { host: "b.test" }, {}]) list.record(seen({ tls: shared, ...more }));
  assert.deepEqual(list.all.map(({ scheme, host, port, requests, error }) => [scheme, host, port, error?.code, requests]), [
    ["https:", "a.test", 443, undefined, 3], ["https:", "b.test", 443, undefined, 2], ["https:", "a.test", 8443, undefined, 1],
    ["wss:", "a.test", 443, undefined, 1], ["https:", "a.test", 443, "failed", 1],
  ]);
});

test("another suite, chain, group, port or error is another kind", () => {
  const list = new ConnectionList(10);
  for (const other of [
    seen(), seen({ port: 8443 }), seen({ tls: tls({ cipherSuite: 0xc02c }) }), seen({ tls: tls({ builtChain: ["cc"] }) }), seen({ tls: tls({ keyExchangeGroup: "secp256r1" }) }),
    seen({ tls: undefined, error: { code: "failed", message: "" } }), seen({ scheme: "http:", port: 80, tls: undefined }),
  ]) list.record(other);
  assert.equal(list.all.length, 7);
});

test("a resumed session is of the kind that a full handshake told, whichever came first", () => {
  for (const order of [[tls(), without(tls())], [without(tls()), tls()]]) {
    const list = new ConnectionList(10);
    for (const told of order) list.record(seen({ tls: told }));
    assert.equal(list.all.length, 1);
    assert.equal(list.all[0]?.tls?.keyExchangeGroup, "x25519");
  }
});

test("what comes from the cache confirms a connection of today and never adds to it", () => {
  const cached = tls({ extra: { source: "firefox", fromCache: true } });
  const confirmed = new ConnectionList(10);
  confirmed.record(seen({ tls: cached }));
  confirmed.record(seen());
  assert.equal(confirmed.all.length, 1);
  assert.equal(confirmed.all[0]?.tls?.extra?.fromCache, false);
  for (const order of [[without(tls()), cached], [cached, without(tls())]]) {
    const apart = new ConnectionList(10);
    for (const told of order) apart.record(seen({ tls: told }));
    assert.equal(apart.all.length, 2);
  }
});

test("beyond the bound each kind is left out once, and those that are kept go on counting", () => {
  const list = new ConnectionList(2);
  for (let round = 0; round < 3; round += 1) {
    for (const host of ["a.test", "b.test", "c.test", "d.test"]) list.record(seen({ host }));
  }
  assert.deepEqual(list.all.map(({ host, requests }) => [host, requests]), [["a.test", 3], ["b.test", 3]]);
  assert.equal(list.omitted, 2);
});

test("the document's own HSTS header counts, else the first that was there", () => {
  const list = new ConnectionList(2);
  list.record(seen({ hsts: null }));
  list.record(seen({ hsts: { maxAge: 5 } }));
  list.record(seen({ hsts: null }));
  assert.deepEqual(list.all.map(({ hsts }) => hsts), [{ maxAge: 5 }]);
  list.record(seen({ hsts: null, main: true }));
  assert.deepEqual(list.all.map(({ hsts }) => hsts), [null]);
});

const UNTOLD: StoredTlsInfo = { extra: { source: "chromium", fromCache: false, unavailable: { builtChain: "not-exposed", cipherSuite: "not-exposed", alpn: "not-exposed" } } };

test("what is learnt later is told of the connections to that host of which nothing was known", () => {
  const list = new ConnectionList(10);
  for (const other of [seen({ tls: UNTOLD }), seen({ tls: UNTOLD, host: "b.test" }), seen({ tls: UNTOLD, error: { code: "failed", message: "" } })]) list.record(other);
  const learnt = tls({ extra: { source: "chromium", alpn: "h2", fromCache: true, unavailable: { sentChain: "not-exposed" } } });
  assert.deepEqual(list.tell({ scheme: "https:", host: "a.test", port: 443 }, learnt, 2000), [], "it was seen before");
  assert.deepEqual(list.tell({ scheme: "https:", host: "a.test", port: 443 }, learnt, 1000), [0]);
  assert.deepEqual(list.all.map(({ tls: told }) => told?.cipherSuite), [0xc02b, undefined, undefined]);
  assert.deepEqual(list.all[0]?.tls?.extra?.unavailable, { sentChain: "not-exposed" });
  assert.equal(list.all[0].tls.extra.fromCache, false, "the request itself came over the network");
  assert.deepEqual(list.tell({ scheme: "https:", host: "a.test", port: 443 }, learnt, 0), [], "all is told");
  list.record(seen({ tls: learnt }));
  assert.equal(list.all.length, 3, "the same again is of the same kind");
});

test("of one page a request of which nothing was told counts for the host's other requests", () => {
  for (const [joins, kinds] of [[true, 1], [false, 2]] as const) {
    for (const order of [[tls(), UNTOLD], [UNTOLD, tls()]]) {
      const list = new ConnectionList(10, [], 0, joins);
      for (const told of order) list.record(seen({ tls: told }));
      assert.equal(list.all.length, kinds);
      assert.equal(list.all.find(({ tls: told }) => told?.cipherSuite !== undefined)?.requests, joins ? 2 : 1);
    }
  }
});

test("of a session what turns out to be of a kind that is known counts there, in storage too", async () => {
  const area = new MemoryArea();
  const journal = new Journal(area, { delay: 1 });
  const session = new SessionCollection(journal);
  session.record(seen({ host: "first.test" }));
  const learnt = tls({ extra: { source: "chromium", alpn: "h2" } });
  for (let load = 1; load <= 200; load++) {
    const time = load * 1000;
    const untold = { ...UNTOLD };
    session.record(seen({ tls: untold, time, type: "main_frame" }));
    if (load === 100) session.record(seen({ host: "last.test", time }));
    session.record(seen({ tls: untold, time: time + 1 }));
    session.tell({ ...seen({ time: time + 2 }), tls: learnt }, time);
    // What was told of this very answer counts where it was joined.
    if (load % 50 === 0) session.record(seen({ tls: learnt, time: time + 3 }));
  }
  const kinds = (of: SessionCollection): unknown[] => of.connections.map(({ host, requests, types, firstSeen, lastSeen }) => [host, requests, types, firstSeen, lastSeen]).sort();
  assert.deepEqual(kinds(session), [["a.test", 404, { main_frame: 200, image: 204 }, 1000, 200_003], ["first.test", 1, { image: 1 }, 1000, 1000], ["last.test", 1, { image: 1 }, 100_000, 100_000]]);
  await journal.flush();
  assert.equal(Object.keys(area.items).length, 3);
  const again = new SessionCollection(journal);
  again.restore(await journal.load());
  assert.deepEqual(kinds(again), kinds(session));
});
