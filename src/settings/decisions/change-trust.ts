import type { TrustRestriction, TrustSettings } from "../settings.ts";
import { toPem } from "../../core/x509/pem.ts";
import { addedAnchors } from "./added-anchors.ts";
import { readAnchors } from "./read-anchors.ts";
import { TrustError } from "./decision-error.ts";
import type { TrustChange } from "./changes.ts";
import { MAX_ADDED, MAX_RESTRICTED, readFingerprint, readPattern } from "./patterns.ts";

/** The settings after one change. Throws TrustError where it cannot be made; what is undone already stays undone. */
export function changeTrust(trust: TrustSettings, change: TrustChange): TrustSettings {
  switch (change.kind) {
    case "add":
      return { ...trust, added: withAnchors(trust.added, change.text) };
    case "remove":
      return { ...trust, added: addedAnchors(trust.added).filter(({ sha256 }) => sha256 !== change.sha256).map(({ der }) => toPem(der)) };
    case "restrict":
      return { ...trust, restrictions: restricted(trust.restrictions, readPattern(change.hosts), readFingerprint(change.anchor)) };
    case "release":
      return { ...trust, restrictions: released(trust.restrictions, change.hosts, change.anchor) };
  }
}

function withAnchors(added: readonly string[], text: string): string[] {
  const known = new Map(addedAnchors(added).map((certificate) => [certificate.sha256, certificate]));
  const before = known.size;
  for (const certificate of readAnchors(text)) known.set(certificate.sha256, certificate);
  if (known.size === before) throw new TrustError("known");
  if (known.size > MAX_ADDED) throw new TrustError("full", [String(MAX_ADDED)]);
  return [...known.values()].map(({ der }) => toPem(der));
}

/** One entry for each pattern: its hosts may end at any of the anchors. */
function restricted(restrictions: readonly TrustRestriction[], hosts: string, anchor: string): TrustRestriction[] {
  const entry = restrictions.find((each) => each.hosts === hosts);
  if (entry?.anchors.includes(anchor) === true) throw new TrustError("known");
  if (restrictions.reduce((sum, { anchors }) => sum + anchors.length, 0) >= MAX_RESTRICTED) throw new TrustError("full", [String(MAX_RESTRICTED)]);
  if (entry === undefined) return [...restrictions, { hosts, anchors: [anchor] }];
  return restrictions.map((each) => each === entry ? { hosts, anchors: [...each.anchors, anchor] } : each);
}

function released(restrictions: readonly TrustRestriction[], hosts: string, anchor: string): TrustRestriction[] {
  return restrictions
    .map((each) => each.hosts === hosts ? { hosts, anchors: each.anchors.filter((other) => other !== anchor) } : each)
    .filter(({ anchors }) => anchors.length > 0);
}
