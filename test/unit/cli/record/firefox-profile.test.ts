// A profile of Firefox of one's own: changed while it is recorded, as it was before afterwards, and never while a browser runs on it.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { runInNewContext } from "node:vm";
import { firefoxLockHolder, restoreProfile, sendThroughTunnel } from "../../../../cli/record/firefox-profile.ts";
import { makePrivateFolder, noteChangedProfile, removeLeftovers } from "../../../../cli/record/private-folder.ts";
import { checkProfile } from "../../../../cli/record/profile.ts";
import { InputError } from "../../../../cli/errors.ts";

const folder = mkdtempSync(join(tmpdir(), "tlscope-profiles-"));
after(() => rmSync(folder, { recursive: true }));

const PREFS = "// Mozilla User Preferences\n\nuser_pref(\"browser.startup.page\", 3);\nuser_pref(\"network.proxy.type\", 0);\nuser_pref(\"zoom\", true);\n";
/** No process has that number: Linux gives at most 4,194,304. */
const NOBODY = 4_194_305;

function profile(files: Readonly<Record<string, string>> = {}): string {
  const path = mkdtempSync(join(folder, "profile-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

const text = (path: string, name: string): string => readFileSync(join(path, name), "utf8");

/** What Firefox does with user.js when it starts and ends. */
function firefoxRan(path: string): void {
  const own = text(path, "user.js").split("\n").filter((line) => line.startsWith("user_pref("));
  const names = own.map((line) => line.slice(0, line.indexOf(",")));
  const kept = (existsSync(join(path, "prefs.js")) ? text(path, "prefs.js") : "// Mozilla User Preferences\n\n").split("\n").filter((line) => !names.some((name) => line.startsWith(`${name},`)));
  writeFileSync(join(path, "prefs.js"), [...kept.slice(0, -1), ...own, ""].join("\n"));
}

describe("a profile of Firefox", () => {
  test("goes through the tunnel, and directly where nobody listens any more", () => {
    const path = profile();
    sendThroughTunnel(path, 4321);
    const [, url] = /"network\.proxy\.autoconfig_url", ("data:[^\n]*")\);/.exec(text(path, "user.js")) ?? [];
    const script = decodeURIComponent((JSON.parse(url ?? "null") as string).replace(/^data:application\/x-ns-proxy-autoconfig,/, ""));
    const answers = ["https://a.test/", "wss://a.test/", "http://a.test/", "ws://a.test/"].map((each) => runInNewContext(`${script}; FindProxyForURL(${JSON.stringify(each)})`) as unknown);
    assert.deepEqual(answers, ["PROXY 127.0.0.1:4321; DIRECT", "PROXY 127.0.0.1:4321; DIRECT", "DIRECT", "DIRECT"]);
  });

  test("has the settings that it had when the recording is over", () => {
    for (const user of [undefined, "user_pref(\"mine\", 1);\n", "user_pref(\"mine\", 1);"]) {
      const path = profile({ "prefs.js": PREFS, ...(user === undefined ? {} : { "user.js": user }) });
      sendThroughTunnel(path, 4321);
      firefoxRan(path);
      assert.match(text(path, "prefs.js"), /"network\.proxy\.type", 2/);
      restoreProfile(path);
      assert.deepEqual(text(path, "prefs.js").split("\n").sort(), [...PREFS.split("\n"), ...(user === undefined ? [] : ["user_pref(\"mine\", 1);"])].sort());
      assert.equal(existsSync(join(path, "user.js")), user !== undefined);
      if (user !== undefined) assert.equal(text(path, "user.js").trimEnd(), user.trimEnd());
    }
  });

  test("that never had a proxy has none afterwards, and another that was set meanwhile stays", () => {
    const bare = profile();
    sendThroughTunnel(bare, 4321);
    firefoxRan(bare);
    restoreProfile(bare);
    assert.ok(!text(bare, "prefs.js").includes("network.proxy"));
    const set = profile({ "prefs.js": PREFS });
    sendThroughTunnel(set, 4321);
    const own = PREFS.replace("\"network.proxy.type\", 0", "\"network.proxy.type\", 1");
    writeFileSync(join(set, "prefs.js"), own);
    restoreProfile(set);
    assert.equal(text(set, "prefs.js"), own);
  });

  test("with a proxy of its own is refused, and left alone", () => {
    for (const file of ["prefs.js", "user.js"]) {
      const path = profile({ [file]: "user_pref(\"network.proxy.type\", 1);\n" });
      assert.throws(() => sendThroughTunnel(path, 4321), (error) => error instanceof InputError && error.code === "profile-has-proxy");
      assert.equal(text(path, file), "user_pref(\"network.proxy.type\", 1);\n");
    }
  });

  test("that a kill left changed is restored when the next recording starts", () => {
    const path = profile({ "prefs.js": PREFS });
    const killed = makePrivateFolder(folder).replace(String(process.pid), String(NOBODY));
    mkdirSync(killed);
    noteChangedProfile(killed, path);
    sendThroughTunnel(path, 4321);
    firefoxRan(path);
    // Firefox outlives a recording that was killed: as long as it runs there, nothing is touched.
    symlinkSync(`127.0.0.1:+${process.pid}`, join(path, "lock"));
    removeLeftovers(folder);
    assert.ok(existsSync(killed) && existsSync(join(path, "user.js")));
    rmSync(join(path, "lock"));
    removeLeftovers(folder);
    assert.ok(!existsSync(killed) && !existsSync(join(path, "user.js")));
    assert.ok(!text(path, "prefs.js").includes("autoconfig"));
  });

  test("on which a browser runs is refused; the lock of a process that is gone holds nothing", () => {
    const path = profile();
    assert.equal(firefoxLockHolder(path), undefined);
    symlinkSync(`127.0.1.1:+${process.pid}`, join(path, "lock"));
    assert.throws(() => checkProfile(path, "firefox"), (error) => error instanceof InputError && error.code === "profile-in-use");
    rmSync(join(path, "lock"));
    symlinkSync(`127.0.1.1:+${NOBODY}`, join(path, "lock"));
    checkProfile(path, "firefox");
    rmSync(join(path, "lock"));
    symlinkSync(`192.0.2.1:+${NOBODY}`, join(path, "lock"));
    assert.throws(() => checkProfile(path, "firefox"), /a browser is running/);
  });

  test("whose notes somebody edited is restored to Firefox's default", () => {
    const path = profile({ "prefs.js": PREFS });
    sendThroughTunnel(path, 4321);
    firefoxRan(path);
    writeFileSync(join(path, "user.js"), text(path, "user.js").replace(/^\/\/ before: .*$/m, "// before: [{"));
    restoreProfile(path);
    assert.ok(!text(path, "prefs.js").includes("network.proxy"));
  });
});
