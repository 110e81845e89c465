import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRecord } from "../../src/core/is-record.ts";
import { dataFolder, type Machine } from "../install/places.ts";
import { isRunning, readIfThere } from "./processes.ts";

/** How a recording that runs is reached. */
export interface Announcement {
  /** The process that records. */
  recorder: number;
  /** The recorded browser's first process. */
  browser: number;
  /** A Unix socket; on Windows a named pipe. */
  socket: string;
}

/** Characters of an announcement, and how many are looked at. */
const MAX_LENGTH = 4096;
const MAX_ANNOUNCEMENTS = 50;
const MAX_PID = 2 ** 32 - 1;

/** Where recordings say that they run: a folder of this person's, which nobody else may look into. */
export function announcementsFolder(machine: Machine): string {
  return join(dataFolder(machine), "recordings");
}

/** Says that a recording runs. Returns what takes it back. Removes what recordings left that were killed. */
export function announceRecording(machine: Machine, { recorder, browser, socket }: Announcement): () => void {
  const folder = announcementsFolder(machine);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  for (const name of readdirSync(folder)) {
    const pid = recorderOf(name);
    if (pid !== undefined && !isRunning(pid)) rmSync(join(folder, name), { force: true });
  }
  const file = join(folder, `${recorder}.json`);
  writeFileSync(file, JSON.stringify({ browser, socket }), { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** The recordings that run. What is no announcement is passed over, and so is a folder that others could have written into. */
export function announcements(machine: Machine): Announcement[] {
  const folder = announcementsFolder(machine);
  const stat = readIfThere(() => lstatSync(folder));
  if (stat?.isDirectory() !== true || !isOwn(stat)) return [];
  return readdirSync(folder).slice(0, MAX_ANNOUNCEMENTS).flatMap((name) => {
    const recorder = recorderOf(name);
    if (recorder === undefined || !isRunning(recorder)) return [];
    const text = readIfThere(() => readFileSync(join(folder, name), "utf8"));
    return text === undefined || text.length > MAX_LENGTH ? [] : announcementOf(recorder, text);
  });
}

function announcementOf(recorder: number, text: string): Announcement[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // It is just being written, or was damaged.
    if (error instanceof SyntaxError) return [];
    throw error;
  }
  if (!isRecord(value)) return [];
  const { browser, socket } = value;
  if (typeof browser !== "number" || !Number.isInteger(browser) || browser < 1 || browser > MAX_PID || typeof socket !== "string" || socket === "") return [];
  return [{ recorder, browser, socket }];
}

function recorderOf(name: string): number | undefined {
  const [, pid] = /^(\d{1,10})\.json$/.exec(name) ?? [];
  return pid === undefined ? undefined : Number(pid);
}

function isOwn({ uid, mode }: { uid: number; mode: number }): boolean {
  // Windows has neither.
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0);
}
