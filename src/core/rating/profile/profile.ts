import type { Grade } from "../../assessment.ts";
import type { TlsVersion } from "../../registry/tls-versions.ts";
import type { Citation } from "../../rules/rule.ts";

/**
 * A yardstick that a connection is held against: data alone, judged by evaluate.ts. A member that is absent is not asked for.
 * Names are IANA's; dates are ISO and count from the time that the judgement is made for.
 */
export interface RatingProfile {
  /** The name of its file. */
  id: string;
  citation: Citation;
  /** The letters that pass. */
  grades?: readonly Grade[];
  /** The certificate proves the host to whoever judges. */
  trusted?: true;
  /** Versions that may be negotiated. */
  versions?: readonly TlsVersion[];
  /** A version that the server has to know: an older one that was negotiated shows that it does not, since browsers offer both. */
  mustKnow?: { version: TlsVersion; from: string };
  suites?: ReadonlySet<string>;
  groups?: {
    allowed: ReadonlySet<string>;
    /** Younger than the profile, which says nothing of them. */
    unsettled?: ReadonlySet<string>;
  };
  /** Kinds of the leaf's public key: least length in bits, or the curves, as x509/ names them; curves that are not recommended are advised against. */
  keys?: readonly { type: string; leastBits?: number; curves?: readonly string[]; recommendedCurves?: readonly string[] }[];
  /** By what certificates may be signed, by names of x509/: the leaf alone, or all of the path below its anchor. */
  signatures?: { of: "leaf" | "path"; algorithms: ReadonlySet<string> };
  /** Validity of the leaf in days, the last second included: more than `most` fails, more than `recommended` is advised against. */
  lifespan?: { most?: number; recommended?: number };
  /** Least max-age of Strict-Transport-Security, in seconds. */
  hstsSeconds?: number;
  /** What else it asks for that one connection cannot show: the ends of message keys profile_unseen_<...>. */
  unseen: readonly ProfileUnseen[];
}

export type ProfileUnseen = "versions" | "suites" | "preference" | "probes" | "stapling" | "extensions" | "configuration";

/** SHA-2 and the schemes with a hash of their own, as x509/ names signature algorithms. */
export const ECDSA_SHA2 = ["ecdsa-with-SHA256", "ecdsa-with-SHA384", "ecdsa-with-SHA512"] as const;
