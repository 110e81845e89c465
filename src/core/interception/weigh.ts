import type { InterceptionAssessment } from "../assessment.ts";

/** Evidence that needs no other beside it: whoever has the key may be anybody. */
export const PROOF = 100;
/** From this sum on somebody in the middle is likely. No evidence but a proof weighs as much by itself. */
export const LIKELY = 60;
/** From this sum on there is something to look at. */
export const UNUSUAL = 10;

/** All that rests on a root being no public one weighs no more than this together, where that is not sure. */
export const UNSURE = 50;

/** Evidence as far as it counts. */
export interface Weighed {
  weight: number;
  restsOnRoot?: boolean | undefined;
}

/** The weights that count: what rests on the root is bounded where whose it is is not sure. */
export function countedWeights(evidence: readonly Weighed[], rootUnsure: boolean): number[] {
  if (!rootUnsure) return evidence.map(({ weight }) => weight);
  const resting = evidence.filter(({ restsOnRoot, weight }) => restsOnRoot === true && weight < PROOF).reduce((sum, { weight }) => sum + weight, 0);
  return [Math.min(resting, UNSURE), ...evidence.filter(({ restsOnRoot, weight }) => restsOnRoot !== true || weight >= PROOF).map(({ weight }) => weight)];
}

/** The verdict of weights. `named`: the issuer bears a known product's name; `enough`: all is known that "none" needs. */
export function verdictOf(weights: readonly number[], named: boolean, enough: boolean): InterceptionAssessment["verdict"] {
  if (weights.some((weight) => weight >= PROOF)) return "known";
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum >= LIKELY) return named ? "known" : "likely";
  if (sum >= UNUSUAL) return "unusual";
  return enough ? "none" : "unknown";
}
