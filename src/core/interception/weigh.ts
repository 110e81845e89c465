import type { InterceptionAssessment } from "../assessment.ts";

/** Evidence that needs no other beside it: whoever has the key may be anybody. */
export const PROOF = 100;
/** From this sum on somebody in the middle is likely. No evidence but a proof weighs as much by itself. */
export const LIKELY = 60;
/** From this sum on there is something to look at. */
export const UNUSUAL = 10;

/** The verdict of weights. `named`: the issuer bears a known product's name; `enough`: all is known that "none" needs. */
export function verdictOf(weights: readonly number[], named: boolean, enough: boolean): InterceptionAssessment["verdict"] {
  if (weights.some((weight) => weight >= PROOF)) return "known";
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum >= LIKELY) return named ? "known" : "likely";
  if (sum >= UNUSUAL) return "unusual";
  return enough ? "none" : "unknown";
}
