// Makes a fresh clone ready and runs a TypeScript script. Plain JavaScript with Node alone, since nothing is installed yet.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [script, ...args] = process.argv.slice(2);

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`TLScope needs Node 20.19 or later; this is ${process.versions.node}. Install a newer Node and try again.`);
  process.exit(2);
}

// The lockfile's hash, not its date, which every checkout changes.
const installed = join(root, "node_modules", ".tlscope-lockfile");
const lockfile = createHash("sha256").update(readFileSync(join(root, "package-lock.json"))).digest("hex");
if (!existsSync(installed) || readFileSync(installed, "utf8") !== lockfile) {
  console.error("Installing dependencies (npm ci) ...");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { status } = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: root, stdio: ["ignore", "inherit", "inherit"], shell: process.platform === "win32" });
  if (status !== 0) {
    console.error("npm ci failed. Check the network and the registry, then try again.");
    process.exit(status ?? 1);
  }
  writeFileSync(installed, lockfile);
}

const child = spawn(process.execPath, ["--import", "tsx", join(root, script), ...args], { cwd: root, stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => child.kill(signal));
}
child.on("exit", (code, signal) => {
  process.exitCode = code ?? (signal === "SIGINT" ? 130 : 1);
});
