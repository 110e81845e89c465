import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOMS } from "../../../scripts/checks/rooms.ts";
import { withRooms } from "../../../scripts/rooms-document.ts";

const DOCUMENT = join(import.meta.dirname, "../../../docs/architecture.md");

test("docs/architecture.md has every room with what it holds", () => {
  const text = readFileSync(DOCUMENT, "utf8");
  assert.ok(text === withRooms(text), "run `npm run docs:rooms`");
  assert.ok(ROOMS.length > 0);
  for (const { path, holds } of ROOMS) assert.ok(text.split("\n").some((line) => line.startsWith(`| \`${path}`) && line.includes(holds)), path);
});

test("a document without the marks is refused", () => {
  assert.throws(() => withRooms("# Architecture\n"), /lacks the lines/);
});
