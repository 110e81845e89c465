import { createHash, randomUUID, webcrypto } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { generateKey, publicKeyFrom } from "./keys.ts";
import type { KeyPair } from "./keys.ts";
import type { KeyName } from "./names.ts";

/**
 * Names the folder in which labs that are started one after the other keep their RSA keys, which take seconds to make.
 * For a run of tests, whose folder goes with it; without it every lab makes its own.
 */
export const KEY_FOLDER_VARIABLE = "TLSCOPE_LAB_KEYS";

interface KeptKey {
  /** Base64 of DER. */
  pkcs8: string;
  spki: string;
}

/** The key that an earlier lab made under this id, else a fresh one, which is kept where there is a folder for it. */
export async function keyFor(id: string, name: KeyName, folder = process.env[KEY_FOLDER_VARIABLE]): Promise<KeyPair> {
  if (folder === undefined || folder === "" || !name.startsWith("RSA")) return await generateKey(name);
  const file = join(folder, createHash("sha256").update(`${name} ${id}`).digest("hex"));
  return await readKey(file, name) ?? await makeKey(file, name);
}

async function readKey(file: string, name: KeyName): Promise<KeyPair | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  const { pkcs8, spki } = JSON.parse(text) as KeptKey;
  return { name, publicKey: await publicKeyFrom(name, Buffer.from(spki, "base64")), pkcs8: new Uint8Array(Buffer.from(pkcs8, "base64")) };
}

async function makeKey(file: string, name: KeyName): Promise<KeyPair> {
  const pair = await generateKey(name);
  const spki = Buffer.from(await webcrypto.subtle.exportKey("spki", pair.publicKey));
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  // Labs start side by side: none may read what another has written in part.
  const part = `${file}.${randomUUID()}`;
  await writeFile(part, JSON.stringify({ pkcs8: Buffer.from(pair.pkcs8).toString("base64"), spki: spki.toString("base64") } satisfies KeptKey), { mode: 0o600 });
  await rename(part, file);
  return pair;
}
