// What the findings share: a temporary folder, packages in it, certificates by openssl, and the verdict. Plain JavaScript, and none of our own code.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The folder of this run; it goes when the process does. */
export const folder = mkdtempSync(join(tmpdir(), "finding-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** Ends the run: it could not be tried. */
function cannot(reason) {
  console.error(`Could not be tried: ${reason}`);
  process.exit(2);
}

/** Installs packages ("name@1.2.3") and gives a `require` that finds them. */
export function install(...packages) {
  console.log(`Packages: ${packages.join(", ")} (Node ${process.version})`);
  writeFileSync(join(folder, "package.json"), `{"private": true}`);
  const { status, stderr } = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", ...packages], { cwd: folder, encoding: "utf8" });
  if (status !== 0) cannot(`npm: ${stderr ?? "not found"}`);
  return createRequire(join(folder, "package.json"));
}

/** Runs openssl in the folder. Gives its exit status and what it wrote. */
export function openssl(...args) {
  const { status, stdout, stderr, error } = spawnSync("openssl", args, { cwd: folder, encoding: "utf8" });
  if (error !== undefined) cannot(`openssl: ${error.message}`);
  return { status, output: stdout.trim(), errors: stderr.trim() };
}

/** The version of openssl on this machine. */
export function opensslVersion() {
  return openssl("version").output;
}

/**
 * Makes `name`.pem and `name`.key: a certificate for a P-256 key that signs itself, valid for 30 days.
 * @param extensions lines of an OpenSSL configuration, such as "subjectAltName=DNS:a.test"
 */
export function makeCertificate(name, commonName, ...extensions) {
  writeFileSync(join(folder, "request.cnf"), `[req]\ndistinguished_name=dn\nprompt=no\nx509_extensions=ext\n[dn]\nCN=${commonName}\n[ext]\n${extensions.join("\n")}\n`);
  const { status, errors } = openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30", "-config", "request.cnf", "-keyout", `${name}.key`, "-out", `${name}.pem`);
  if (status !== 0) cannot(errors);
  return read(`${name}.pem`);
}

/** A text file of the folder. */
export function read(name) {
  return readFileSync(join(folder, name), "utf8");
}

/** Writes a text file into the folder. */
export function write(name, text) {
  writeFileSync(join(folder, name), text);
}

/** What the program gave, beside what was seen when the finding was written. */
export function hold(what, seen, expected) {
  const same = JSON.stringify(seen) === JSON.stringify(expected);
  console.log(`${what}: ${JSON.stringify(seen)}${same ? "" : `, and not ${JSON.stringify(expected)} as when this was written`}`);
  if (!same) process.exitCode = 1;
}
