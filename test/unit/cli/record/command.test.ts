// The command around a browser: what is written, asked, refused and cleared away. In place of the browser a script writes a log as a
// browser does; what real ones do is in test/chromium/record.test.ts and test/firefox/record.test.ts.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { connection, log, request } from "../../../../bench/netlog/made-log.ts";
import { importDocument } from "../../../../src/core/telemetry/import.ts";
import { tlscope } from "../../../support/command.ts";
import { assertValidTelemetry } from "../../../support/telemetry-schema.ts";
import { certificate } from "../../support/certificates.ts";

const folder = mkdtempSync(join(tmpdir(), "tlscope-recorder-"));
after(() => rmSync(folder, { recursive: true }));

const SECRET = "s3cr3t-of-somebody";
const leaf = certificate({ dns: ["www.example.test"], issuer: "Issuing" });
const issuing = certificate({ subject: "Issuing", issuer: "Root", ca: true });
const root = certificate({ subject: "Root", issuer: "Root", ca: true });
const stray = certificate({ subject: "Stray", issuer: "Nobody", ca: true });
const good = { id: 10, time: 5000, host: "www.example.test", sent: [leaf, stray, issuing], verdict: { built: [leaf, issuing, root] } };
const whole = log([...request(1, 1, "www.example.test", SECRET), ...connection(good), ...connection({ ...good, id: 30, host: "update.googleapis.com" })]);

/** A program that notes its arguments, writes the log in two parts to where it is told, and then does something more. */
function program(name: string, then: string): string {
  const path = join(folder, name);
  const parts = [whole.slice(0, 3000), whole.slice(3000)].map((part, index) => {
    const file = join(folder, `${name}-${index}`);
    writeFileSync(file, part);
    return file;
  });
  writeFileSync(path, [
    "#!/bin/sh", `printf '%s\\n' "$@" > '${join(folder, `${name}-arguments`)}'`, "for each in \"$@\"; do case \"$each\" in --log-net-log=*) log=\"${each#--log-net-log=}\";; esac; done",
    `cat '${parts[0] ?? ""}' > "$log"; sleep 0.5; cat '${parts[1] ?? ""}' >> "$log"; ${then}`, "",
  ].join("\n"), { mode: 0o755 });
  return path;
}

const left = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith(`tlscope-record-${process.pid}-`));

test("a line for each connection, an export for nobody else to read, and nothing else that stays", async () => {
  const out = join(folder, "out.json");
  const { status, stdout, stderr } = await tlscope(["record", "chromium", "--program", program("closes", "exit 0"), "--out", out, "https://www.example.test/", "--", "--own-argument"]);
  assert.deepEqual([status, stdout], [0, ""]);
  assert.match(stderr, /^host +version +group +chain +sent$/m);
  assert.match(stderr, /^www\.example\.test +TLS 1\.3 +\S+ +valid +leaf, unrelated!, intermediate$/m);
  assert.match(stderr, /1 connection from \d+ events of Chromium [\d.]+\.\n.*1 connection of the browser's own left out/);
  const document = JSON.parse(readFileSync(out, "utf8")) as object;
  assertValidTelemetry(document);
  assert.deepEqual(importDocument(document).records.map(({ observation: { host, tlsInfo } }) => [host, tlsInfo.extra?.source, tlsInfo.sentChain?.length, tlsInfo.builtChain?.length]), [["www.example.test", "netlog", 3, 3]]);
  assert.equal(statSync(out).mode & 0o077, 0);
  assert.ok(!`${stderr}${readFileSync(out, "utf8")}`.includes(SECRET));
  const given = readFileSync(join(folder, "closes-arguments"), "utf8").split("\n");
  assert.ok(given.includes("--own-argument") && given.includes("--no-first-run"));
  const profile = given.find((each) => each.startsWith("--user-data-dir="))?.slice("--user-data-dir=".length) ?? "";
  assert.ok(profile.includes("tlscope-record-") && !existsSync(profile));
  assert.deepEqual(left(), []);
});

test("without --out the export goes to who reads our output", async () => {
  const { stdout } = await tlscope(["record", "chromium", "--program", program("piped", "exit 0"), "--own-traffic"]);
  assert.equal(importDocument(JSON.parse(stdout)).records.length, 2);
});

test("without a window several pages are frames of one, which Chromium takes no more of", async () => {
  await tlscope(["record", "chromium", "--headless", "--program", program("frames", `cp "$log" '${join(folder, "copied")}'; for each; do :; done; cp "\${each#file://}" '${join(folder, "pages")}'`), "https://a.test/?x=1&y=\"", "https://b.test/"]);
  assert.equal(readFileSync(join(folder, "pages"), "utf8"), "<!doctype html><iframe src=\"https://a.test/?x=1&amp;y=&quot;\"></iframe><iframe src=\"https://b.test/\"></iframe>");
});

test("asked to end, it closes the browser and keeps what was recorded", async () => {
  const running = tlscope(["record", "chromium", "--program", program("lasts", "sleep 60 & wait")]);
  await new Promise((resolve) => setTimeout(resolve, 2500));
  process.emit("SIGINT");
  const { status, stdout } = await running;
  assert.equal(status, 0);
  assert.equal(importDocument(JSON.parse(stdout)).records.length, 1);
  assert.deepEqual(left(), []);
});

test("a browser that ends before it has written anything says why", async () => {
  const path = join(folder, "fails");
  writeFileSync(path, "#!/bin/sh\necho 'cannot open display' >&2\nexit 1\n", { mode: 0o755 });
  const { status, stdout, stderr } = await tlscope(["record", "chromium", "--program", path]);
  assert.deepEqual([status, stdout], [2, ""]);
  assert.match(stderr, /ended by itself: cannot open display/);
  assert.deepEqual(left(), []);
});

test("a profile of one's own: after a yes, and not while a browser runs on it", async () => {
  const profile = join(folder, "profile");
  mkdirSync(profile);
  const record = ["record", "chromium", "--program", program("own", "exit 0"), "--profile", profile];
  for (const answer of ["no\n", ""]) {
    const { status, stderr } = await tlscope(record, answer);
    assert.equal(status, 2);
    assert.match(stderr, /Record it\? \(yes\/no\)[^]*was not agreed to/);
  }
  assert.ok(!existsSync(join(folder, "own-arguments")), "nothing was started");
  assert.equal((await tlscope(record, "yes\n")).status, 0);
  assert.ok(readFileSync(join(folder, "own-arguments"), "utf8").includes(`--user-data-dir=${profile}\n`));
  assert.ok(existsSync(profile));
  assert.equal((await tlscope([...record, "--yes"])).status, 0);
  symlinkSync(`${hostname()}-${process.pid}`, join(profile, "SingletonLock"));
  const inUse = await tlscope([...record, "--yes"]);
  assert.deepEqual([inUse.status, /a browser is running on/.test(inUse.stderr)], [2, true]);
});

test("what is asked for wrongly is said", async () => {
  for (const [args, words] of [
    [[], /say which browser to record: chromium, chrome, edge, firefox/], [["lynx"], /"lynx" cannot be recorded/], [["chromium", "example.test"], /"example\.test" is no address/],
    [["firefox", "--profile", join(folder, "nowhere"), "--program", "/bin/true"], /is no folder of a profile/], [["chromium", "--resolve", "a=b"], /--resolve goes with/], [["firefox", "--resolve", "a"], /not HOST=ADDRESS/], [["chromium", "--program", join(folder, "nowhere")], /is no program/],
  ] as const) {
    const { status, stderr } = await tlscope(["record", ...args]);
    assert.equal(status, 2, args.join(" "));
    assert.match(stderr, words);
  }
});
