import { changingTimes } from "./chain/changing-times.ts";
import { madeForSpan } from "./interception/made-for.ts";
import { LISTS_LAST } from "./interception/foreign-anchor.ts";
import type { RuleContext } from "./rules/context.ts";
import { SCT_TOLERANCE } from "./transparency/sct-tolerance.ts";
import type { Certificate } from "./x509/certificate.ts";

/** From when to when, in milliseconds since the epoch; `until` is not in it any more. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/**
 * For how long what was judged of a host and its certificates at `time` stays the same, nothing being remembered of the host.
 * `anchors`: all that a path could have ended at. undefined: it holds for this instant alone.
 */
export function standingSpan({ presented, leaf, listedAnchor }: RuleContext, anchors: readonly Certificate[], time: number): Span | undefined {
  const begun = leaf?.read(({ notBefore }) => notBefore);
  const made = begun === undefined ? { from: -Infinity, until: Infinity } : madeForSpan(begun, time);
  if (made === undefined) return undefined;
  let { from, until } = made;
  const change = (at: number): void => {
    if (at <= time) from = Math.max(from, at);
    else until = Math.min(until, at);
  };
  for (const { certificate } of presented) if (certificate !== undefined) changingTimes(certificate).forEach(change);
  for (const anchor of anchors) changingTimes(anchor).forEach(change);
  for (const { timestamp } of leaf?.read(({ signedCertificateTimestamps }) => signedCertificateTimestamps) ?? []) change(timestamp - SCT_TOLERANCE);
  if (listedAnchor !== undefined) change(Date.parse(listedAnchor.date) + LISTS_LAST);
  return { from, until };
}
