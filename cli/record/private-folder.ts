import { existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRunning } from "../../companion/native/processes.ts";
import { firefoxLockHolder, restoreProfile } from "./firefox-profile.ts";

const PREFIX = "tlscope-record-";
const CHANGED = "changed-profile";

/**
 * A folder for what must not stay: a new profile, the browser's log, the key log. Nobody else may look into it (mode 0700).
 * Its name has our process's number, so that the next start finds what a kill left behind.
 */
export function makePrivateFolder(parent = tmpdir()): string {
  return mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
}

/** Takes note, in the private folder, of a profile of the person's own that is changed while it is recorded, so that the next start can restore it. */
export function noteChangedProfile(folder: string, profile: string): void {
  writeFileSync(join(folder, CHANGED), profile);
}

/** Restores that profile, if there is one. Gives whether nothing is left to restore: not while a browser still runs on it. */
export function restoreChangedProfile(folder: string): boolean {
  const note = join(folder, CHANGED);
  const profile = existsSync(note) ? readFileSync(note, "utf8") : undefined;
  if (profile === undefined) return true;
  if (existsSync(profile)) {
    if (firefoxLockHolder(profile) !== undefined) return false;
    restoreProfile(profile);
  }
  rmSync(note);
  return true;
}

/** Removes a recording's folder, unless a profile is still to be restored: then the next start does both. */
export function removePrivateFolder(folder: string): void {
  if (!existsSync(join(folder, CHANGED))) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** Removes what recordings left whose processes are gone, and restores profiles that they had changed. Gives how many that were. */
export function removeLeftovers(parent = tmpdir()): number {
  let removed = 0;
  for (const name of readdirSync(parent)) {
    const [, pid] = /^tlscope-record-(\d+)-/.exec(name) ?? [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const folder = join(parent, name);
    // Of others' folders nothing is known, and a link is none of ours.
    const stat = lstatSync(folder);
    if (!stat.isDirectory() || (process.getuid !== undefined && stat.uid !== process.getuid())) continue;
    if (!restoreChangedProfile(folder)) continue;
    rmSync(folder, { recursive: true, force: true });
    removed++;
  }
  return removed;
}
