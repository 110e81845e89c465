import type { Scan } from "../../companion/scan/scan.ts";
import type { ScannedSuite } from "../../companion/scan/question.ts";
import { namedGroup, namedScheme, namedSuite } from "./scan-names.ts";
import type { ScanRating } from "./scan-rating.ts";

/** What a scan does not ask. */
export const NOT_ASKED = ["SSL 2.0", "vulnerabilities", "client compatibility"];

/** A scan with its rating, by names. */
export function scanToJson({ versions, chains, alpn, features, limits, questions, failure, rating }: Scan & { rating: ScanRating }): object {
  return {
    versions: versions.map(({ version, offered, suites, order, groups, groupOrder, unclear, signatureSchemes }) => ({
      version, offered, suites: suites.map(suiteToJson), ...(order === undefined ? {} : { order }), groups: groups.map(namedGroup),
      ...(groupOrder === undefined ? {} : { groupOrder }),
      ...(unclear === undefined ? {} : { unclear: { answer: unclear.answer, suites: unclear.suites.map(namedSuite) } }),
      ...(signatureSchemes === undefined ? {} : { signatureSchemes: signatureSchemes.map(namedScheme) }),
    })),
    chains: chains.map((chain) => ({
      certificates: chain.certificates.map((der) => Buffer.from(der).toString("base64")),
      versions: chain.versions, signatureSchemes: chain.signatureSchemes.map(namedScheme), suites: chain.suites.map(namedSuite),
    })),
    ...(alpn === undefined ? {} : { alpn }),
    features,
    ...(limits === undefined ? {} : { limits }),
    questions, notAsked: NOT_ASKED, ...(failure === undefined ? {} : { failure }), rating,
  };
}

function suiteToJson({ id, group, primeBits, signatureScheme, chain }: ScannedSuite): object {
  return {
    id, name: namedSuite(id),
    ...(group === undefined ? {} : { group: namedGroup(group) }),
    ...(primeBits === undefined ? {} : { primeBits }),
    ...(signatureScheme === undefined ? {} : { signatureScheme: namedScheme(signatureScheme) }),
    ...(chain === undefined ? {} : { chain }),
  };
}
