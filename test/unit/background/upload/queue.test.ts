import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import { test } from "node:test";
import { UploadQueue, type NewBatch, type QueueBounds } from "../../../../src/background/upload/queue.ts";
import { sendBatch } from "../../../../src/background/upload/send.ts";
import { pauseAfter, sendDue, type SenderTools } from "../../../../src/background/upload/sender.ts";
import { withCollector } from "./support/collector.ts";

let databases = 0;
const newQueue = (bounds: Partial<QueueBounds> = {}): UploadQueue => new UploadQueue(`upload-${databases++}`, bounds);
const batch = (id: string, more: Partial<NewBatch> = {}): NewBatch => ({ id, text: `{"id":"${id}"}\n`, rows: 1, rules: "r", of: { connections: [], certificates: [] }, ...more });
const NOTHING = new Map();

function send(queue: UploadQueue, address: string, changes: Partial<SenderTools> = {}): Promise<number | null> {
  return sendDue({
    queue, destination: () => Promise.resolve({ address, token: "" }), obstacle: () => Promise.resolve(undefined), now: () => 1_000_000, chance: () => 0,
    send: (destination, { id, text }) => sendBatch(destination, id, text), ...changes,
  });
}

const ids = (heard: readonly { headers: Record<string, unknown> }[]): unknown[] => heard.map(({ headers }) => headers["x-tlscope-batch"]);
const fine: RequestListener = (_request, response) => void response.end();

test("batches go in their order, each once, and are counted", async () => {
  const queue = newQueue();
  await queue.add(["a", "b", "c"].map((id) => batch(id)), NOTHING, 0);
  assert.deepEqual(await queue.texts(10), ["{\"id\":\"a\"}\n", "{\"id\":\"b\"}\n", "{\"id\":\"c\"}\n"]);
  await withCollector(fine, async (address, heard) => {
    assert.equal(await send(queue, address), null);
    assert.deepEqual(ids(heard), ["a", "b", "c"]);
    assert.deepEqual(await queue.report(), { sent: 3, batches: 3, dropped: 0, withdrawn: 0, deletions: 0, lastSent: 1_000_000, waiting: { batches: 0, rows: 0, bytes: 0 }, failure: null });
    assert.deepEqual(await queue.addresses(), [address]);
  });
});

test("what fails stays, and is tried again with the same id after growing pauses, also by a queue that was opened anew", async () => {
  const name = "restarts";
  const opened = async <Value>(use: (queue: UploadQueue) => Promise<Value>): Promise<Value> => {
    const queue = new UploadQueue(name);
    try {
      return await use(queue);
    } finally {
      await queue.close();
    }
  };
  await opened((queue) => queue.add([batch("a")], NOTHING, 0));
  let now = 0;
  let down = true;
  await withCollector((_request, response) => void response.writeHead(down ? 500 : 200).end("busy"), async (address, heard) => {
    const waits: number[] = [];
    for (let restart = 0; restart < 4; restart++) {
      const soon = await opened((queue) => send(queue, address, { now: () => now }));
      assert.ok(soon !== null);
      waits.push(soon - now);
      now = soon;
    }
    assert.deepEqual(waits, [0, 1, 2, 3].map((tries) => pauseAfter(tries)));
    assert.ok(waits.every((wait, i) => i === 0 || wait > (waits[i - 1] ?? 0)));
    assert.deepEqual((await opened((queue) => queue.report())).failure, { code: "server-error", detail: "500 busy", tries: 4, nextTry: now });
    assert.equal(await opened((queue) => send(queue, address, { now: () => now - 1 })), now, "not before its time");
    assert.equal(heard.length, 4);
    down = false;
    assert.equal(await opened((queue) => send(queue, address, { now: () => now })), null);
    assert.deepEqual(ids(heard), ["a", "a", "a", "a", "a"]);
    const { sent, failure } = await opened((queue) => queue.report());
    assert.deepEqual([sent, failure], [1, null]);
  });
  assert.equal(pauseAfter(1000), 6 * 3_600_000);
  assert.equal(pauseAfter(3, 1), pauseAfter(3) * 3 / 4);
});

test("a batch that is never taken does not stand in the way of those behind it", async () => {
  const queue = newQueue();
  await queue.add(["bad", "b", "c"].map((id) => batch(id)), NOTHING, 0);
  let now = 0;
  await withCollector((request, response) => void response.writeHead(request.headers["x-tlscope-batch"] === "bad" ? 400 : 200).end(), async (address, heard) => {
    for (let i = 0; i < 6; i++) now = await send(queue, address, { now: () => now }) ?? now;
    assert.deepEqual(ids(heard).slice(0, 3), ["bad", "b", "c"]);
    const { sent, waiting } = await queue.report();
    assert.deepEqual([sent, waiting.batches], [2, 1]);
    assert.ok(now >= [0, 1, 2, 3].reduce((sum, tries) => sum + pauseAfter(tries), 0), "and it is tried less and less often");
  });
});

test("a collector that asks for a pause gets it, of every batch", async () => {
  const queue = newQueue();
  await queue.add([batch("a"), batch("b")], NOTHING, 0);
  await withCollector((_request, response) => void response.writeHead(429, { "retry-after": "7200" }).end(), async (address, heard) => {
    assert.equal(await send(queue, address), 1_000_000 + 7_200_000);
    assert.equal(await send(queue, address), 1_000_000 + 7_200_000);
    assert.equal(heard.length, 1);
    await queue.hurry();
    await send(queue, address);
    assert.equal(heard.length, 2, "whoever asks for it is not kept waiting");
  });
});

test("nothing is sent while somebody sits before the collector, nor where nothing may be sent, and it says so", async () => {
  const queue = newQueue();
  await queue.add([batch("a")], NOTHING, 0);
  await withCollector(fine, async (address, heard) => {
    await send(queue, address, { obstacle: () => Promise.resolve({ code: "intercepted", detail: "A proxy" }) });
    const { failure, sent } = await queue.report();
    assert.deepEqual([heard.length, failure?.code, failure?.detail, sent], [0, "intercepted", "A proxy", 0]);
    await queue.hurry();
    assert.equal(await send(queue, address, { destination: () => Promise.resolve(undefined) }), null);
    assert.equal(heard.length, 0);
    await send(queue, address);
    assert.equal(heard.length, 1);
  });
});

test("the queue is bounded, drops the oldest, and says how many rows", async () => {
  const queue = newQueue({ batches: 3, bytes: 40, age: 1000 });
  const first = async (): Promise<string | undefined> => (await queue.next(Number.MAX_SAFE_INTEGER)).batch?.id;
  for (let i = 0; i < 5; i++) await queue.add([batch(String(i), { text: "0123456789", rows: 2 })], NOTHING, 0);
  assert.deepEqual([await first(), (await queue.report()).waiting, (await queue.report()).dropped], ["2", { batches: 3, rows: 6, bytes: 30 }, 4]);
  await queue.add([batch("long", { text: "x".repeat(35) })], NOTHING, 0);
  assert.deepEqual([await first(), (await queue.report()).dropped], ["long", 10]);
  await queue.add([batch("late", { text: "x" })], NOTHING, 1001);
  assert.deepEqual([await first(), (await queue.report()).dropped], ["late", 11], "what waited too long");
});

test("what was made by other rules is let go of, counted, and can be made anew; what was sent is not", async () => {
  const queue = newQueue();
  const known = { day: "2026-11-21", before: 0, requests: 1, since: 0, lastSeen: 0, told: true, time: 0 };
  await queue.add([batch("a", { rules: "names", of: { connections: ["one"], certificates: ["c1"] } })], new Map([["one", known]]), 0);
  await withCollector(fine, async (address) => void await send(queue, address));
  await queue.add([batch("b", { rules: "names", of: { connections: ["two"], certificates: ["c2"] } })], new Map([["two", known]]), 0);
  await queue.withdraw("names");
  assert.equal((await queue.report()).waiting.batches, 1);
  await queue.withdraw("hmac");
  const { waiting, withdrawn, sent } = await queue.report();
  assert.deepEqual([waiting.batches, withdrawn, sent], [0, 1, 1]);
  assert.deepEqual((await queue.known(["one", "two"])).map((each) => each !== undefined), [true, false]);
  assert.deepEqual(await queue.newCertificates(["c1", "c2"]), ["c2"]);
});

test("a deletion goes to where the rows went, outlives the rest, and is no row that was sent", async () => {
  const queue = newQueue({ batches: 1 });
  await queue.add([batch("a")], NOTHING, 0);
  await withCollector(fine, async (address) => void await send(queue, address));
  const { sensor } = await queue.identity(() => ({ sensor: "one", idKey: Uint8Array.of(1), hostKey: Uint8Array.of(2) }));
  assert.equal(sensor, "one");
  const [to] = await queue.addresses();
  await queue.add([batch("waiting")], NOTHING, 0);
  await queue.startAnew([batch("delete", { to: to ?? "" })], 0);
  await queue.withdraw(undefined);
  for (const id of ["b", "c"]) await queue.add([batch(id)], NOTHING, 0);
  assert.deepEqual((await queue.texts(9)).map((text) => (JSON.parse(text) as { id: string }).id), ["delete", "c"]);
  assert.equal((await queue.identity(() => ({ sensor: "two", idKey: Uint8Array.of(3), hostKey: Uint8Array.of(4) }))).sensor, "two");
  await withCollector(fine, async (address, heard) => {
    await send(queue, address, { destination: (each) => Promise.resolve(each.to === undefined ? undefined : { address, token: "" }) });
    assert.deepEqual(ids(heard), ["delete"]);
  });
  const { deletions, sent } = await queue.report();
  assert.deepEqual([deletions, sent], [1, 0]);
});

test("a batch that was let go of while it was under way does not come back", async () => {
  const queue = newQueue();
  await queue.add([batch("a")], NOTHING, 0);
  const { batch: first } = await queue.next(0);
  assert.ok(first);
  await queue.withdraw(undefined);
  await queue.failed(first, { code: "server-error", detail: "" }, { batchUntil: 5, allUntil: 5 });
  assert.equal((await queue.next(10)).batch, undefined);
});
