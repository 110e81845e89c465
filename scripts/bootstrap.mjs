// Makes a fresh clone ready and runs a TypeScript script in this very process, so that a signal has one address.
// Plain JavaScript with Node alone, since nothing is installed yet.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [script, ...args] = process.argv.slice(2);

function fail(status, message) {
  console.error(message);
  process.exit(status);
}

if (script === undefined) fail(2, "Usage: node scripts/bootstrap.mjs <script.ts> [arguments]");

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(2, `TLScope needs Node 20.19 or later; this is ${process.versions.node}. Install a newer Node and try again.`);
}

/** npm as it was called, else the one on the path (on Windows a batch file, which needs a shell). */
function npmCommand() {
  const cli = process.env.npm_execpath;
  if (cli !== undefined && /npm-cli\.c?js$/.test(cli)) return { command: process.execPath, first: [cli], shell: false };
  return process.platform === "win32" ? { command: "npm.cmd", first: [], shell: true } : { command: "npm", first: [], shell: false };
}

function installDependencies() {
  const { command, first, shell } = npmCommand();
  const child = spawn(command, [...first, "ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: root, stdio: ["ignore", "inherit", "inherit"], shell });
  const began = Date.now();
  const heartbeat = setInterval(() => console.error(`  npm ci is still at work (${Math.round((Date.now() - began) / 1000)} s)`), 10_000);
  const forward = Object.fromEntries(["SIGINT", "SIGTERM", "SIGHUP"].map((signal) => [signal, () => {
    child.kill(signal);
    process.exit(128 + constants.signals[signal]);
  }]));
  for (const [signal, listener] of Object.entries(forward)) process.on(signal, listener);
  return new Promise((done) => {
    child.on("error", (error) => fail(1, `npm could not be started (${error.message}). npm comes with Node: install it and try again.`));
    child.on("exit", (status) => {
      clearInterval(heartbeat);
      for (const [signal, listener] of Object.entries(forward)) process.off(signal, listener);
      done(status ?? 1);
    });
  });
}

// The lockfile's hash, not its date, which every checkout changes.
const installed = join(root, "node_modules", ".tlscope-lockfile");
const lockfile = createHash("sha256").update(readFileSync(join(root, "package-lock.json"))).digest("hex");
if (!existsSync(installed) || readFileSync(installed, "utf8") !== lockfile) {
  if (lstatSync(join(root, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink() === true) {
    fail(2, "node_modules is a link, and what it leads to is not what package-lock.json asks for. npm ci would empty that folder for all who use it: install there, or take the link away and try again.");
  }
  console.error("Installing dependencies (npm ci) ...");
  const status = await installDependencies();
  if (status !== 0) fail(status, "npm ci failed. Check the network and the registry, then try again.");
  writeFileSync(installed, lockfile);
}

process.chdir(root);
const file = resolve(root, script);
process.argv = [process.execPath, file, ...args];
const { register } = await import("tsx/esm/api");
register();
await import(pathToFileURL(file).href);
