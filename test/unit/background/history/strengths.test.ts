import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";
import type { Assessment, Grade } from "../../../../src/core/assessment.ts";
import { MIGRATIONS, openHistory } from "../../../../src/background/history/database.ts";
import { History } from "../../../../src/background/history/history.ts";
import { CHUNK, Strengths, type StrengthsOptions } from "../../../../src/background/history/strengths.ts";
import type { StoredConnection } from "../../../../src/background/pages/connection.ts";
import { DAY, sighting, START } from "./sightings.ts";

interface Shown {
  grade?: Grade | null;
  version?: string;
  group?: string;
  rules?: [rule: string, severity: "error" | "warning" | "notice"][];
  caps?: string[];
}

/** A connection that shows something on a day; `tls` stands for what its judgement is made of. */
function connection(host: string, day: number, { version = "TLS 1.3" }: Shown = {}, port = 443): StoredConnection {
  const time = START + day * DAY;
  return { scheme: "https:", host, port, requests: 1, types: {}, firstSeen: time, lastSeen: time, main: true, tls: { tlsVersion: version, builtChain: ["a".repeat(64)] } };
}

function assessmentOf({ host, firstSeen }: StoredConnection, { grade = "A", version = "TLS 1.3", group = "X25519MLKEM768", rules = [], caps = [] }: Shown): Assessment {
  return {
    host, time: new Date(firstSeen).toISOString(),
    connection: { version, cipherSuite: { id: 0x1301, name: "TLS_AES_128_GCM_SHA256" }, ...(group === "none" ? { unavailable: { keyExchangeGroup: "none" } } : { group: { name: group, postQuantum: group.includes("MLKEM") } }) },
    chain: { verdict: "valid", path: null, errors: [], sent: [], missing: [], ordered: null },
    rating: { grade, score: 90, categories: { protocol: 90, keyExchange: 90, cipher: 90 }, certificate: 100, caps: caps.map((rule) => ({ rule, grade: "B", without: "A" })), gradeByScore: grade, reasons: [] },
    interception: { verdict: "none", label: null, evidence: [] },
    findings: rules.map(([rule, severity]) => ({ rule, severity, params: ["1"], message: rule })),
    profiles: [],
  };
}

const open: History[] = [];
let names = 0;

function book(options: StrengthsOptions & { name?: string } = {}): { history: History; strengths: Strengths; show: (connections: StoredConnection[], shown?: Shown) => Promise<void>; judged: () => number } {
  const history = new History(options.name ?? `strengths ${String(names++)}`, { pause: 60_000, now: () => START + 10 * DAY });
  open.push(history);
  let shown: Shown = {};
  let judged = 0;
  const strengths = new Strengths({
    open: () => history.database(),
    assess: (each) => {
      judged += 1;
      return Promise.resolve(assessmentOf(each, shown));
    },
    seen: ({ host, port, lastSeen }) => Promise.resolve(sighting((lastSeen - START) / DAY, "k", "DigiCert G2", "public", { host, port })),
  }, { now: () => START + 10 * DAY, ...options });
  return { history, strengths, judged: () => judged, show: async (connections, now = {}) => {
    shown = now;
    await strengths.record(connections);
  } };
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const hosts = async (strengths: Strengths): Promise<string[]> => (await strengths.chunk(null)).hosts.map(({ host, port }) => `${host}:${String(port)}`);

describe("what is last known of a host", () => {
  test("is what its newest connection was judged to be, with the worst of its findings", async () => {
    const { strengths, show } = book();
    await show([connection("a.test", 1)], { grade: "A+" });
    await show([connection("a.test", 2, { version: "TLS 1.2" })], { grade: "B", version: "TLS 1.2", group: "secp256r1", rules: [["connection/no-aead", "notice"], ["certificate/expires-soon", "warning"], ["connection/tls12", "warning"]], caps: ["connection/tls12"] });
    const known = await strengths.recall("a.test", 443);
    assert.deepEqual(known && { ...known, issuer: known.issuer?.name, anchor: known.anchor }, {
      host: "a.test", port: 443, firstSeen: START + DAY, lastSeen: START + 2 * DAY, judged: START + 2 * DAY, grade: "B", score: 90, version: "TLS 1.2", suite: "TLS_AES_128_GCM_SHA256",
      group: "secp256r1", postQuantum: false, notAfter: START + 90 * DAY, key: "k", issuer: "DigiCert G2", anchor: { name: "DigiCert G2", organization: "DigiCert" }, trust: "public", interception: "none",
      findings: 3, worst: { rule: "connection/tls12", severity: "warning", params: ["1"] },
    });
  });

  test("is unknown where it was not told, and no group at all is no post-quantum group", async () => {
    const { strengths, show } = book();
    await show([connection("a.test", 1)], { grade: null, group: "none" });
    const known = await strengths.recall("a.test", 443);
    assert.equal(known?.grade, null);
    assert.equal(known.group, "none");
    assert.equal(known.postQuantum, false);
  });

  test("is judged once for as long as it shows the same, again on another day, and at once where it shows something else", async () => {
    const { show, judged } = book();
    const one = connection("a.test", 1);
    await show([one, one]);
    await show([one]);
    await show([{ ...one, lastSeen: one.lastSeen + 60_000 }]);
    assert.equal(judged(), 1, "another background that knows the same connection");
    await show([{ ...one, lastSeen: one.lastSeen + DAY }]);
    assert.equal(judged(), 2, "the next day");
    await show([{ ...connection("a.test", 2, { version: "TLS 1.2" }), lastSeen: START + 2 * DAY + 1000 }]);
    assert.equal(judged(), 3, "another version");
    await show([connection("a.test", 1)]);
    assert.equal(judged(), 3, "older than what is known");
  });

  test("is not asked of connections that failed, came from the cache, or of which nothing was told", async () => {
    const { strengths, show, judged } = book();
    const untold = connection("untold.test", 1);
    delete untold.tls;
    await show([untold, { ...untold, tls: {} }, { ...connection("cache.test", 1), tls: { tlsVersion: "TLS 1.3", extra: { source: "firefox", fromCache: true } } }, { ...connection("failed.test", 1), error: { code: "failed", message: "" } }]);
    assert.equal(judged(), 0);
    assert.deepEqual(await hosts(strengths), []);
  });

  test("comes in chunks, in order, each host once", async () => {
    const { strengths, show } = book();
    const names_ = Array.from({ length: 25 }, (_, i) => `host-${String(i).padStart(2, "0")}.test`);
    await show(names_.map((name) => connection(name, 1)));
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const chunk: Awaited<ReturnType<Strengths["chunk"]>> = await strengths.chunk(after, 10);
      assert.equal(chunk.total, 25);
      seen.push(...chunk.hosts.map(({ host }) => host));
      after = chunk.next;
    } while (after !== null);
    assert.deepEqual(seen, names_);
  });
});

describe("days", () => {
  test("count each host once, as it was when it was last seen on that day", async () => {
    const { strengths, show } = book();
    await show([connection("a.test", 1), connection("b.test", 1)]);
    await show([{ ...connection("a.test", 1.4, { version: "TLS 1.2" }) }], { version: "TLS 1.2", group: "x25519" });
    await show([connection("a.test", 2)]);
    assert.deepEqual(await strengths.days(), [
      { day: "2026-01-02", hosts: 2, versions: { "TLS 1.3": 1, "TLS 1.2": 1 }, suites: { TLS_AES_128_GCM_SHA256: 2 }, groups: { X25519MLKEM768: 1, x25519: 1 }, postQuantum: { yes: 1, no: 1, unknown: 0 } },
      { day: "2026-01-03", hosts: 1, versions: { "TLS 1.3": 1 }, suites: { TLS_AES_128_GCM_SHA256: 1 }, groups: { X25519MLKEM768: 1 }, postQuantum: { yes: 1, no: 0, unknown: 0 } },
    ]);
  });
});

describe("forgetting", () => {
  test("a host takes all its ports, and itself out of its last day", async () => {
    const { strengths, show } = book();
    await show([connection("a.test", 1), connection("a.test", 1, {}, 8443), connection("aa.test", 1)]);
    await strengths.forget({ host: "a.test" });
    assert.deepEqual(await hosts(strengths), ["aa.test:443"]);
    assert.equal((await strengths.days())[0]?.hosts, 1);
    assert.equal((await strengths.chunk(null)).total, 1);
  });

  test("since a time leaves of a host seen before what its memory has, and no day that the time falls on", async () => {
    const { history, strengths, show } = book();
    history.see(sighting(1, "k", "DigiCert G2", "public", { host: "old.test" }));
    await history.flush();
    await show([connection("old.test", 1)]);
    await show([connection("same-day.test", 4.2)]);
    await show([connection("old.test", 5), connection("new.test", 5)], { grade: "F" });
    await history.forget({ since: START + 4.5 * DAY });
    await strengths.forget({ since: START + 4.5 * DAY });
    const { hosts: left } = await strengths.chunk(null);
    assert.deepEqual(left.map(({ host, grade, judged, lastSeen, key }) => [host, grade, judged, lastSeen, key]), [["old.test", null, null, START + 4.5 * DAY, "k"], ["same-day.test", "A", START + 4.2 * DAY, START + 4.2 * DAY, "k"]]);
    assert.deepEqual((await strengths.days()).map(({ day }) => day), ["2026-01-02"]);
  });

  test("all leaves nothing, and what was being judged meanwhile is not written", async () => {
    const { strengths, show } = book();
    await show([connection("a.test", 1)]);
    const recording = show([connection("b.test", 2)]);
    await strengths.forget("all");
    await recording;
    assert.deepEqual(await strengths.chunk(null), { hosts: [], next: null, total: 0 });
    assert.deepEqual(await strengths.days(), []);
  });

  test("goes by age, and by bytes, the oldest first", async () => {
    const aged = book({ maxAge: 5 * DAY });
    await aged.show([connection("old.test", 1), connection("new.test", 6)]);
    assert.deepEqual(await hosts(aged.strengths), ["new.test:443"]);
    assert.deepEqual((await aged.strengths.days()).map(({ day }) => day), ["2026-01-07"]);
    const full = book({ maxBytes: 4000 });
    for (let i = 0; i < 12; i++) await full.show([connection(`host-${String(i)}.test`, 1 + i / 100)]);
    const left = await hosts(full.strengths);
    assert.ok(left.length > 3 && left.length < 10, left.join());
    assert.ok(left.includes("host-11.test:443") && !left.includes("host-0.test:443"), left.join());
  });
});

describe("version 1 of the database", () => {
  test("becomes version 2 with its hosts in the report, their strength unknown", async () => {
    const name = `migrated ${String(names++)}`;
    const old = await openHistory(name, MIGRATIONS.slice(0, 1));
    const many = CHUNK + 7;
    const { key, leaf, issuer, root, anchor, trust, notBefore, notAfter } = sighting(1, "k", "DigiCert G2");
    for (let i = 0; i < many; i++) {
      const host = `host-${String(i).padStart(4, "0")}.test`;
      await old.put("hosts", {
        id: `${host} 443`, bytes: 100, host, port: 443, place: "public", firstSeen: START, lastSeen: START + DAY,
        keys: [{ key, leaf, issuer, root, anchor, trust, notBefore, notAfter, firstSeen: START, lastSeen: START + DAY }],
      });
    }
    await old.put("sums", { count: many, bytes: many * 100 }, "hosts");
    old.close();
    const { history, strengths, show } = book({ name });
    await show([connection("host-0003.test", 2)]);
    const { hosts: rows, total, next } = await strengths.chunk(null, many + 1);
    assert.equal(rows.length, many);
    assert.equal(total, many);
    assert.equal(next, null);
    assert.deepEqual(rows.filter(({ grade }) => grade !== null).map(({ host }) => host), ["host-0003.test"]);
    assert.deepEqual(rows[0] && [rows[0].host, rows[0].judged, rows[0].version, rows[0].key, rows[0].issuer?.name, rows[0].interception], ["host-0000.test", null, null, "k", "DigiCert G2", "unknown"]);
    assert.equal((await history.recall("host-0000.test", 443))?.keys.length, 1, "the memory is as it was");
    assert.ok((await history.size()).bytes > many * 100);
  });
});
