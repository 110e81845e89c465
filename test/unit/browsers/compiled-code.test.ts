import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { putCompiledCode } from "../../../browsers/compiled-code.ts";

let parent: string;
let folder: string;
/** Profiles that were started. */
let started: string[];

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "tlscope-compiled-"));
  folder = join(parent, "code");
  started = [];
});
afterEach(async () => {
  await rm(parent, { recursive: true });
});

/** What Firefox leaves, with what is a person's own. */
async function start(bare: string): Promise<boolean> {
  started.push(bare);
  await mkdir(join(bare, "startupCache"));
  for (const [name, text] of [["startupCache/scriptCache.bin", "code"], ["compatibility.ini", "version"], ["cookies.sqlite", "cookies"], ["prefs.js", "preferences"]]) await writeFile(join(bare, name ?? ""), text ?? "");
  return true;
}

async function newProfile(name: string): Promise<string> {
  const profile = join(parent, name);
  await mkdir(profile);
  return profile;
}

async function contents(profile: string): Promise<Record<string, string>> {
  const files = (await readdir(profile, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(await Promise.all(files.map(async (file): Promise<[string, string]> => [file.slice(profile.length + 1), await readFile(file, "utf8")])));
}

test("one bare profile is started for all, and each gets the compiled code and nothing else", async () => {
  for (const name of ["one", "two", "three"]) {
    const profile = await newProfile(name);
    await putCompiledCode(profile, start, folder);
    assert.deepEqual(await contents(profile), { "compatibility.ini": "version", "startupCache/scriptCache.bin": "code" });
  }
  assert.equal(started.length, 1);
  assert.ok(!existsSync(started[0] ?? ""));
});

test("who comes while the bare profile is running does not wait, and gets nothing by halves", async () => {
  const [first, second] = [await newProfile("first"), await newProfile("second")];
  await putCompiledCode(first, async (bare) => {
    const ended = await start(bare);
    await putCompiledCode(second, start, folder);
    return ended;
  }, folder);
  assert.deepEqual(await contents(second), {});
  assert.ok("compatibility.ini" in await contents(first));
  assert.equal(started.length, 1);
});

test("what a Firefox that was killed has left is not taken", async () => {
  for (const name of ["first", "second"]) {
    const profile = await newProfile(name);
    await putCompiledCode(profile, async (bare) => await start(bare) && false, folder);
    assert.deepEqual(await contents(profile), {});
  }
  assert.equal(started.length, 1);
});

test("nothing is started without a folder for it", async () => {
  const profile = await newProfile("profile");
  await putCompiledCode(profile, start, "");
  assert.deepEqual([await contents(profile), started], [{}, []]);
});
