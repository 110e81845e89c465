import { execFile } from "node:child_process";
import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { FIREFOX_ID, HOST_NAME } from "../native/caller.ts";
import { NATIVE_BROWSERS, dataFolder, manifestPlace, type Browser, type Machine } from "./places.ts";

const run = promisify(execFile);

/** The companion cannot be installed, or not here. */
export class InstallError extends Error {
  override readonly name = "InstallError";
  readonly code = "install";
}

export interface Installation {
  machine: Machine;
  browser: Browser;
  /** Absolute paths: the Node to run with, and the built tlscope.mjs. */
  node: string;
  script: string;
  /** Ids of the extensions that may call; Firefox's is known. */
  extensionIds: readonly string[];
  /** Of a Chromium that is started with --user-data-dir. */
  userDataFolder?: string;
}

/** Writes the launcher and the manifest for this user; gives the files written. What is there is replaced. @throws InstallError */
export async function installCompanion({ machine, browser, node, script, extensionIds, userDataFolder }: Installation): Promise<string[]> {
  const launcher = launcherPath(machine);
  const place = manifestPlace(browser, machine, HOST_NAME, userDataFolder);
  const manifest = join(place.folder, `${HOST_NAME}.json`);
  try {
    // Whatever the umask: a browser starts what is named here, so that nobody else may change it, nor put another file in its place.
    await mkdir(dataFolder(machine), { recursive: true, mode: 0o755 });
    await writeOwn(launcher, launcherText(machine, node, script), 0o755);
    await mkdir(place.folder, { recursive: true, mode: 0o755 });
    await writeOwn(manifest, `${JSON.stringify(manifestOf(browser, launcher, extensionIds), null, 2)}\n`, 0o644);
    if (place.kind === "registry") await register(place.key, manifest);
  } catch (error) {
    if (error instanceof InstallError) throw error;
    throw new InstallError(`the companion cannot be installed: ${error instanceof Error ? error.message : String(error)}`);
  }
  return [launcher, manifest];
}

/** Removes the manifest, and the launcher with the last of them; gives the files removed. @throws InstallError for a manifest that is not ours */
export async function uninstallCompanion(machine: Machine, browser: Browser, userDataFolder?: string): Promise<string[]> {
  const place = manifestPlace(browser, machine, HOST_NAME, userDataFolder);
  const manifest = join(place.folder, `${HOST_NAME}.json`);
  const launcher = launcherPath(machine);
  const removed: string[] = [];
  try {
    if (await isOurs(manifest)) {
      await rm(manifest);
      removed.push(manifest);
    }
    if (place.kind === "registry") await run("reg", ["delete", place.key, "/f"]);
    const others = await Promise.all(NATIVE_BROWSERS.map((each) => isOurs(join(manifestPlace(each, machine, HOST_NAME).folder, `${HOST_NAME}.json`))));
    // Where nothing was ours, a manifest in a profile folder may still name the launcher.
    if (removed.length > 0 && !others.includes(true) && await content(launcher) !== undefined) {
      await rm(launcher);
      removed.push(launcher);
    }
  } catch (error) {
    throw new InstallError(`the companion cannot be removed: ${error instanceof Error ? error.message : String(error)}`);
  }
  return removed;
}

/** The default value of a key of this user says where the manifest is. */
async function register(key: string, manifest: string): Promise<void> {
  try {
    await run("reg", ["add", key, "/ve", "/t", "REG_SZ", "/d", manifest, "/f"]);
  } catch (error) {
    throw new InstallError(`the manifest is written, and the registry could not be changed: set the default value of ${key} to ${manifest} yourself (${error instanceof Error ? error.message : String(error)})`);
  }
}

/** What a browser reads. */
function manifestOf(browser: Browser, path: string, extensionIds: readonly string[]): object {
  return {
    name: HOST_NAME,
    description: "TLScope's companion: connects to a server once more, and tells what it sent.",
    path, type: "stdio",
    ...(browser === "firefox" ? { allowed_extensions: [FIREFOX_ID] } : { allowed_origins: extensionIds.map((id) => `chrome-extension://${id}/`) }),
  };
}

function launcherPath(machine: Machine): string {
  return join(dataFolder(machine), machine.platform === "win32" ? "companion.bat" : "companion");
}

/** Browsers start one program without arguments of ours, with few variables in the environment: all paths are absolute. */
function launcherText({ platform }: Machine, node: string, script: string): string {
  if (platform === "win32") {
    if (/["%\r\n]/.test(node + script)) throw new InstallError(`a path with a quotation mark or a per cent sign cannot stand in a launcher: ${script}`);
    return `@echo off\r\n"${node}" "${script}" native-host %*\r\n`;
  }
  const quoted = (path: string): string => `'${path.replaceAll("'", "'\\''")}'`;
  return `#!/bin/sh\nexec ${quoted(node)} ${quoted(script)} native-host "$@"\n`;
}

async function writeOwn(file: string, text: string, mode: number): Promise<void> {
  await writeFile(file, text, { mode: 0o600 });
  await chmod(file, mode);
}

/** A file of our name that is damaged is ours, too: no browser can read it, and nobody else has a use for it. */
async function isOurs(manifest: string): Promise<boolean> {
  const text = await content(manifest);
  if (text === undefined) return false;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return true;
    throw error;
  }
  return typeof value === "object" && value !== null && "name" in value && value.name === HOST_NAME;
}

async function content(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return undefined;
    throw error;
  }
}
