import assert from "node:assert/strict";
import { test } from "node:test";
import { Pages, type PagesOptions } from "../../../../src/background/pages/pages.ts";
import { hourOfBrowsing, knownState, type BrowsingEvent } from "./hour.ts";
import { MemoryArea } from "./memory-area.ts";

const TIME = Date.UTC(2026, 10, 21, 12);
const YEAR = 365 * 86_400_000;

/** The state after all events, in a background that `stops` after each event where it says so. */
async function after(events: readonly BrowsingEvent[], stops: (index: number) => boolean, options: PagesOptions = {}, area = new MemoryArea()): Promise<Pages> {
  let pages = new Pages(area, { delay: 1, ...options });
  await pages.restore();
  for (const [index, event] of events.entries()) {
    event(pages);
    if (!stops(index)) continue;
    await pages.flush();
    pages = new Pages(area, { delay: 1, ...options });
    await pages.restore();
  }
  await pages.flush();
  return pages;
}

const { events, starts } = hourOfBrowsing(TIME);
const never = await after(events, () => false);

test("the hour has some of everything", () => {
  assert.ok(events.length > 500, String(events.length));
  const { session } = never;
  assert.ok(session.connections.length > 30);
  assert.ok(session.connections.some(({ error }) => error !== undefined));
});

test("a background that is stopped after each single event knows the same as one that never was", async () => {
  const always = await after(events, () => true);
  assert.deepEqual(knownState(always), knownState(never));
});

for (const [name, at] of [["each", 1], ["every third", 3], ["every seventh", 7]] as const) {
  test(`one that was stopped after ${name} event, and began anew while others were told, too`, async () => {
    const area = new MemoryArea();
    let pages = new Pages(area, { delay: 1 });
    await pages.restore();
    for (const [index, event] of events.entries()) {
      event(pages);
      if (index % at !== 0) continue;
      await pages.restore();
      await pages.flush();
      // What comes before the state was read waits for it.
      pages = new Pages(area, { delay: 1 });
      void pages.restore();
    }
    await pages.restore();
    assert.deepEqual(knownState(pages), knownState(never));
  });
}

test("storage that is full loses nothing while the background runs, and what fitted is there afterwards", async (context) => {
  context.mock.method(console, "warn", () => undefined);
  // Nobody waits for the next try.
  const begin = globalThis.setTimeout;
  context.mock.method(globalThis, "setTimeout", (run: () => void, delay: number) => begin(run, delay).unref());
  const area = new MemoryArea(20_000);
  const pages = await after(events, () => false, { retryDelay: 1e6 }, area);
  assert.deepEqual(knownState(pages), knownState(never));
  assert.equal(pages.storageFull, true);
  const again = new Pages(area, { delay: 1 });
  await again.restore();
  const known = new Set(never.session.connections.map((connection) => JSON.stringify([connection.host, connection.port])));
  for (const { host, port } of again.session.connections) assert.ok(known.has(JSON.stringify([host, port])));
});

test("a clock that is set back or forward a year in the middle changes nothing but times", async () => {
  // Between two loads: a page has one clock.
  const boundary = starts[starts.length >> 1] ?? 0;
  const timeless = (pages: Pages): unknown => JSON.parse(JSON.stringify(knownState(pages), (key, value: unknown) => /^(?:firstSeen|lastSeen|startedAt|committedAt)$/.test(key) ? 0 : value));
  for (const years of [-1, 1]) {
    const { events: shifted } = hourOfBrowsing(TIME + years * YEAR);
    const pages = await after([...events.slice(0, boundary), ...shifted.slice(boundary)], (index) => index === boundary);
    assert.deepEqual(timeless(pages), timeless(never), String(years));
  }
});
