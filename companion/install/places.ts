import { join } from "node:path";

export const NATIVE_BROWSERS = ["firefox", "chromium", "chrome", "edge"] as const;
export type Browser = (typeof NATIVE_BROWSERS)[number];

/** What the places depend on. */
export interface Machine {
  platform: NodeJS.Platform;
  home: string;
  env: Readonly<Record<string, string | undefined>>;
}

/** Where a browser looks for native messaging manifests of this user. */
export type ManifestPlace = { kind: "folder"; folder: string } | { kind: "registry"; key: string; folder: string };

const MAC: Readonly<Record<Browser, string>> = { firefox: "Mozilla", chromium: "Chromium", chrome: "Google/Chrome", edge: "Microsoft Edge" };
const LINUX: Readonly<Record<Exclude<Browser, "firefox">, string>> = { chromium: "chromium", chrome: "google-chrome", edge: "microsoft-edge" };
const WINDOWS: Readonly<Record<Browser, string>> = {
  firefox: "Software\\Mozilla", chromium: "Software\\Chromium", chrome: "Software\\Google\\Chrome", edge: "Software\\Microsoft\\Edge",
};

/**
 * MDN "Native manifests", Chrome's "Native messaging", Edge's "Native messaging". `userDataFolder`: what Chromium was started with as
 * --user-data-dir; it then reads the manifests of this user there, and nowhere else. Windows has them in the registry all the same.
 */
export function manifestPlace(browser: Browser, machine: Machine, name: string, userDataFolder?: string): ManifestPlace {
  const { platform, home, env } = machine;
  if (userDataFolder !== undefined && platform !== "win32") return { kind: "folder", folder: join(userDataFolder, "NativeMessagingHosts") };
  if (platform === "win32") return { kind: "registry", key: `HKCU\\${WINDOWS[browser]}\\NativeMessagingHosts\\${name}`, folder: join(dataFolder(machine), browser) };
  if (platform === "darwin") return { kind: "folder", folder: join(home, "Library", "Application Support", MAC[browser], "NativeMessagingHosts") };
  if (browser === "firefox") return { kind: "folder", folder: join(home, ".mozilla", "native-messaging-hosts") };
  return { kind: "folder", folder: join(env["XDG_CONFIG_HOME"] ?? join(home, ".config"), LINUX[browser], "NativeMessagingHosts") };
}

/** Where the launcher lies: the program that a browser starts. */
export function dataFolder({ platform, home, env }: Machine): string {
  if (platform === "win32") return join(env["LOCALAPPDATA"] ?? join(home, "AppData", "Local"), "tlscope");
  if (platform === "darwin") return join(home, "Library", "Application Support", "tlscope");
  return join(env["XDG_DATA_HOME"] ?? join(home, ".local", "share"), "tlscope");
}
