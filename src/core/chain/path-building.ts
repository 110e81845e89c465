import TinyQueue from "tinyqueue";
import type { Certificate } from "../x509/certificate.ts";
import { DerError } from "../x509/der/error.ts";
import type { TrustAnchor } from "./anchors.ts";
import type { Budget } from "./budget.ts";
import { sameBytes } from "./bytes.ts";
import { hintOf, looksSelfSigned, type IssuerCandidate, type IssuerCandidates } from "./candidates.ts";
import type { ClientRules } from "./clients/rules.ts";
import type { Fault } from "./fault.ts";
import { chooseIssuer } from "./clients/issuer-choice.ts";
import { linkFaults } from "./link.ts";
import { checkCommonNames, checkNameConstraints, checkSubjectMailboxes, type NameViolation } from "./name-constraints/check.ts";
import { constraintsOf } from "./name-constraints/read.ts";
import { certificatesOfPath, isBetter, type PathFault, type PathStep } from "./path.ts";
import { readOr } from "./read-or.ts";
import { isSelfIssued, sameName } from "./same-name.ts";
import { nameOfAlgorithm } from "../x509/algorithm-names.ts";
import type { SignatureVerdict, SignatureVerifier } from "./signature.ts";
import { checkCertificate } from "./validate/certificate.ts";
import type { CheckContext, Position } from "./validate/check.ts";
import { checkPolicies } from "./validate/policies.ts";
import { malformedFaults } from "./validate/well-formed.ts";

export interface PathSearch {
  candidates: IssuerCandidates;
  context: Omit<CheckContext, "position">;
  /** Whose judgement it is. */
  rules: ClientRules;
  budget: Budget;
  /** Undefined: somebody else vouched for the signatures, the key identifiers are believed. */
  verifier: SignatureVerifier | undefined;
  /** Intermediates that are not self-issued, at most; beside what the client bounds. */
  maxIntermediates: number;
  /** Why a path must not end at this anchor. */
  refuseAnchor?: (anchor: TrustAnchor) => Fault | undefined;
}

export interface FoundPaths {
  /** The best path to an anchor; valid where its faultCount is 0. */
  best: PathStep | undefined;
  /** Where no path reaches an anchor: the one that goes furthest. */
  furthest: PathStep;
  /** Signatures that were tried and do not hold, of certificates whose issuer was named so. */
  badSignatures: readonly { certificate: Certificate; issuer: Certificate }[];
  /** SHA-256 of the certificates that are part of a valid path. */
  useful: ReadonlySet<string>;
}

/** The faults of a certificate in one place of a path. */
interface Judged {
  faults: readonly PathFault[];
  tolerated: readonly PathFault[];
}

const NOTHING: Judged = { faults: [], tolerated: [] };

/** Certificates of a path, the anchor included. Deeper than anything that is in use. */
const MAX_LENGTH = 20;
/** Signatures that are verified before it is known whether they are needed. */
const MAX_AHEAD = 5;
/** Steps spent, after the best path is found, to learn what else the certificates are good for. */
const MAX_STEPS_FOR_ALTERNATES = 400;

/**
 * Searches the paths from a leaf to the trust anchors, best first: paths without faults in the order of `isBetter`, then
 * those with one fault, and so on. So the first path that reaches an anchor is the best there is, and where none is
 * valid it is the one with the fewest faults, all of which are told.
 *
 * A certificate never stands in a path twice, nor another one of the same subject and key: leaving out what is between
 * gives a path that is shorter and as good (RFC 4158 section 5.2).
 */
export class PathBuilder {
  readonly #search: PathSearch;
  readonly #issuerFaults = new Map<Certificate, Map<Position, Judged>>();
  readonly #violations = new Map<Certificate, Map<Certificate, PathFault | null>>();
  readonly #badSignatures: { certificate: Certificate; issuer: Certificate }[] = [];
  readonly #queue = new TinyQueue<PathStep>([], (a, b) => isBetter(a, b) ? -1 : 1);

  constructor(search: PathSearch) {
    this.#search = search;
  }

  /**
   * The best path. Where it is valid, the search goes on within bounds until each certificate of `wanted` (SHA-256) is
   * found to be part of some valid path.
   */
  async find(leaf: Certificate, wanted: ReadonlySet<string>): Promise<FoundPaths> {
    const { budget } = this.#search;
    await this.#verifyAhead(leaf);
    const start = await this.#leafStep(leaf);
    this.#queue.push(start);
    let best: PathStep | undefined;
    let furthest = start;
    const useful = new Set<string>();
    let stepsLeft = MAX_STEPS_FOR_ALTERNATES;
    for (let step = this.#queue.pop(); step; step = this.#queue.pop()) {
      if (best) {
        if (best.faultCount > 0 || step.faultCount > 0 || stepsLeft-- <= 0 || isCovered(wanted, useful)) break;
      }
      if (!budget.spend("steps")) break;
      if (!step.verified) {
        const verdict = this.#verify(step);
        const held = this.#afterVerification(step, verdict instanceof Promise ? await verdict : verdict);
        if (budget.exhausted) break;
        if (!held) continue;
        if (held.faultCount > step.faultCount) {
          this.#queue.push(held);
          continue;
        }
        step = held;
      }
      if (step.anchor) {
        best ??= step;
        if (step.faultCount === 0) for (const certificate of certificatesOfPath(step)) useful.add(certificate.sha256);
        continue;
      }
      const known = this.#search.candidates.issuersOf(step.certificate);
      this.#extend(step, known instanceof Promise ? await known : known);
      if (goesFurther(step, furthest)) furthest = step;
      if (budget.exhausted) break;
    }
    return { best, furthest, badSignatures: this.#badSignatures, useful };
  }

  /**
   * Starts verifying the signatures of the path that the key identifiers speak for, all at once: almost always it is the
   * right one, and the platform computes them side by side.
   */
  async #verifyAhead(leaf: Certificate): Promise<void> {
    const { verifier, candidates, budget } = this.#search;
    if (!verifier) return;
    let certificate = leaf;
    for (let length = 1; length <= MAX_AHEAD; length++) {
      const known = candidates.issuersOf(certificate);
      const [first] = known instanceof Promise ? await known : known;
      if (first?.hint !== 0 || first.certificate === certificate) return;
      const verdict = readOr(() => verifier.verify(certificate, first.certificate, budget), undefined);
      // Whoever comes to need it finds the failure, too.
      if (verdict instanceof Promise) verdict.catch(() => undefined);
      if (first.anchor || verdict === undefined) return;
      certificate = first.certificate;
    }
  }

  async #leafStep(leaf: Certificate): Promise<PathStep> {
    const anchor = looksSelfSigned(leaf) ? await this.#search.candidates.anchorOf(leaf) : undefined;
    const { faults, tolerated } = this.#faultsAs(leaf, "leaf");
    const step: PathStep = {
      certificate: leaf, length: 1, intermediates: 0, faults, tolerated, faultCount: faults.length, expires: readOr(() => leaf.notAfter, 0), hints: 0, verified: true,
    };
    return anchor ? this.#withAnchor({ ...step, anchor }, anchor) : step;
  }

  /** Pushes the paths with one certificate more. */
  #extend(step: PathStep, issuers: readonly IssuerCandidate[]): void {
    if (step.length >= MAX_LENGTH) return;
    const { rules: { search }, context: { time } } = this.#search;
    for (const issuer of search === "all" ? issuers : chooseIssuer(search, step.certificate, issuers, time)) {
      if (!standsIn(step, issuer.certificate)) this.#queue.push(this.#above(step, issuer));
    }
  }

  #above(below: PathStep, { certificate, anchor, hint }: IssuerCandidate): PathStep {
    const own = this.#faultsAs(certificate, anchor ? "anchor" : "intermediate", anchor?.vetted);
    const faults = [...own.faults];
    let tolerated = own.tolerated;
    const add = (fault: PathFault): void => {
      if (this.#tolerates(fault, anchor?.vetted === true && fault.breach?.startsWith("anchor-name-"))) tolerated = [...tolerated, fault];
      else faults.push(fault);
    };
    const attempt = (check: () => PathFault | undefined): void => {
      try {
        const fault = check();
        if (fault) add(fault);
      } catch (error) {
        addOnce(faults, { ...malformedFaults(error), certificate });
      }
    };
    let intermediates = below.intermediates;
    attempt(() => {
      if (!anchor && !isSelfIssued(certificate)) intermediates++;
      return undefined;
    });
    for (const fault of linkFaults(below.certificate, certificate, anchor !== undefined)) add({ ...fault, certificate: below.certificate });
    attempt(() => this.#pathLengthFault(certificate, below, intermediates, anchor !== undefined));
    if (readOr(() => constraintsOf(certificate), null) !== null) {
      for (let step: PathStep | undefined = below; step; step = step.below) {
        const { certificate: subject, length } = step;
        attempt(() => this.#nameConstraintFault(certificate, subject, length === 1, anchor !== undefined));
      }
    }
    const step: PathStep = {
      certificate, below, length: below.length + 1, intermediates, faults, tolerated, faultCount: below.faultCount + faults.length,
      expires: Math.min(below.expires, readOr(() => certificate.notAfter, 0)), hints: below.hints + hint, verified: false,
    };
    return anchor ? this.#withAnchor({ ...step, anchor }, anchor) : step;
  }

  /** RFC 5280 section 6.1.4 l and m, of this certificate and of the search. */
  #pathLengthFault(certificate: Certificate, below: PathStep, intermediates: number, isAnchor: boolean): PathFault | undefined {
    const limit = certificate.basicConstraints?.pathLength;
    if (limit !== undefined && below.intermediates > limit) {
      return { rule: "chain/path-length", params: [String(limit), String(below.intermediates)], certificate, ...(isAnchor ? { breach: "path-length-anchor" } : {}) };
    }
    const { rules } = this.#search;
    const among = rules.countsSelfIssued === true ? below.length : intermediates;
    // Said once, of the first that is too many; the anchor is none of them.
    if (!isAnchor && rules.maxIntermediates !== undefined && among === rules.maxIntermediates + 1) {
      return { rule: "chain/too-many-intermediates", params: [rules.longestFor ?? "?", String(rules.maxIntermediates)], certificate };
    }
    const { maxIntermediates } = this.#search;
    return intermediates > maxIntermediates && intermediates > below.intermediates
      ? { rule: "chain/path-length", params: [String(maxIntermediates), String(intermediates)], certificate }
      : undefined;
  }

  /** RFC 5280 section 6.1.3 b and c. Names of self-issued intermediates are exempt. */
  #nameConstraintFault(above: Certificate, below: Certificate, isLeaf: boolean, isAnchor: boolean): PathFault | undefined {
    if (!isLeaf && isSelfIssued(below)) return undefined;
    let ofIssuer = this.#violations.get(above);
    if (!ofIssuer) this.#violations.set(above, ofIssuer = new Map<Certificate, PathFault | null>());
    let fault = ofIssuer.get(below);
    if (fault === undefined) {
      const violation = checkNameConstraints(above, below, this.#search.budget);
      const found = violation ?? (isLeaf ? checkCommonNames(above, below, this.#search.budget) : undefined) ?? checkSubjectMailboxes(above, below, this.#search.budget);
      fault = found ? nameFault(found, above, below, isAnchor) : null;
      ofIssuer.set(below, fault);
    }
    return fault ?? undefined;
  }

  /** Adds what only shows once a path is complete: the anchor's conditions and the policies. */
  #withAnchor(step: PathStep, anchor: TrustAnchor): PathStep {
    const faults = [...step.faults];
    const tolerated = [...step.tolerated];
    const add = (fault: PathFault): void => {
      (this.#tolerates(fault) ? tolerated : faults).push(fault);
    };
    const path = certificatesOfPath(step);
    const [leaf] = path;
    const { refusesBelowVettedAnchors } = this.#search.rules;
    if (anchor.vetted && refusesBelowVettedAnchors) {
      for (let below = step.below; below; below = below.below) {
        faults.push(...below.tolerated.filter(({ breach }) => breach !== undefined && refusesBelowVettedAnchors.has(breach)));
      }
    }
    const refused = this.#search.refuseAnchor?.(anchor);
    if (refused) add({ ...refused, certificate: anchor.certificate });
    if (leaf && anchor.distrustAfter !== undefined && readOr(() => leaf.notBefore, Infinity) > anchor.distrustAfter) {
      add({ rule: "chain/distrusted-anchor", params: [new Date(anchor.distrustAfter).toISOString().slice(0, 10)], certificate: anchor.certificate, breach: "distrust-after" });
    }
    try {
      const heldAgainst = this.#search.rules.anchorsHavePolicies === true && !anchor.vetted ? path.length : path.length - 1;
      const found = checkPolicies(path.slice(0, Math.max(1, heldAgainst)).reverse(), this.#search.budget);
      if (found) add({ ...found.fault, certificate: found.certificate, breach: "policy" });
    } catch (error) {
      // Whoever has the extension that cannot be read already has the fault.
      if (!(error instanceof DerError)) throw error;
    }
    return { ...step, faults, tolerated, faultCount: step.faultCount - step.faults.length + faults.length };
  }

  /** `vetted`: a root program has looked at the anchor, its form is not judged. */
  #faultsAs(certificate: Certificate, position: Position, vetted = false): Judged {
    let known = this.#issuerFaults.get(certificate);
    if (!known) this.#issuerFaults.set(certificate, known = new Map<Position, Judged>());
    let judged = known.get(position);
    if (!judged) {
      const all = checkCertificate(certificate, { ...this.#search.context, position });
      judged = all.length === 0 ? NOTHING : this.#divide(all, certificate, vetted);
      known.set(position, judged);
    }
    return judged;
  }

  #divide(all: readonly Fault[], certificate: Certificate, vetted: boolean): Judged {
    const faults: PathFault[] = [];
    const tolerated: PathFault[] = [];
    for (const fault of all) {
      // Two that say the same may be let pass by different clients; of those that are refused, one says it.
      if (!this.#tolerates(fault, vetted)) faults.push(...faults.some((known) => saysTheSame(known, fault)) ? [] : [{ ...fault, certificate }]);
      else if (!vetted) tolerated.push({ ...fault, certificate });
    }
    return { faults, tolerated };
  }

  #tolerates({ breach }: Fault, vetted = false): boolean {
    const { tolerates, forgivesVettedAnchors, refusesBelowVettedAnchors } = this.#search.rules;
    if (breach === undefined || vetted && refusesBelowVettedAnchors?.has(breach) === true) return false;
    return tolerates.has(breach) || vetted && forgivesVettedAnchors?.has(breach) === true;
  }

  #verify({ certificate: issuer, below }: PathStep): SignatureVerdict | Promise<SignatureVerdict> {
    const certificate = below?.certificate;
    if (!certificate) return "good";
    const { verifier, budget } = this.#search;
    if (!verifier) return hintOf(certificate, issuer) === 2 ? "bad" : "good";
    try {
      return verifier.verify(certificate, issuer, budget);
    } catch (error) {
      // The key or the algorithm cannot be read, which is a fault of the certificate that has it.
      if (error instanceof DerError) return "unsupported";
      throw error;
    }
  }

  /** The path with its newest signature judged; undefined where the signature does not hold. */
  #afterVerification(step: PathStep, verdict: SignatureVerdict): PathStep | undefined {
    const certificate = step.below?.certificate;
    if (verdict === "good" || !certificate) return { ...step, verified: true };
    if (verdict === "unsupported") {
      // Known already where the algorithm or the key is one that nobody takes; else this platform lacks it.
      if (step.faultCount > 0) return { ...step, verified: true };
      const fault: PathFault = { rule: "chain/unsupported-algorithm", params: [nameOfAlgorithm(certificate.signatureAlgorithm)], certificate, platform: true };
      return { ...step, verified: true, faults: [...step.faults, fault], faultCount: step.faultCount + 1 };
    }
    if (verdict === "bad" && this.#badSignatures.length < 100) this.#badSignatures.push({ certificate, issuer: step.certificate });
    return undefined;
  }
}

function isCovered(wanted: ReadonlySet<string>, useful: ReadonlySet<string>): boolean {
  for (const sha256 of wanted) if (!useful.has(sha256)) return false;
  return true;
}

function standsIn(path: PathStep, certificate: Certificate): boolean {
  for (let step: PathStep | undefined = path; step; step = step.below) {
    if (step.certificate === certificate || sameSubjectAndKey(step.certificate, certificate)) return true;
  }
  return false;
}

export function sameSubjectAndKey(a: Certificate, b: Certificate): boolean {
  return readOr(() => sameBytes(a.publicKey.spki, b.publicKey.spki) && sameName(a.subject, b.subject), undefined) ?? sameBytes(a.der, b.der);
}

/** Ends at a root that nobody trusts, rather than nowhere; has fewer faults; is longer. */
function goesFurther(a: PathStep, b: PathStep): boolean {
  const aEnds = looksSelfSigned(a.certificate);
  const bEnds = looksSelfSigned(b.certificate);
  if (aEnds !== bEnds) return aEnds;
  if (a.faultCount !== b.faultCount) return a.faultCount < b.faultCount;
  return a.length > b.length;
}

function nameFault({ name, reason, directory, asText, commonName, subjectMailbox }: NameViolation, above: Certificate, below: Certificate, isAnchor: boolean): PathFault {
  if (reason === "budget") return { rule: "chain/budget", params: ["nameComparisons"], certificate: below };
  if (commonName === true) return { rule: "chain/name-constraints", params: [name, above.subject.toString(), reason], certificate: below, breach: "constraints-common-name" };
  if (subjectMailbox !== undefined) return { rule: "chain/name-constraints", params: [name, above.subject.toString(), reason], certificate: below, breach: subjectMailbox === "alone" ? "constraints-subject-mailbox" : "constraints-subject-mailbox-beside" };
  const breach: Pick<Fault, "breach"> = isAnchor ? { breach: "constraints-anchor" } : directory === true ? { breach: "constraints-directory" } : reason === "cannot-be-compared" ? { breach: asText === true ? "constraints-met-as-text" : "constraints-not-compared" } : {};
  return { rule: "chain/name-constraints", params: [name, above.subject.toString(), reason], certificate: below, ...breach };
}

function saysTheSame(a: Fault, b: Fault): boolean {
  return a.rule === b.rule && a.offset === b.offset && a.params.length === b.params.length && a.params.every((param, i) => param === b.params[i]);
}

function addOnce(faults: PathFault[], fault: PathFault): void {
  if (!faults.some((known) => known.rule === fault.rule && known.offset === fault.offset)) faults.push(fault);
}
