// Writes src/core/registry/ct-logs-data.ts: the logs of certificate transparency that an installed Firefox knows, with their
// keys. They stand in its libxul.so as the table of security/ct/CTKnownLogs.h: an array of logs, and the array of their
// operators right behind it. Run it after an update of Firefox: npm run update-ct-logs [-- /usr/lib/firefox-esr]
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answerHelp } from "./support/usage.ts";

answerHelp("npm run update-ct-logs [-- FOLDER]\n\nWrites the logs of certificate transparency that the Firefox in FOLDER knows (default: the installed one).");

const TARGET = join(import.meta.dirname, "../src/core/registry/ct-logs-data.ts");
const FOLDERS = ["/usr/lib/firefox-esr", "/usr/lib/firefox"];

/** SubjectPublicKeyInfo of a key on P-256 up to the two coordinates (RFC 5480). */
const P256_PREFIX = Buffer.from("3059301306072a8648ce3d020106082a8648ce3d03010703420004", "hex");
const P256_BYTES = 91;

// CTLogInfo: name, state and format, timestamp, operator, key, length of the key. CTLogOperatorInfo: name, number.
const LOG_BYTES = 48;
const KEY_AT = 32;
const OPERATOR_AT = 24;
const OPERATOR_BYTES = 16;

interface Segment {
  offset: number;
  address: number;
  size: number;
}

const folder = process.argv[2] ?? FOLDERS.find((path) => existsSync(join(path, "libxul.so")));
if (folder === undefined) {
  console.error(`No Firefox in ${FOLDERS.join(" or ")}. Name its folder: npm run update-ct-logs -- <folder>`);
  process.exit(2);
}
const library = readFileSync(join(folder, "libxul.so"));
const segments = loadedSegments();
const { version, build } = firefoxVersion(readFileSync(join(folder, "application.ini"), "utf8"));

const logs = logTable();
const operators = operatorTable(logs.end);
const rows = logs.entries.map((at) => {
  const key = keyAt(at);
  const operator = operators[library.readUInt32LE(at + OPERATOR_AT)];
  if (operator === undefined) throw new Error(`${textAt(pointerAt(at))} has an operator that the table does not have`);
  const id = createHash("sha256").update(key).digest("hex");
  return `  ${JSON.stringify([id, textAt(pointerAt(at)), operator, key.toString("base64")])},`;
});

writeFileSync(TARGET, `// Written by scripts/update-ct-logs.ts. Do not edit.
// Source: security/ct/CTKnownLogs.h as built into Firefox ${version}, build of ${build}; retired logs included.

/** Id of each log (SHA-256 of its key, hex), its name, its operator and its key (SubjectPublicKeyInfo, base64). */
export const CT_LOGS: readonly (readonly [id: string, name: string, operator: string, key: string])[] = [
${rows.join("\n")}
];
`);
console.log(`${rows.length} logs of ${operators.length} operators written to src/core/registry/ct-logs-data.ts, from Firefox ${version}.`);

/** Offsets of the logs' entries, which stand one behind the other, and where they end. */
function logTable(): { entries: number[]; end: number } {
  const entries = keyOffsets().flatMap((key) => entriesWithKey(addressOf(key))).sort((a, b) => a - b);
  const [first] = entries;
  if (first === undefined) throw new Error("No key of a log is in the library. Has the form of the table changed?");
  for (const [i, at] of entries.entries()) {
    if (at !== first + i * LOG_BYTES) throw new Error(`The table of logs has a gap before entry ${i}: a log with a key that is not on P-256?`);
  }
  const end = first + entries.length * LOG_BYTES;
  return { entries, end };
}

function keyOffsets(): number[] {
  return occurrences(P256_PREFIX);
}

/** Entries whose key is at this address: other keys in the library have none. */
function entriesWithKey(address: number): number[] {
  const pattern = Buffer.alloc(16);
  pattern.writeBigUInt64LE(BigInt(address), 0);
  pattern.writeBigUInt64LE(BigInt(P256_BYTES), 8);
  return occurrences(pattern).map((at) => at - KEY_AT);
}

/** Names of the operators by their numbers, which count from 0. */
function operatorTable(start: number): string[] {
  const names: string[] = [];
  for (let at = start; ; at += OPERATOR_BYTES) {
    const offset = offsetOf(pointerAt(at));
    if (offset === undefined || library.readBigUInt64LE(at + 8) !== BigInt(names.length)) break;
    names.push(textAt(pointerAt(at)));
  }
  if (names.length === 0) throw new Error("The table of operators is not behind that of the logs");
  return names;
}

function keyAt(entry: number): Buffer {
  const offset = offsetOf(pointerAt(entry + KEY_AT)) ?? NaN;
  return library.subarray(offset, offset + P256_BYTES);
}

function occurrences(pattern: Buffer): number[] {
  const found: number[] = [];
  for (let at = library.indexOf(pattern); at >= 0; at = library.indexOf(pattern, at + 1)) found.push(at);
  return found;
}

/** PT_LOAD of the program headers (ELF-64, little endian): where in memory each part of the file comes to lie. */
function loadedSegments(): Segment[] {
  if (library.readUInt32BE(0) !== 0x7f454c46 || library.readUInt8(4) !== 2 || library.readUInt8(5) !== 1) throw new Error("libxul.so is no ELF file of 64 bits, little endian");
  const table = Number(library.readBigUInt64LE(32));
  const [size, count] = [library.readUInt16LE(54), library.readUInt16LE(56)];
  return Array.from({ length: count }, (_, i) => table + i * size)
    .filter((at) => library.readUInt32LE(at) === 1)
    .map((at) => ({ offset: Number(library.readBigUInt64LE(at + 8)), address: Number(library.readBigUInt64LE(at + 16)), size: Number(library.readBigUInt64LE(at + 32)) }));
}

/** Relative relocations in the packed form of RELR leave the address in its place. */
function pointerAt(offset: number): number {
  return Number(library.readBigUInt64LE(offset));
}

function addressOf(at: number): number {
  const segment = segments.find(({ offset, size }) => offset <= at && at < offset + size);
  if (!segment) throw new Error(`Offset ${at} is not loaded`);
  return at - segment.offset + segment.address;
}

function offsetOf(at: number): number | undefined {
  const segment = segments.find(({ address, size }) => address <= at && at < address + size);
  return segment && at - segment.address + segment.offset;
}

function textAt(address: number): string {
  const offset = offsetOf(address);
  if (offset === undefined) throw new Error(`No text at address ${address}`);
  return library.toString("utf8", offset, library.indexOf(0, offset));
}

function firefoxVersion(ini: string): { version: string; build: string } {
  const version = /^Version=(.+)$/m.exec(ini)?.[1];
  const build = /^BuildID=(\d{4})(\d\d)(\d\d)/m.exec(ini)?.slice(1).join("-");
  if (version === undefined || build === undefined) throw new Error("application.ini names no version or no build");
  return { version, build };
}
