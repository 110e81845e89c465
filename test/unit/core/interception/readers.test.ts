// Who read connections, as the memory of hosts shows it: since when, where, and that they are gone.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { remember } from "../../../../src/background/history/remember.ts";
import type { HostMemory, ReadBy } from "../../../../src/core/interception/host-memory.ts";
import { readersIn } from "../../../../src/core/interception/readers.ts";
import { SessionMemory } from "../../../../src/core/interception/session.ts";
import { ca, judge, NOW, scene, seen, type Ca } from "./scene.ts";

const DAY = 86_400_000;
const READ: ReadBy = { verdict: "likely", label: "mitmproxy" };

let program: Ca;
let proxy: Ca;
before(async () => {
  [program, proxy] = await Promise.all([ca("Public Root, O=Public Trust Services"), ca("mitmproxy, O=mitmproxy")]);
});

type Visit = [trust: "public" | "private", daysAgo: number, read?: ReadBy];

/** What is remembered of a host after these visits. */
async function remembered(host: string, ...visits: Visit[]): Promise<HostMemory> {
  let memory: HostMemory | undefined;
  for (const [trust, daysAgo, read] of visits) {
    const met = await seen(await scene({ host, ca: trust === "public" ? program : proxy, trust, time: NOW - daysAgo * DAY }));
    memory = remember(memory, read === undefined ? met : { ...met, read });
  }
  assert.ok(memory);
  return memory;
}

describe("who read connections", () => {
  test("nobody, where a private CA was met and nothing was judged of it", async () => {
    assert.deepEqual(readersIn([await remembered("intra.example.com", ["private", 3]), await remembered("alpha.com", ["public", 3])]), []);
  });

  test("a CA that was judged to at one site, with all that it signed for, since when, and that nothing shows it gone", async () => {
    const [reader, ...others] = readersIn([
      await remembered("alpha.com", ["public", 9], ["private", 5], ["private", 4, READ]),
      await remembered("beta.net", ["private", 6]),
      await remembered("gamma.org", ["public", 1]),
    ]);
    assert.equal(others.length, 0);
    assert.ok(reader);
    assert.deepEqual([reader.verdict, reader.label, reader.firstSeen, reader.lastSeen, reader.gone], ["likely", "mitmproxy", NOW - 6 * DAY, NOW - 4 * DAY, null]);
    assert.match(reader.name, /mitmproxy/);
    assert.deepEqual(reader.sites.map(({ host, wasFirst, freeSince }) => [host, wasFirst, freeSince]), [["alpha.com", false, null], ["beta.net", true, null]]);
  });

  test("is gone once one of its sites is met without it, until it is back", async () => {
    const free = await remembered("beta.net", ["private", 6, READ], ["public", 2]);
    const [gone] = readersIn([free, await remembered("alpha.com", ["private", 5])]);
    assert.deepEqual([gone?.gone, gone?.sites.find(({ host }) => host === "beta.net")?.freeSince], [NOW - 2 * DAY, NOW - 2 * DAY]);
    const [back] = readersIn([free, await remembered("alpha.com", ["private", 1])]);
    assert.equal(back?.gone, null);
  });

  test("and whether it came or went within hours is not lost", async () => {
    const hours = 1 / 24;
    const [gone] = readersIn([await remembered("beta.net", ["private", 6 * hours, READ], ["public", 5 * hours], ["private", 4 * hours], ["public", 3 * hours])]);
    assert.deepEqual([gone?.lastSeen, gone?.gone].map((time) => Math.round((NOW - (time ?? 0)) / 3_600_000)), [4, 3]);
  });
});

describe("a site that is read no more", () => {
  const past = async (memory: HostMemory, around = {}) => (await judge(await scene({ host: memory.host, ca: program, trust: "public" }), { memory, ...around })).past?.read;

  test("is told who read its first visits, and when", async () => {
    assert.deepEqual(await past(await remembered("beta.net", ["private", 6, READ], ["private", 5])), {
      name: "O=mitmproxy,CN=mitmproxy", label: "mitmproxy", first: new Date(NOW - 6 * DAY).toISOString(), last: new Date(NOW - 5 * DAY).toISOString(), wasFirst: true,
    });
    assert.equal((await past(await remembered("beta.net", ["public", 9], ["private", 6, READ])))?.wasFirst, false);
  });

  test("by what another site showed of the CA, too", async () => {
    const memory = await remembered("beta.net", ["private", 6]);
    assert.equal(await past(memory), undefined);
    const session = new SessionMemory();
    session.noteReader((await seen(await scene({ host: "beta.net", ca: proxy, trust: "private" }))).root.id, "mitmproxy");
    assert.equal((await past(memory, { session }))?.label, "mitmproxy");
  });

  test("is told nothing where the person expects the CA, and not for ever", async () => {
    const memory = await remembered("beta.net", ["private", 6, READ]);
    const { root } = await seen(await scene({ host: "beta.net", ca: proxy, trust: "private" }));
    assert.equal(await past(memory, { expected: new Set([root.id]) }), undefined);
    assert.equal(await past(await remembered("beta.net", ["private", 31, READ])), undefined);
  });

  test("and while it is read it is told of by the evidence alone", async () => {
    const memory = await remembered("beta.net", ["private", 6, READ]);
    assert.equal((await judge(await scene({ host: "beta.net", ca: proxy, trust: "private" }), { memory })).past, undefined);
  });
});
