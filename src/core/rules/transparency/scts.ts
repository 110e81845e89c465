import { toHex } from "../../bytes/hex.ts";
import type { StoredCertificate } from "../../x509/certificate-store.ts";
import type { RuleContext } from "../context.ts";
import type { Sct } from "../../x509/extensions/sct.ts";

/** Chrome and Apple judge certificates by their policies of today (SCT lists of up to 180 days, and longer). */
const SHORT_LIVED_DAYS = 180;
const DAY = 86_400_000;

/** Embedded timestamps of a leaf, and how many its time of validity asks for. */
export interface EmbeddedScts {
  readonly leaf: StoredCertificate;
  readonly scts: readonly Sct[];
  /** Those of them that are not known to be invalid. */
  readonly counted: readonly Sct[];
  /** Different logs among `counted`. */
  readonly logs: number;
  /** By Chrome's and Apple's policies for embedded timestamps: 2 up to 180 days of validity, else 3. */
  readonly needed: number;
}

/**
 * The leaf's embedded timestamps, none included. Undefined where transparency asks nothing of it (a precertificate, a
 * CA, a chain that ends at a private anchor) and where the list or the times cannot be read.
 */
export function embeddedScts({ leaf, anchorKind, timestamps = [] }: Pick<RuleContext, "leaf" | "anchorKind" | "timestamps">): EmbeddedScts | undefined {
  if (leaf === undefined || anchorKind === "private") return undefined;
  return leaf.read(({ signedCertificateTimestamps: scts = [], notBefore, notAfter, isPrecertificate, basicConstraints }) => {
    if (isPrecertificate || basicConstraints?.ca === true) return undefined;
    const needed = notAfter - notBefore + 1000 <= SHORT_LIVED_DAYS * DAY ? 2 : 3;
    const invalid = new Set(timestamps.filter(({ signature }) => signature.verdict === "invalid").map(({ offset }) => offset));
    const counted = scts.filter(({ offset }) => !invalid.has(offset));
    return { leaf, scts, counted, logs: new Set(counted.map(({ logId }) => toHex(logId))).size, needed };
  });
}
