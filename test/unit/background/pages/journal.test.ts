import assert from "node:assert/strict";
import { test } from "node:test";
import { Journal } from "../../../../src/background/pages/journal.ts";
import { MemoryArea } from "./memory-area.ts";

test("many changes are written together, with the values of the moment of writing", async () => {
  const area = new MemoryArea();
  const journal = new Journal(area, { delay: 5 });
  let value = 1;
  journal.put("a", () => value);
  journal.put("b", () => "b");
  value = 2;
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(area.items, { a: "2", b: "\"b\"" });
  assert.equal(area.writes, 1);
});

test("a prompt journal writes the first change at once, and those that follow closely together", async () => {
  const area = new MemoryArea();
  const journal = new Journal(area, { delay: 60, prompt: true });
  journal.put("a", () => 1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(area.items, { a: "1" });
  journal.put("b", () => 2);
  journal.put("c", () => 3);
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(area.items, { a: "1" });
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.deepEqual(area.items, { a: "1", b: "2", c: "3" });
  assert.equal(area.writes, 2);
});

test("what was written comes back as it was, and nothing that others keep beside it", async () => {
  const area = new MemoryArea();
  const journal = new Journal(area);
  journal.put("a", () => ({ list: ["\u202e\"", null, 1.5] }));
  await journal.flush();
  area.items["other"] = { of: "somebody" };
  assert.deepEqual(await new Journal(area).load(), { a: { list: ["\u202e\"", null, 1.5] } });
});

test("flush hands everything to storage before it returns", () => {
  const area = new MemoryArea();
  const journal = new Journal(area);
  journal.put("a", () => 1);
  journal.put("b", () => 2);
  journal.remove("b");
  void journal.flush();
  assert.deepEqual(area.items, { a: "1" });
});

test("what does not fit stays in memory, is said, and is written once there is room", async (context) => {
  context.mock.method(console, "warn", () => undefined);
  const area = new MemoryArea(100);
  const journal = new Journal(area, { delay: 1, retryDelay: 5 });
  journal.put("old", () => "x".repeat(60));
  await journal.flush();
  journal.put("large", () => "y".repeat(60));
  journal.put("small", () => "z");
  await journal.flush();
  assert.deepEqual(Object.keys(area.items).sort(), ["old", "small"]);
  assert.equal(journal.full, true);
  journal.remove("old");
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(Object.keys(area.items).sort(), ["large", "small"]);
  assert.equal(journal.full, false);
});

test("a storage that cannot be read gives nothing and breaks nothing", async (context) => {
  context.mock.method(console, "error", () => undefined);
  const journal = new Journal({ get: () => Promise.reject(new Error("broken")), set: () => Promise.resolve(), remove: () => Promise.resolve() });
  assert.deepEqual(await journal.load(), {});
});

test("what is written last holds nothing of what was written before", async (context) => {
  const depths: number[] = [];
  const depthOf = (value: unknown): number => Array.isArray(value) ? 1 + Math.max(0, ...value.map(depthOf)) : 0;
  const all = Promise.all.bind(Promise) as (values: Iterable<unknown>) => Promise<unknown[]>;
  context.mock.method(Promise, "all", (values: Iterable<unknown>) => all(values).then((given) => {
    depths.push(depthOf(given));
    return given;
  }));
  const journal = new Journal(new MemoryArea(), { delay: 60_000 });
  for (let i = 0; i < 20; i++) {
    journal.put("a", () => i);
    await journal.flush();
  }
  assert.ok(depths.length >= 20);
  assert.equal(Math.max(...depths), 1);
});
