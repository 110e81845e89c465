import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, lstatSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { KeyLines, openKeyPipe } from "../../../../cli/record/key-log.ts";
import { makePrivateFolder, removeLeftovers } from "../../../../cli/record/private-folder.ts";
import { checkProfile } from "../../../../cli/record/profile.ts";
import { startBrowser } from "../../../../cli/record/started-browser.ts";

const parent = mkdtempSync(join(tmpdir(), "tlscope-key-log-"));
after(() => rmSync(parent, { recursive: true }));

const RANDOM = "0f".repeat(32);
const OTHER = "1e".repeat(32);
const SECRET = "ab".repeat(32);
/** A number that no process has: beyond what Linux gives. */
const GONE = 4_194_305;

test("a connection gets its handshake secret, whether that comes before or after it; every other line is dropped", () => {
  const lines = new KeyLines();
  const given: string[] = [];
  lines.push(Buffer.from(`# comment\nCLIENT_RANDOM ${RANDOM} ${SECRET}\nSERVER_HANDSHAKE_TRAFFIC_SECRET ${RANDOM.toUpperCase()} ${SECRET}\n`));
  lines.listen(RANDOM, (line) => given.push(line));
  lines.listen(OTHER, (line) => given.push(line));
  const rest = `CLIENT_HANDSHAKE_TRAFFIC_SECRET ${OTHER} ${SECRET}\nSERVER_TRAFFIC_SECRET_0 ${OTHER} ${SECRET}\nEXPORTER_SECRET ${OTHER} ${SECRET}\nSERVER_HANDSHAKE_TRAFFIC_SECRET ${OTHER} nonsense\n${"x".repeat(5000)}\nSERVER_HANDSHAKE_TRAFFIC_SECRET ${OTHER} ${SECRET}\n`;
  for (let start = 0; start < rest.length; start += 7) lines.push(Buffer.from(rest.slice(start, start + 7)));
  assert.deepEqual(given, [`SERVER_HANDSHAKE_TRAFFIC_SECRET ${RANDOM.toUpperCase()} ${SECRET}`, `SERVER_HANDSHAKE_TRAFFIC_SECRET ${OTHER} ${SECRET}`]);
});

test("a line is given once, and not to who has gone", () => {
  const lines = new KeyLines();
  let given = 0;
  const forget = lines.listen(RANDOM, () => given++);
  forget();
  lines.push(Buffer.from(`SERVER_HANDSHAKE_TRAFFIC_SECRET ${RANDOM} ${SECRET}\n`));
  assert.equal(given, 0);
  lines.listen(RANDOM, () => given++);
  lines.listen(RANDOM, () => given++);
  assert.equal(given, 1);
});

test("the key log is a pipe that this user alone can open, in a folder that this user alone can", async () => {
  const folder = makePrivateFolder(parent);
  assert.equal(statSync(folder).mode & 0o777, 0o700);
  const path = join(folder, "keys");
  const lines = new KeyLines();
  const pipe = openKeyPipe(path, lines);
  assert.ok(lstatSync(path).isFIFO());
  assert.equal(lstatSync(path).mode & 0o777, 0o600);
  const given = new Promise<string>((resolve) => {
    lines.listen(RANDOM, resolve);
  });
  // Each of a browser's processes opens it for itself, and closes it.
  appendFileSync(path, "# from one process\n");
  await sleep(20);
  appendFileSync(path, `SERVER_HANDSHAKE_TRAFFIC_SECRET ${RANDOM} ${SECRET}\n`);
  assert.match(await given, /^SERVER_HANDSHAKE/);
  pipe.close();
  rmSync(folder, { recursive: true });
});

test("what a kill left behind is removed at the next start; what runs, is others' or a link, stays", () => {
  const own = makePrivateFolder(parent);
  const left = join(parent, `tlscope-record-${GONE}-abc`);
  mkdirSync(left);
  writeFileSync(join(left, "net-log.json"), "x");
  const target = join(parent, "somebody");
  mkdirSync(target);
  symlinkSync(target, join(parent, `tlscope-record-${GONE}-link`));
  mkdirSync(join(parent, "tlscope-record-notes"));
  assert.equal(removeLeftovers(parent), 1);
  assert.deepEqual([left, own, target, join(parent, "tlscope-record-notes")].map((each) => existsSync(each)), [false, true, true, true]);
});

test("a profile on which a browser runs is refused", () => {
  const profile = join(parent, "profile");
  mkdirSync(profile);
  checkProfile(profile);
  const lock = join(profile, "SingletonLock");
  symlinkSync(`${hostname()}-${GONE}`, lock);
  checkProfile(profile);
  for (const holder of [`${hostname()}-${process.pid}`, `elsewhere-${GONE}`, "nonsense"]) {
    rmSync(lock);
    symlinkSync(holder, lock);
    assert.throws(() => checkProfile(profile), { code: "profile-in-use" }, holder);
  }
  assert.throws(() => checkProfile(join(parent, "nowhere")), { code: "profile-missing" });
});

test("a browser alone gets the variable for its keys, and nothing that we start inherits ours", async () => {
  const out = join(parent, "environment");
  const script = `printf '%s' "$SSLKEYLOGFILE" > ${out}`;
  const before = process.env["SSLKEYLOGFILE"];
  process.env["SSLKEYLOGFILE"] = "/ours";
  try {
    const none = await startBrowser("/bin/sh", ["-c", script]);
    assert.equal(await none.gone, undefined);
    assert.equal(spawnSync("cat", [out], { encoding: "utf8" }).stdout, "");
    const one = await startBrowser("/bin/sh", ["-c", script], { SSLKEYLOGFILE: "/its" });
    assert.equal(await one.gone, undefined);
    assert.equal(spawnSync("cat", [out], { encoding: "utf8" }).stdout, "/its");
    assert.equal(process.env["SSLKEYLOGFILE"], "/ours");
  } finally {
    if (before === undefined) delete process.env["SSLKEYLOGFILE"];
    else process.env["SSLKEYLOGFILE"] = before;
  }
});

test("a browser that ends badly by itself says so; one that does not start, too", async () => {
  assert.equal(await (await startBrowser("/bin/sh", ["-c", "echo no display >&2; exit 3"])).gone, "no display");
  await assert.rejects(startBrowser(join(parent, "nowhere"), []), { code: "browser-missing" });
  const lasting = await startBrowser("/bin/sh", ["-c", "sleep 60"]);
  await lasting.close();
  assert.equal(await lasting.gone, undefined);
});
