import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { keyFor } from "../../../lab/pki/kept-keys.ts";
import type { KeyPair } from "../../../lab/pki/keys.ts";

let parent: string;
let folder: string;
before(async () => {
  parent = await mkdtemp(join(tmpdir(), "tlscope-keys-"));
  folder = join(parent, "keys");
});
after(async () => {
  await rm(parent, { recursive: true, force: true });
});

const spkiOf = async ({ publicKey }: KeyPair): Promise<Buffer> => Buffer.from(await crypto.subtle.exportKey("spki", publicKey));
const spkiOfPrivate = ({ pkcs8 }: KeyPair): Buffer =>
  createPublicKey(createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" })).export({ format: "der", type: "spki" });

test("an RSA key is the same for every lab of a run, and another for every id and size", async () => {
  const first = await keyFor("leaf one.test", "RSA-1024", folder);
  const again = await keyFor("leaf one.test", "RSA-1024", folder);
  assert.deepEqual(again.pkcs8, first.pkcs8);
  assert.deepEqual(await spkiOf(again), await spkiOf(first));
  assert.deepEqual(await spkiOf(again), spkiOfPrivate(again));
  for (const [id, name] of [["leaf two.test", "RSA-1024"], ["leaf one.test", "RSA-2048"]] as const) {
    assert.notDeepEqual(await spkiOf(await keyFor(id, name, folder)), await spkiOf(first));
  }
});

test("labs that start side by side each get a whole key, and no part is left", async () => {
  const pairs = await Promise.all(Array.from({ length: 4 }, () => keyFor("leaf race.test", "RSA-1024", folder)));
  for (const pair of pairs) assert.deepEqual(await spkiOf(pair), spkiOfPrivate(pair));
  const files = await readdir(folder);
  assert.deepEqual(files.filter((name) => !/^[0-9a-f]{64}$/.test(name)), []);
  for (const name of files) assert.equal((await stat(join(folder, name))).mode & 0o077, 0, "for the owner's eyes alone");
});

test("nothing is kept without a folder, nor of a key that is made in no time", async () => {
  const before = await readdir(folder);
  await keyFor("leaf three.test", "P-256", folder);
  const one = await keyFor("leaf four.test", "RSA-1024", "");
  assert.notDeepEqual((await keyFor("leaf four.test", "RSA-1024", "")).pkcs8, one.pkcs8);
  assert.deepEqual(await readdir(folder), before);
});
