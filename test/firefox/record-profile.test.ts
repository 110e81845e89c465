// `tlscope record firefox --profile DIR`: a profile of one's own in a real Firefox, recorded, and as it was before afterwards.
import assert from "node:assert/strict";
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { trustRoots } from "../../browsers/nss.ts";
import { until } from "../../browsers/until.ts";
import type { Lab } from "../../lab/lab.ts";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { tlscope } from "../support/command.ts";
import { recordWith } from "../support/ways.ts";

const HOST = "chain-unrelated.test";
const OWN = "user_pref(\"app.update.auto\", false);\nuser_pref(\"services.settings.server\", \"data:,\");\nuser_pref(\"network.proxy.type\", 0);\n";

describe("a Firefox with a profile of one's own", { skip: process.platform === "linux" ? false : "on Linux alone" }, () => {
  const folder = mkdtempSync(join(tmpdir(), "tlscope-own-profile-"));
  const [profile, out, scratch] = [join(folder, "profile"), join(folder, "out.json"), join(folder, "scratch")];
  let lab: Lab;

  before(async () => {
    lab = await sharedLab();
    mkdirSync(profile);
    mkdirSync(scratch);
    await trustRoots(profile, lab.rootPems);
    writeFileSync(join(profile, "user.js"), OWN);
  });

  after(async () => {
    await lab.stop();
    rmSync(folder, { recursive: true });
  });

  test("is recorded, refused to a second recording meanwhile, and has its proxy back afterwards", { timeout: 180_000 }, async () => {
    const recording = recordWith(["firefox", "--headless", "--profile", profile, "--yes", "--resolve", "*.test=127.0.0.1", "--out", out, lab.url(HOST)], out, [HOST], { ...process.env, TMPDIR: scratch, HOME: folder }, 90_000);
    await until(() => lstatSync(join(profile, "lock"), { throwIfNoEntry: false }) !== undefined, (locked) => locked, { what: "Firefox locks its profile", patience: 60_000 });
    const second = await tlscope(["record", "firefox", "--profile", profile, "--yes"]);
    assert.deepEqual([second.status, /a browser is running on/.test(second.stderr)], [2, true], second.stderr);
    const { observations } = await recording;
    assert.deepEqual(observations.find(({ host }) => host === HOST)?.tlsInfo.sentChain, lab.sentChain(HOST));
    assert.equal(readFileSync(join(profile, "user.js"), "utf8"), OWN);
    const prefs = readFileSync(join(profile, "prefs.js"), "utf8");
    assert.ok(prefs.includes("app.update.auto") && !prefs.includes("autoconfig_url"), prefs);
    assert.ok(!/network\.proxy\.type", 2/.test(prefs), prefs);
  });
});
