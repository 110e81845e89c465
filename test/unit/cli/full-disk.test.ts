import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { build } from "esbuild";
import { FOUND_FOLDERS } from "../../../scripts/support/by-folder.ts";
import { FOUND_RULES } from "../../../scripts/support/rules-by-folder.ts";
import { WITHOUT_CHDB } from "../../support/chdb.ts";

const folder = mkdtempSync(join(tmpdir(), "tlscope-full-disk-"));
after(() => rmSync(folder, { recursive: true }));
const disk = join(folder, "disk");
mkdirSync(disk);
const many = join(folder, "observations.jsonl");
writeFileSync(many, Array.from({ length: 2000 }, (_, i) => `${JSON.stringify({ host: `h${i}.example.com`, time: "2026-11-21T12:00:00Z", tlsInfo: { protocol: "TLS", tlsVersion: "TLS 1.3", cipherSuite: 4865 } })}\n`).join(""));

const program = join(folder, "tlscope.mjs");
await build({ entryPoints: ["cli/main.ts"], bundle: true, platform: "node", format: "esm", outfile: program, logLevel: "error", plugins: [FOUND_RULES, FOUND_FOLDERS] });
// The questions are looked for beside the program.
symlinkSync(resolve("fleet"), join(folder, "fleet"));
const TLSCOPE = `'${process.execPath}' '${program}'`;

/** Runs a script where `disk` is a disk of so many kilobytes, which is there for that script alone. */
function onDiskOf(kilobytes: number, script: string): { status: number | null; stdout: string; stderr: string } {
  return spawnSync("unshare", ["--map-root-user", "--mount", "sh", "-c", `mount -t tmpfs -o size=${kilobytes}k tmpfs '${disk}' && { ${script}\n}`], { encoding: "utf8" });
}

const noDisk = onDiskOf(16, "true").status === 0 ? false : "not run: no disk of a few kilobytes can be made here";

test("convert: a disk that becomes full half way, and what stood there before stays", { skip: noDisk }, () => {
  const { stdout, stderr } = onDiskOf(256, `echo before > '${disk}/rows.ndjson'; ${TLSCOPE} convert '${many}' --to ndjson --out '${disk}/rows.ndjson'; echo "status $?"; ls -A '${disk}'; cat '${disk}/rows.ndjson'`);
  assert.match(stderr, /rows\.ndjson cannot be written: the disk is full\. Make room, or give another place with --out; nothing was left behind/);
  assert.equal(stdout, "status 2\nrows.ndjson\nbefore\n");
});

test("standard output on a full disk: it is said, and is neither our fault nor a verdict", { skip: existsSync("/dev/full") ? false : "not run: there is no /dev/full here" }, () => {
  const { status, stderr } = spawnSync("sh", ["-c", `${TLSCOPE} convert '${many}' --to csv > /dev/full`], { encoding: "utf8" });
  assert.equal(status, 2, stderr);
  assert.match(stderr, /standard output cannot be written: the disk is full\. Make room, or write it elsewhere/);
  assert.doesNotMatch(stderr, /\n\s+at /);
});

test("query: no room for what a file is converted into", { skip: WITHOUT_CHDB === false ? noDisk : WITHOUT_CHDB }, () => {
  const { stdout, stderr } = onDiskOf(256, `TMPDIR='${disk}' ${TLSCOPE} query 'SELECT count() FROM telemetry' '${many}'; echo "status $?"; ls -A '${disk}'`);
  assert.match(stderr, /observations\.jsonl has to be converted first, and there is no room for that in .*disk\. Make room there, or name another folder in TMPDIR/);
  assert.equal(stdout, "status 2\n", "nothing is left there");
});
