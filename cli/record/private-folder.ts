import { lstatSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRunning } from "../../companion/native/processes.ts";

const PREFIX = "tlscope-record-";

/**
 * A folder for what must not stay: a new profile, the browser's log, the key log. Nobody else may look into it (mode 0700).
 * Its name has our process's number, so that the next start finds what a kill left behind.
 */
export function makePrivateFolder(parent = tmpdir()): string {
  return mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
}

/** Removes what recordings left whose processes are gone. Gives how many that were. */
export function removeLeftovers(parent = tmpdir()): number {
  let removed = 0;
  for (const name of readdirSync(parent)) {
    const [, pid] = /^tlscope-record-(\d+)-/.exec(name) ?? [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const folder = join(parent, name);
    // Of others' folders nothing is known, and a link is none of ours.
    const stat = lstatSync(folder);
    if (!stat.isDirectory() || (process.getuid !== undefined && stat.uid !== process.getuid())) continue;
    rmSync(folder, { recursive: true, force: true });
    removed++;
  }
  return removed;
}
