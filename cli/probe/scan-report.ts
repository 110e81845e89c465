import type { ScannedChain } from "../../companion/scan/chains.ts";
import type { ServerFeatures } from "../../companion/scan/features.ts";
import type { SizeLimits } from "../../companion/scan/limits.ts";
import type { ScannedVersion } from "../../companion/scan/question.ts";
import type { Scan } from "../../companion/scan/scan.ts";
import { LINE, visibleText } from "../../src/core/text/visible-text.ts";
import { summarize } from "../../src/core/x509/summary.ts";
import { NOT_ASKED } from "./scan-json.ts";
import { namedGroup, namedScheme, namedSuite } from "./scan-names.ts";
import type { Rated, ScanRating } from "./scan-rating.ts";
import { amountOf } from "../amount.ts";

/** A scan for people. */
export function scanReport({ versions, chains, alpn, features, limits, questions, failure, rating }: Scan & { rating: ScanRating }): string {
  const lines = [
    `  Scan: ${rating.grade ?? "no grade"}${rating.score === null ? "" : `  (score ${rating.score})`}, ${questions} connections`,
    ...(rating.grade === "F" && rating.caps.some(({ grade }) => grade === "T" || grade === "M") ? ["    Nothing that this server takes is encrypted: F whoever vouches for it."] : []),
    ...(rating.grade === null && versions.some(({ offered }) => offered) ? ["    No certificate could be read, so there is nothing to give a grade to."] : []),
    ...(rating.categories === null ? [] : [`    protocol ${rating.categories.protocol}, key exchange ${rating.categories.keyExchange}, cipher ${rating.categories.cipher}: of all that is offered`]),
    ...(rating.best === null || rating.worst === null ? [] : [`    best   ${ratedText(rating.best)}`, `    worst  ${ratedText(rating.worst)}`]),
    ...rating.caps.map(({ rule, grade }) => `    ${rule}: ${grade} at best`),
    ...versions.flatMap(versionLines),
    ...chainLines(chains),
    ...featureLines(features, alpn),
    ...(limits === undefined ? [] : limitLines(limits)),
    ...(failure === undefined ? [] : [`    The scan is not whole: ${failure.message} (${failure.code})`]),
    `    Not asked: ${NOT_ASKED.join(", ")}`,
  ];
  return `\n${lines.map((line) => visibleText(line, LINE)).join("\n")}\n`;
}

function versionLines({ version, offered, suites, order, groups, groupOrder, unclear, signatureSchemes }: ScannedVersion): string[] {
  if (!offered) return [`    ${version}: not offered`];
  return [
    `    ${version}${order === undefined ? "" : `, in the ${order}'s order`}`,
    ...suites.map(({ id, primeBits }) => `      ${namedSuite(id)}${primeBits === undefined ? "" : `  (prime of ${primeBits} bits)`}`),
    ...(unclear === undefined ? [] : [`      not complete: to ${unclear.suites.length} suites it answered ${unclear.answer}, among them ${unclear.suites.slice(0, 3).map(namedSuite).join(", ")}`]),
    ...(groups.length === 0 ? [] : [`      groups${groupOrder === undefined ? "" : `, in the ${groupOrder}'s order`}: ${groups.map(namedGroup).join(", ")}`]),
    ...(signatureSchemes === undefined || signatureSchemes.length === 0 ? [] : [`      signs with ${signatureSchemes.map(namedScheme).join(", ")}`]),
  ];
}

/** Side by side, where a server has several. */
function chainLines(chains: readonly ScannedChain[]): string[] {
  if (chains.length < 2) return [];
  return [
    `    Certificates: ${chains.length} different chains`,
    ...chains.flatMap(({ certificates, versions, signatureSchemes, suites }, index) => [
      `      ${index + 1}. ${leafText(certificates)}`,
      `         in ${versions.join(", ")}${signatureSchemes.length > 0 ? `, signing with ${signatureSchemes.map(namedScheme).join(", ")}` : `, with ${suites.slice(0, 4).map(namedSuite).join(", ")}`}`,
    ]),
  ];
}

function leafText(certificates: readonly Uint8Array[]): string {
  const [der] = certificates;
  const count = `${amountOf(certificates.length, "certificate")} sent`;
  if (der === undefined) return count;
  const { title, issuerTitle, key, notAfter, error } = summarize(der);
  if (error !== undefined) return `a certificate that cannot be read; ${count}`;
  return `${title}, ${key.type} ${key.curve ?? `${key.bits} bits`}, from ${issuerTitle}, until ${notAfter.slice(0, 10)}; ${count}`;
}

function featureLines({ fallbackScsv, secureRenegotiation, clientRenegotiation, compression, sessionIds, sessionTickets }: ServerFeatures, alpn: readonly string[] | undefined): string[] {
  const rows: [label: string, value: string | boolean | undefined][] = [
    ["application protocols (ALPN)", alpn === undefined ? undefined : alpn.length === 0 ? "none" : alpn.join(", ")],
    ["refuses needless fallback (TLS_FALLBACK_SCSV)", fallbackScsv],
    ["secure renegotiation", secureRenegotiation],
    ["renegotiates when the client asks", clientRenegotiation],
    ["compression", compression],
    ["sessions by id", sessionIds],
    ["sessions by ticket", sessionTickets],
  ];
  return rows.flatMap(([label, value]) => value === undefined ? [] : [`    ${label}: ${typeof value === "string" ? value : value ? "yes" : "no"}`]);
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
