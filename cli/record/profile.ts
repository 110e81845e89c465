import { readlinkSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { isRunning } from "../../companion/native/processes.ts";
import { InputError } from "../errors.ts";
import type { RecordedBrowser } from "./arguments.ts";
import { firefoxLockHolder } from "./firefox-profile.ts";

/** Refuses a profile that is none, or on which the browser is running. @throws InputError */
export function checkProfile(folder: string, browser: RecordedBrowser = "chromium"): void {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat?.isDirectory() !== true) throw new InputError(`${folder} is no folder of a profile`, "profile-missing");
  const holder = browser === "firefox" ? firefoxLockHolder(folder) : lockHolder(folder);
  if (holder !== undefined) throw new InputError(`a browser is running on ${folder} (${holder}): close it first`, "profile-in-use");
}

/** Who holds the profile, by Chromium's lock: a link to "host-pid". One whose process is gone holds nothing. */
function lockHolder(folder: string): string | undefined {
  let target: string;
  try {
    target = readlinkSync(join(folder, "SingletonLock"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    if (error instanceof Error && "code" in error && error.code === "EINVAL") return "its lock is there";
    throw error;
  }
  const [, host, pid] = /^(.+)-(\d+)$/.exec(target) ?? [];
  if (host === hostname() && !isRunning(Number(pid))) return undefined;
  return `process ${pid ?? "?"}${host === hostname() ? "" : ` on ${host ?? "?"}`}`;
}
