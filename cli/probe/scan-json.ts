import type { SizeLimits } from "../../companion/scan/limits.ts";
import type { Scan } from "../../companion/scan/scan.ts";
import { cipherSuiteById } from "../../src/core/registry/cipher-suites.ts";
import { groupById } from "../../src/core/registry/groups.ts";
import { signatureSchemeById } from "../../src/core/registry/signature-schemes.ts";
import { LINE, visibleText } from "../../src/core/text/visible-text.ts";
import type { Rated, ScanRating } from "./scan-rating.ts";
import type { ScannedSuite } from "../../companion/scan/question.ts";

/** What a scan cannot find out by asking as it does. */
const NOT_ASKED = ["SSL 2.0", "vulnerabilities", "HSTS", "client compatibility"];

/** A scan with its rating, by names. */
export function scanToJson({ versions, limits, questions, failure, rating }: Scan & { rating: ScanRating }): object {
  return {
    versions: versions.map(({ version, offered, suites, order, groups, groupOrder }) => ({
      version, offered, suites: suites.map(suiteToJson), ...(order === undefined ? {} : { order }), groups: groups.map(groupName),
      ...(groupOrder === undefined ? {} : { groupOrder }),
    })),
    ...(limits === undefined ? {} : { limits }),
    questions, notAsked: NOT_ASKED, ...(failure === undefined ? {} : { failure }), rating,
  };
}

function suiteToJson({ id, group, primeBits, signatureScheme }: ScannedSuite): object {
  return {
    id, name: suiteName(id),
    ...(group === undefined ? {} : { group: groupName(group) }),
    ...(primeBits === undefined ? {} : { primeBits }),
    ...(signatureScheme === undefined ? {} : { signatureScheme: signatureSchemeById(signatureScheme)?.name ?? hex(signatureScheme) }),
  };
}

/** The same for people. */
export function scanReport({ versions, limits, questions, failure, rating }: Scan & { rating: ScanRating }): string {
  const lines = [`  Scan: ${rating.grade ?? "no grade"}${rating.score === null ? "" : `  (score ${rating.score})`}, ${questions} connections`];
  if (rating.categories !== null) lines.push(`    protocol ${rating.categories.protocol}, key exchange ${rating.categories.keyExchange}, cipher ${rating.categories.cipher}: of all that is offered`);
  if (rating.best !== null && rating.worst !== null) lines.push(`    best   ${ratedText(rating.best)}`, `    worst  ${ratedText(rating.worst)}`);
  for (const { rule, grade } of rating.caps) lines.push(`    ${rule}: ${grade} at best`);
  for (const { version, offered, suites, order, groups, groupOrder } of versions) {
    lines.push(`    ${version}${offered ? order === undefined ? "" : `, in the ${order}'s order` : ": not offered"}`);
    for (const { id, primeBits } of suites) lines.push(`      ${suiteName(id)}${primeBits === undefined ? "" : `  (prime of ${primeBits} bits)`}`);
    if (groups.length > 0) lines.push(`      groups${groupOrder === undefined ? "" : `, in the ${groupOrder}'s order`}: ${groups.map(groupName).join(", ")}`);
  }
  if (limits !== undefined) lines.push(...limitLines(limits));
  if (failure !== undefined) lines.push(`    The scan is not whole: ${failure.message} (${failure.code})`);
  lines.push(`    Not asked: ${NOT_ASKED.join(", ")}`);
  return `\n${lines.map((line) => visibleText(line, LINE)).join("\n")}\n`;
}

function limitLines({ clientHello, smallestPrime, maxFragmentLength, recordSizeLimit }: SizeLimits): string[] {
  const refused = clientHello.filter(({ taken }) => !taken).map(({ bytes }) => bytes);
  const largest = Math.max(0, ...clientHello.map(({ bytes }) => bytes));
  return [
    "    Sizes",
    ...(clientHello.length === 0 ? [] : [`      ClientHello: ${refused.length === 0 ? `taken up to ${largest} bytes` : `refused with ${refused.join(", ")} bytes`}`]),
    ...(smallestPrime === undefined ? [] : [`      smallest prime: ${smallestPrime.bits} bits (${smallestPrime.version})`]),
    ...(maxFragmentLength === undefined ? [] : [`      fragments of 512 bytes on request: ${maxFragmentLength ? "yes" : "no"}`]),
    ...(recordSizeLimit === undefined ? [] : [`      limit of records: ${recordSizeLimit === null ? "none named" : `${recordSizeLimit} bytes`}`]),
  ];
}

function ratedText({ grade, score, version, cipherSuite, group }: Rated): string {
  return `${grade ?? "?"} (${score ?? "?"})  ${version}, ${cipherSuite}${group === undefined ? "" : `, ${group}`}`;
}

function suiteName(id: number): string {
  return cipherSuiteById(id)?.name ?? hex(id);
}

function groupName(id: number): string {
  return groupById(id)?.name ?? hex(id);
}

function hex(code: number): string {
  return `0x${code.toString(16).padStart(4, "0")}`;
}
