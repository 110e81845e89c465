import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { test } from "node:test";
import { Scratch } from "../../../browsers/process/scratch.ts";

test("clearing ends the processes that live in the folder, by argument or by environment, and removes it", { skip: process.platform !== "linux" && "reads /proc" }, async () => {
  const scratch = new Scratch("unit");
  writeFileSync(join(scratch.folder, "profile.txt"), "");
  const wait = "setInterval(() => {}, 1000); console.log('up')";
  const children = [
    spawn(process.execPath, ["-e", wait, "--", join(scratch.folder, "profile")], { detached: true, stdio: ["ignore", "pipe", "ignore"] }),
    spawn(process.execPath, ["-e", wait], { detached: true, env: scratch.env, stdio: ["ignore", "pipe", "ignore"] }),
  ];
  const stranger = spawn(process.execPath, ["-e", wait], { stdio: ["ignore", "pipe", "ignore"] });
  try {
    await Promise.all([...children, stranger].map((child) => once(child.stdout, "data")));
    const ends = children.map((child) => once(child, "exit"));
    scratch.clearNow();
    for (const [, signal] of await Promise.all(ends)) assert.equal(signal, "SIGKILL");
    assert.equal(existsSync(scratch.folder), false);
    assert.equal(stranger.exitCode ?? stranger.signalCode, null);
  } finally {
    for (const child of [...children, stranger]) child.kill("SIGKILL");
  }
});
