import type { Grade } from "../../assessment.ts";
import type { RuleContext } from "../context.ts";
import type { Citation } from "../rule.ts";
import type { Unjudged } from "../unjudged.ts";

/** Where it is written that nothing a server sends takes the judgement away. */
export const OWN_PROMISE: Citation = { document: "TLScope, docs/rating.md", section: "What is not known" };

/** What threw. */
export function thrownRules({ unjudged = [] }: RuleContext): (Unjudged & { message: string })[] {
  return unjudged.flatMap((each) => each.message === undefined ? [] : [{ ...each, message: each.message }]);
}

/** What was left out for want of a budget, by certificate. */
export function leftOut({ unjudged = [] }: RuleContext): Map<string | undefined, Unjudged[]> {
  const byCertificate = new Map<string | undefined, Unjudged[]>();
  for (const each of unjudged) {
    if (each.message !== undefined) continue;
    const known = byCertificate.get(each.certificate);
    if (known === undefined) byCertificate.set(each.certificate, [each]);
    else known.push(each);
  }
  return byCertificate;
}

/** The letters to which they could have bounded the grade, as a hit has them. */
export function capsOf(unjudged: readonly Unjudged[]): { couldCap?: Grade[] } {
  const couldCap = [...new Set(unjudged.flatMap(({ cap }) => cap ?? []))];
  return couldCap.length === 0 ? {} : { couldCap };
}
