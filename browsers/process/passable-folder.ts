/**
 * Folders through which another user may pass: a program that was started as root and goes on as somebody else cannot get at what lies in a
 * checkout, or among temporary files, that are closed to others.
 */
import { chmodSync, cpSync, linkSync, lstatSync, mkdtempSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** No folder for temporary files lets others pass. */
export class FolderClosed extends Error {
  readonly code = "folder-closed";
}

const OTHERS_PASS = 0o001;

/** Whether any user may pass through the folder and all above it. False where it is not there. */
export function othersMayPass(folder: string): boolean {
  try {
    for (let path = realpathSync(folder); ; path = dirname(path)) {
      if ((statSync(path).mode & OTHERS_PASS) === 0) return false;
      if (path === dirname(path)) return true;
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

/**
 * Makes an empty temporary folder that any user may pass through, and only this one may list or write; what is to be kept from others needs
 * a mode of its own. It lies where temporary files belong, or, where that is closed to others, in a system's usual place (and is then
 * removed when this process ends, at the latest). Throws FolderClosed.
 */
export function makePassableFolder(prefix: string, places: readonly string[] = [tmpdir(), "/tmp", "/var/tmp"]): string {
  const place = places.find(othersMayPass);
  if (place === undefined) throw new FolderClosed(`none of ${places.join(", ")} lets other users pass`);
  const folder = mkdtempSync(join(place, prefix));
  chmodSync(folder, 0o711);
  if (place !== places[0]) process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder of programs as it is where others may pass to it, else a copy at `to`, of hard links where both lie on one file system. */
export function withinReach(folder: string, to: string): string {
  if (othersMayPass(folder)) return folder;
  cpSync(folder, to, { recursive: true, verbatimSymlinks: true, filter: (from, copy) => !isLinked(from, copy) });
  chmodSync(to, 0o755);
  return to;
}

/** Links a file, and gives whether that was done. Folders and symbolic links are copied. */
function isLinked(from: string, copy: string): boolean {
  if (!lstatSync(from).isFile()) return false;
  try {
    linkSync(from, copy);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "EXDEV" || error.code === "EPERM" || error.code === "EMLINK")) return false;
    throw error;
  }
}
