import assert from "node:assert/strict";
import { utimesSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { strFromU8, unzipSync } from "fflate";
import { archive } from "../../../scripts/packaging/archive.ts";
import { withProject } from "./fixture.ts";

const files = { "manifest.json": "{}", "popup/popup.html": "<p>", "_locales/en/messages.json": "{ }", "Upper.txt": "x".repeat(5000) };

test("an archive has the files of its folder, with names of all platforms", async () => {
  const back = unzipSync(await withProject(files, archive));
  assert.deepEqual(Object.fromEntries(Object.entries(back).map(([name, bytes]) => [name, strFromU8(bytes)])), files);
});

test("the bytes do not depend on times, order of creation or time zone", async () => {
  const zone = process.env["TZ"];
  try {
    process.env["TZ"] = "UTC";
    const one = await withProject(files, archive);
    process.env["TZ"] = "Asia/Tokyo";
    const other = await withProject(Object.fromEntries(Object.entries(files).reverse()), (root) => {
      utimesSync(join(root, "manifest.json"), 1e9, 1e9);
      return archive(root);
    });
    assert.deepEqual(other, one);
  } finally {
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
  }
});

test("other contents are other bytes", async () => {
  assert.notDeepEqual(await withProject({ ...files, "manifest.json": "[]" }, archive), await withProject(files, archive));
});
