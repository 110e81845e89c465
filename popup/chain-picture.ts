import type { Assessment, ChainAssessment, SentRole } from "../src/core/assessment.ts";
import type { PageConnection } from "../src/messages/page.ts";

/** A certificate as the server sent it. Numbers count from 1. */
export interface SentNode {
  sha256: string;
  number: number;
  role: SentRole;
  needed: boolean;
  /** Its number in the other chain; undefined where it is not in there. */
  sameAs: number | undefined;
}

/** A certificate of the chain that was built. */
export interface BuiltNode {
  sha256: string;
  number: number;
  role: "leaf" | "intermediate" | "anchor";
  /** Its first number among those sent; undefined where it was not sent. */
  sameAs: number | undefined;
}

/** The two chains side by side. */
export interface ChainPicture {
  sent: SentNode[];
  built: BuiltNode[];
  /** Whose the built chain is: the browser's, or the path that was found without it, or one that reaches no anchor. */
  builtBy: "browser" | "found" | "partial";
  /** The issuer that the built chain breaks off for the want of: its name (hostile text), and whose issuer it is. */
  absent?: { issuer: string; of: string };
}

/** undefined where it is not known what the server sent. */
export function chainPicture(connection: PageConnection, { chain }: Assessment): ChainPicture | undefined {
  if (chain.ordered === null) return undefined;
  const { hashes, builtBy } = builtChain(connection, chain);
  const sent = chain.sent.map(({ sha256, role, needed }, index): SentNode => ({ sha256, role, needed, number: index + 1, sameAs: numberIn(hashes, sha256) }));
  const sentHashes = chain.sent.map(({ sha256 }) => sha256);
  const built = hashes.map((sha256, index): BuiltNode => ({ sha256, number: index + 1, role: placeIn(hashes, index, builtBy !== "partial"), sameAs: numberIn(sentHashes, sha256) }));
  const absent = chain.comparison?.whereToGet.find((missing) => missing.sha256 === undefined);
  return { sent, built, builtBy, ...(absent === undefined ? {} : { absent: { issuer: absent.issuer, of: absent.of } }) };
}

function builtChain({ certificates }: PageConnection, { path, partialPath = [] }: ChainAssessment): { hashes: readonly string[]; builtBy: ChainPicture["builtBy"] } {
  const hashes = path ?? partialPath;
  if (certificates.length > 1 && (hashes.length === 0 || hashes.join() === certificates.join())) return { hashes: certificates, builtBy: "browser" };
  return { hashes, builtBy: path === null ? "partial" : "found" };
}

/** What a certificate is by its place in a chain, leaf first. `anchored`: the last of it is a trust anchor. */
export function placeIn(chain: readonly string[], index: number, anchored: boolean): BuiltNode["role"] {
  if (index === 0) return "leaf";
  return anchored && index === chain.length - 1 ? "anchor" : "intermediate";
}

function numberIn(hashes: readonly string[], sha256: string): number | undefined {
  const index = hashes.indexOf(sha256);
  return index < 0 ? undefined : index + 1;
}

/** One thing to say of what was sent. Hashes are SHA-256. */
export type ChainRemark =
  | { kind: "leaf-not-first" }
  | { kind: "wrong-order" }
  /**
   * An issuer that was not sent: its certificate where somebody knew it, else its name (hostile text) and whose issuer it
   * is. `needed`: without it there is no way to an anchor. `knownHere`: the browser had it from elsewhere.
   */
  | { kind: "missing"; sha256?: string; issuer?: string; of?: string; urls: readonly string[]; needed: boolean; knownHere: boolean }
  | { kind: "expired-cross-sign"; sha256: string; sameAs: string; notAfter: string }
  | { kind: "superfluous"; count: number; bytes: number; ofBytes: number; roundTrips: number }
  | { kind: "right"; bytes: number };

/** All that is to be said of what was sent, what costs connections first. Empty where nothing is known. */
export function chainRemarks({ sent, ordered, comparison }: ChainAssessment): ChainRemark[] {
  if (comparison === undefined) return [];
  const { leafFirst, sufficient, whereToGet, builtNeverSent, expiredCrossSigns, cost } = comparison;
  const needed = sufficient !== true;
  const remarks: ChainRemark[] = [
    ...whereToGet.map(({ sha256, issuer, of, urls }): ChainRemark => ({
      kind: "missing", needed, issuer, of, urls, ...(sha256 === undefined ? { knownHere: false } : { sha256, knownHere: builtNeverSent.includes(sha256) }),
    })),
    ...builtNeverSent
      .filter((sha256) => !whereToGet.some((missing) => missing.sha256 === sha256))
      .map((sha256): ChainRemark => ({ kind: "missing", needed, sha256, urls: [], knownHere: true })),
  ];
  if (leafFirst === false) remarks.push({ kind: "leaf-not-first" });
  else if (ordered === false) remarks.push({ kind: "wrong-order" });
  remarks.push(...expiredCrossSigns.map((cross): ChainRemark => ({ kind: "expired-cross-sign", ...cross })));
  const superfluous = sent.filter((certificate) => !certificate.needed).length;
  if (superfluous > 0) {
    remarks.push({ kind: "superfluous", count: superfluous, bytes: cost.superfluousBytes, ofBytes: cost.bytes, roundTrips: cost.roundTrips - cost.roundTripsNeeded });
  }
  return remarks.length === 0 && sufficient === true ? [{ kind: "right", bytes: cost.bytes }] : remarks;
}

/** Whether it is known that something of what was sent is missing, superfluous, twice there or out of order. */
export function hasSentFault(chain: ChainAssessment): boolean {
  return chainRemarks(chain).some(({ kind }) => kind !== "right");
}

/**
 * What the server should send in place of what it sent: the path without its anchor, leaf first (SHA-256); undefined where no
 * whole path is known, or a certificate of it is not. `isKnown`: whether a certificate's bytes are at hand.
 */
export function correctedChain({ path, anchor }: Pick<ChainAssessment, "path" | "anchor">, isKnown: (sha256: string) => boolean): string[] | undefined {
  if (path === null) return undefined;
  const anchored = path.length > 1 && (anchor === undefined || anchor === null || anchor.sha256 === path.at(-1));
  const corrected = anchored ? path.slice(0, -1) : path;
  return corrected.length > 0 && corrected.every(isKnown) ? corrected : undefined;
}
