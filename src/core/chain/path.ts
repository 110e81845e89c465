import type { Certificate } from "../x509/certificate.ts";
import type { TrustAnchor } from "./anchors.ts";
import type { Fault } from "./fault.ts";

/** A fault and the certificate that has it. */
export interface PathFault extends Fault {
  certificate: Certificate;
}

/** A path from the leaf up to this certificate. Paths share what is below. */
export interface PathStep {
  readonly certificate: Certificate;
  /** Set where the path ends here, with a trust anchor. */
  readonly anchor?: TrustAnchor;
  readonly below?: PathStep;
  /** Certificates from the leaf to this one. */
  readonly length: number;
  /** Intermediates from the leaf (not counted) to this one (counted unless it is the anchor), without those that are self-issued. */
  readonly intermediates: number;
  /** What came to light by adding this certificate. */
  readonly faults: readonly PathFault[];
  /** Likewise, and passes with the client whose path it is. */
  readonly tolerated: readonly PathFault[];
  /** Of the whole path up to here. */
  readonly faultCount: number;
  /** When the first of its certificates expires, in milliseconds since the epoch. */
  readonly expires: number;
  /** Sum of the hints: the lower, the better the key identifiers agree. */
  readonly hints: number;
  /** Whether the signature on the certificate below has been verified with this one's key. */
  readonly verified: boolean;
}

/** The certificates, leaf first. */
export function certificatesOfPath(path: PathStep): Certificate[] {
  const certificates: Certificate[] = [];
  for (let step: PathStep | undefined = path; step; step = step.below) certificates.push(step.certificate);
  return certificates.reverse();
}

/** All faults, those of the leaf first. */
export function faultsOf(path: PathStep): PathFault[] {
  return stepsOf(path).flatMap((step) => step.faults);
}

/** What is wrong and passes all the same, that of the leaf first. */
export function toleratedOn(path: PathStep): PathFault[] {
  return stepsOf(path).flatMap((step) => step.tolerated);
}

function stepsOf(path: PathStep): PathStep[] {
  const steps: PathStep[] = [];
  for (let step: PathStep | undefined = path; step; step = step.below) steps.push(step);
  return steps.reverse();
}

/**
 * Which path is to be looked at first: the one with fewer faults, the shorter, the one that ends at an anchor, the one
 * whose key identifiers agree, the one that lasts longest.
 */
export function isBetter(a: PathStep, b: PathStep): boolean {
  if (a.faultCount !== b.faultCount) return a.faultCount < b.faultCount;
  if (a.length !== b.length) return a.length < b.length;
  if ((a.anchor === undefined) !== (b.anchor === undefined)) return a.anchor !== undefined;
  if (a.hints !== b.hints) return a.hints < b.hints;
  return a.expires > b.expires;
}
