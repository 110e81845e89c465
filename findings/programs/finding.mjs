// What the findings share: a temporary folder, packages in it, certificates by openssl, and the verdict. Plain JavaScript, and none of our own code.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

/** Unpacks a package of Debian's ("name=1.2-3"), which is installed nowhere. Gives the folder that stands for the root. */
export function unpack(debianPackage) {
  console.log(`Package of Debian's: ${debianPackage}`);
  const { status, errors } = run("apt-get", "download", debianPackage);
  const file = readdirSync(folder).find((name) => name.startsWith(`${debianPackage.split("=")[0]}_`) && name.endsWith(".deb"));
  if (status !== 0 || file === undefined) cannot(`apt-get: ${errors}`);
  const root = join(folder, debianPackage.replace(/[^\w.-]/g, "_"));
  if (run("dpkg-deb", "--extract", file, root).status !== 0) cannot("dpkg-deb does not unpack it");
  return root;
}

/** Runs a program in the folder, with nothing on its standard input. Gives its exit status and what it wrote. */
export function run(program, ...args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: folder, encoding: "utf8", input: "", env: { ...process.env, LC_ALL: "C" } });
  if (error !== undefined) cannot(`${program}: ${error.message}`);
  return { status, output: stdout.trim(), errors: stderr.trim() };
}

/** Runs openssl likewise. */
export function openssl(...args) {
  return run("openssl", ...args);
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
