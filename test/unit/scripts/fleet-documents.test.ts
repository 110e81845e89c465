import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fleetDocuments } from "../../../scripts/fleet-documents.ts";

const root = join(import.meta.dirname, "../../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

test("the schema in SQL and the columns in the document are those of the table (npm run docs:fleet)", () => {
  for (const [path, text] of fleetDocuments(read)) assert.equal(read(path), text, path);
});
