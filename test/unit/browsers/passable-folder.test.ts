import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { FolderClosed, makePassableFolder, othersMayPass, withinReach } from "../../../browsers/process/passable-folder.ts";
import { Scratch } from "../../../browsers/process/scratch.ts";

const NOBODY = 65_534;
const UNIX = process.platform === "win32" ? "modes are Unix's" : false;
const ROOT = process.getuid?.() === 0 ? false : "only root can be somebody else";

describe("folders through which others may pass", { skip: UNIX }, () => {
  const open = UNIX === false && othersMayPass(tmpdir()) ? tmpdir() : "/tmp";
  const made: string[] = [];
  const keep = (folder: string): string => {
    made.push(folder);
    return folder;
  };
  const closed = (): string => keep(mkdtempSync(join(open, "tlscope-closed-")));
  after(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  test("what lies below a closed folder is out of reach, by any path", () => {
    const folder = closed();
    mkdirSync(join(folder, "inside"), { mode: 0o755 });
    assert.equal(othersMayPass(join(folder, "inside")), false);
    const link = join(keep(makePassableFolder("tlscope-link-", [open])), "link");
    symlinkSync(join(folder, "inside"), link);
    assert.equal(othersMayPass(link), false);
    chmodSync(folder, 0o711);
    assert.equal(othersMayPass(link), true);
    assert.equal(othersMayPass(join(folder, "missing")), false);
  });

  test("one is made where temporary files belong, else where others may pass, else not at all", () => {
    const [shut, fine] = [closed(), keep(makePassableFolder("tlscope-fine-", [open]))];
    const folder = makePassableFolder("x-", [shut, fine]);
    assert.ok(folder.startsWith(fine));
    assert.equal(statSync(folder).mode & 0o777, 0o711);
    assert.throws(() => makePassableFolder("x-", [shut]), (error) => error instanceof FolderClosed);
  });

  test("made elsewhere, it goes with the process", () => {
    const shut = closed();
    const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", `
      import { makePassableFolder } from ${JSON.stringify(new URL("../../../browsers/process/passable-folder.ts", import.meta.url).href)};
      console.log(makePassableFolder("tlscope-gone-"));
    `], { encoding: "utf8", env: { ...process.env, TMPDIR: shut } });
    assert.match(stdout, /tlscope-gone-/, stderr);
    assert.ok(!stdout.startsWith(shut));
    assert.equal(existsSync(stdout.trim()), false);
  });

  test("a program in a closed folder is copied, links and modes with it; one within reach stays where it is", () => {
    const [shut, to] = [closed(), keep(makePassableFolder("tlscope-reach-", [open]))];
    const program = join(shut, "program");
    mkdirSync(join(program, "bin"), { recursive: true });
    writeFileSync(join(program, "bin", "run"), "#!/bin/sh\necho ran\n", { mode: 0o755 });
    symlinkSync("run", join(program, "bin", "also"));
    const copy = withinReach(program, join(to, "program"));
    assert.equal(copy, join(to, "program"));
    assert.ok(othersMayPass(join(copy, "bin")));
    assert.equal(spawnSync(join(copy, "bin", "also"), { encoding: "utf8" }).stdout, "ran\n");
    assert.equal(withinReach(copy, join(to, "again")), copy);
    assert.equal(existsSync(join(to, "again")), false);
  });

  test("another user runs what is there, and does not read what is kept from it", { skip: ROOT }, () => {
    const shut = closed();
    writeFileSync(join(shut, "run"), "#!/bin/sh\necho ran\n", { mode: 0o755 });
    const folder = keep(makePassableFolder("tlscope-other-", [open]));
    writeFileSync(join(folder, "key"), "secret", { mode: 0o600 });
    const as = { uid: NOBODY, gid: NOBODY, encoding: "utf8", cwd: "/" } as const;
    assert.notEqual(spawnSync(join(shut, "run"), as).status, 0);
    assert.equal(spawnSync(join(withinReach(shut, join(folder, "program")), "run"), as).stdout, "ran\n");
    assert.notEqual(spawnSync("cat", [join(folder, "key")], as).status, 0);
    assert.notEqual(spawnSync("ls", [folder], as).status, 0);
  });

  test("a run of tests lets others pass, a session of a person does not", { skip: othersMayPassHere() }, () => {
    for (const passable of [true, false]) {
      const scratch = new Scratch("unit", { passable });
      try {
        assert.equal(othersMayPass(scratch.folder), passable);
      } finally {
        scratch.clearNow();
      }
    }
  });
});

function othersMayPassHere(): string | false {
  return UNIX === false && othersMayPass(tmpdir()) ? false : "temporary files are kept from others here";
}
