import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { installCompanion, uninstallCompanion } from "../../../companion/install/install.ts";
import { manifestPlace, type Machine } from "../../../companion/install/places.ts";

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

test("a manifest of somebody else is left alone", async () => {
  const folder = join(home, ".config", "google-chrome", "NativeMessagingHosts");
  mkdirSync(folder, { recursive: true });
  const other = join(folder, "tlscope.companion.json");
  writeFileSync(other, JSON.stringify({ name: "another.host" }));
  assert.deepEqual(await uninstallCompanion(machine, "chrome"), []);
  assert.equal(existsSync(other), true);
});

test("where each system keeps manifests", () => {
  const place = (platform: NodeJS.Platform, browser: "firefox" | "edge", env = {}) => manifestPlace(browser, { platform, home: "/h", env }, "tlscope.companion");
  assert.deepEqual(place("darwin", "firefox"), { kind: "folder", folder: "/h/Library/Application Support/Mozilla/NativeMessagingHosts" });
  assert.deepEqual(place("linux", "edge", { XDG_CONFIG_HOME: "/c" }), { kind: "folder", folder: "/c/microsoft-edge/NativeMessagingHosts" });
  const windows = place("win32", "edge");
  assert.equal(windows.kind === "registry" && windows.key, "HKCU\\Software\\Microsoft\\Edge\\NativeMessagingHosts\\tlscope.companion");
});
