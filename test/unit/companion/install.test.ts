import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { InstallError, installCompanion, uninstallCompanion } from "../../../companion/install/install.ts";
import { NATIVE_BROWSERS, manifestPlace, type Browser, type Machine } from "../../../companion/install/places.ts";

const home = mkdtempSync(join(tmpdir(), "tlscope-install-"));
after(() => rmSync(home, { recursive: true }));

const machine: Machine = { platform: "linux", home, env: {} };
const ID = "abcdefghijklmnopabcdefghijklmnop";

test("the manifest names the launcher and the one add-on, and the launcher starts the command", async () => {
  const folder = join(home, "it's here");
  mkdirSync(folder);
  const script = join(folder, "tlscope.mjs");
  writeFileSync(script, "console.log(JSON.stringify(process.argv.slice(2)));\n");
  const files = await installCompanion({ machine, browser: "firefox", node: process.execPath, script, extensionIds: [] });
  const manifest = join(home, ".mozilla", "native-messaging-hosts", "tlscope.companion.json");
  const launcher = join(home, ".local", "share", "tlscope", "companion");
  assert.deepEqual(files, [launcher, manifest]);
  const { description, ...read } = JSON.parse(readFileSync(manifest, "utf8")) as Record<string, unknown>;
  assert.equal(typeof description, "string");
  assert.deepEqual(read, { name: "tlscope.companion", path: launcher, type: "stdio", allowed_extensions: ["tlscope@tlscope.addon"] });
  assert.equal(statSync(launcher).mode & 0o777, 0o755);
  assert.deepEqual(JSON.parse(execFileSync(launcher, [manifest, "a b"], { env: {}, encoding: "utf8" })), ["native-host", manifest, "a b"]);
});

test("Chromium's names its origin; the launcher stays until the last manifest is gone", async () => {
  await installCompanion({ machine, browser: "chromium", node: process.execPath, script: "/x.mjs", extensionIds: [ID] });
  const manifest = join(home, ".config", "chromium", "NativeMessagingHosts", "tlscope.companion.json");
  const { allowed_origins } = JSON.parse(readFileSync(manifest, "utf8")) as { allowed_origins: string[] };
  assert.deepEqual(allowed_origins, [`chrome-extension://${ID}/`]);
  const launcher = join(home, ".local", "share", "tlscope", "companion");
  assert.deepEqual(await uninstallCompanion(machine, "firefox"), [join(home, ".mozilla", "native-messaging-hosts", "tlscope.companion.json")]);
  assert.equal(existsSync(launcher), true);
  assert.deepEqual(await uninstallCompanion(machine, "chromium"), [manifest, launcher]);
  assert.deepEqual(await uninstallCompanion(machine, "chromium"), []);
});

test("nobody else may change what is written, whatever the umask", async () => {
  const own: Machine = { ...machine, home: join(home, "umask") };
  const before = process.umask(0);
  try {
    const files = await installCompanion({ machine: own, browser: "firefox", node: process.execPath, script: "/x.mjs", extensionIds: [] });
    const folders = files.map((file) => dirname(file));
    assert.deepEqual([...files, ...folders].filter((path) => (statSync(path).mode & 0o022) !== 0), []);
    process.umask(0o077);
    await installCompanion({ machine: own, browser: "firefox", node: process.execPath, script: "/x.mjs", extensionIds: [] });
    assert.deepEqual(files.map((file) => statSync(file).mode & 0o777), [0o755, 0o644]);
  } finally {
    process.umask(before);
  }
});

test("a damaged manifest of our name is removed", async () => {
  const own: Machine = { ...machine, home: join(home, "damaged") };
  const [launcher = "", manifest = ""] = await installCompanion({ machine: own, browser: "firefox", node: process.execPath, script: "/x.mjs", extensionIds: [] });
  for (const text of ["", "{\"name\": \"tlscope.comp", "\0\0\0"]) {
    writeFileSync(manifest, text);
    assert.ok((await uninstallCompanion(own, "firefox")).includes(manifest), JSON.stringify(text));
  }
  assert.equal(existsSync(launcher), false);
});

test("a manifest of somebody else is left alone", async () => {
  const folder = join(home, ".config", "google-chrome", "NativeMessagingHosts");
  mkdirSync(folder, { recursive: true });
  const other = join(folder, "tlscope.companion.json");
  writeFileSync(other, JSON.stringify({ name: "another.host" }));
  assert.deepEqual(await uninstallCompanion(machine, "chrome"), []);
  assert.equal(existsSync(other), true);
});

test("every browser's manifest, on Linux and macOS, is written, read by nobody else, and removed", async () => {
  const folders = {
    linux: { firefox: ".mozilla/native-messaging-hosts", chromium: ".config/chromium/NativeMessagingHosts", chrome: ".config/google-chrome/NativeMessagingHosts", edge: ".config/microsoft-edge/NativeMessagingHosts" },
    darwin: {
      firefox: "Library/Application Support/Mozilla/NativeMessagingHosts", chromium: "Library/Application Support/Chromium/NativeMessagingHosts",
      chrome: "Library/Application Support/Google/Chrome/NativeMessagingHosts", edge: "Library/Application Support/Microsoft Edge/NativeMessagingHosts",
    },
  } as const;
  for (const [platform, byBrowser] of Object.entries(folders) as ["linux" | "darwin", Readonly<Record<Browser, string>>][]) {
    const own: Machine = { platform, home: join(home, platform), env: {} };
    for (const browser of NATIVE_BROWSERS) {
      const [launcher = "", manifest] = await installCompanion({ machine: own, browser, node: process.execPath, script: "/x.mjs", extensionIds: [ID] });
      assert.equal(manifest, join(home, platform, byBrowser[browser], "tlscope.companion.json"));
      const { path, type } = JSON.parse(readFileSync(manifest, "utf8")) as { path: string; type: string };
      assert.deepEqual([path, type], [launcher, "stdio"]);
    }
    for (const browser of NATIVE_BROWSERS) assert.ok((await uninstallCompanion(own, browser)).length > 0, browser);
    assert.equal(existsSync(join(home, platform, byBrowser.firefox, "tlscope.companion.json")), false);
  }
});

test("where there is no Windows registry, what is to be done is said", { skip: process.platform === "win32" ? "there is one" : false }, async () => {
  const windows: Machine = { platform: "win32", home: join(home, "windows"), env: {} };
  await assert.rejects(installCompanion({ machine: windows, browser: "edge", node: "C:\\node.exe", script: "C:\\tlscope.mjs", extensionIds: [ID] }), (error) =>
    error instanceof InstallError && error.message.includes("HKCU\\Software\\Microsoft\\Edge\\NativeMessagingHosts\\tlscope.companion") && error.message.includes("tlscope.companion.json"));
});

test("where each system keeps manifests", () => {
  const place = (platform: NodeJS.Platform, browser: "firefox" | "edge", env = {}) => manifestPlace(browser, { platform, home: "/h", env }, "tlscope.companion");
  assert.deepEqual(place("darwin", "firefox"), { kind: "folder", folder: "/h/Library/Application Support/Mozilla/NativeMessagingHosts" });
  assert.deepEqual(place("linux", "edge", { XDG_CONFIG_HOME: "/c" }), { kind: "folder", folder: "/c/microsoft-edge/NativeMessagingHosts" });
  const windows = place("win32", "edge");
  assert.equal(windows.kind === "registry" && windows.key, "HKCU\\Software\\Microsoft\\Edge\\NativeMessagingHosts\\tlscope.companion");
});

test("a Chromium with a profile folder of its own reads manifests there alone", async () => {
  const own: Machine = { platform: "linux", home: mkdtempSync(join(tmpdir(), "tlscope-own-")), env: {} };
  const userDataFolder = join(own.home, "profile");
  const [, manifest = ""] = await installCompanion({ machine: own, browser: "chromium", node: process.execPath, script: "/x.mjs", extensionIds: [ID], userDataFolder });
  assert.equal(manifest, join(userDataFolder, "NativeMessagingHosts", "tlscope.companion.json"));
  assert.deepEqual(await uninstallCompanion(own, "chromium"), [], "in the usual place there is none");
  assert.deepEqual(await uninstallCompanion(own, "chromium", userDataFolder), [manifest, join(own.home, ".local", "share", "tlscope", "companion")]);
});
