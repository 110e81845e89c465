/**
 * Firefox compiles its own scripts at the first start of a profile, a third of that start's work, and keeps them in the profile.
 * In a run of tests one bare profile is started for that, and every new one gets what it kept: as if it were started again.
 */
import { existsSync } from "node:fs";
import { cp, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";

/** Names the folder of a run of tests for it; without it every profile compiles by itself. */
export const COMPILED_CODE_VARIABLE = "TLSCOPE_FIREFOX_CODE";

/** The scripts, and the version and place of the Firefox that they are of: another Firefox throws them away. */
const KEPT = ["startupCache", "compatibility.ini"];

/**
 * Puts the compiled code into the folder of a profile that was never started. Who comes first starts a bare profile for it, by
 * `startOnce`, which gets an empty folder and gives, when Firefox has ended, whether it did so by itself: one that was killed may
 * have left half of it. Who comes while that is under way gets none. Throws what `startOnce` throws.
 */
export async function putCompiledCode(profile: string, startOnce: (bare: string) => Promise<boolean>, folder = process.env[COMPILED_CODE_VARIABLE]): Promise<void> {
  if (folder === undefined || folder === "") return;
  const ready = join(folder, "ready");
  if (await made(folder)) {
    const bare = join(folder, "profile");
    await mkdir(bare);
    if (await startOnce(bare)) {
      const part = join(folder, "part");
      await copyKept(bare, part);
      await rename(part, ready);
    }
    await rm(bare, { recursive: true });
  }
  if (existsSync(ready)) await copyKept(ready, profile);
}

/** Whether the folder was not there yet. */
async function made(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function copyKept(from: string, to: string): Promise<void> {
  for (const name of KEPT) await cp(join(from, name), join(to, name), { recursive: true });
}
