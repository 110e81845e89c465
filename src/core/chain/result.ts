import type { AnchorSource } from "./anchors.ts";
import type { ExpiredCrossSign, SentCertificate } from "./compare-sent.ts";
import type { ChainErrorRule } from "./fault.ts";
import type { SentCost } from "./sent-cost.ts";
import type { MissingIssuer } from "./where-to-get.ts";

/** One reason why the chain is not valid. */
export interface ChainError {
  rule: ChainErrorRule;
  /** Message key in _locales and its substitutions, in order; hostile text possible. */
  key: string;
  params: readonly string[];
  /** SHA-256 of the certificate that it is about. */
  certificate?: string;
  /** Bytes from the start of that certificate. */
  offset?: number;
  /** It is this platform that lacks the algorithm: nobody knows whether the signature holds. */
  platform?: true;
}

/** What can be said of a chain: the fields of ChainAssessment, and more. Hashes are SHA-256 in lower-case hex. */
export interface ChainResult {
  /** Of the anchors that were given (from 1), those that cannot be read and so are not trusted. Absent: all can. */
  unreadableAnchors?: { anchor: number; sha256: string; message: string }[];
  /** "unknown": no certificate, or nobody to trust. */
  verdict: "valid" | "invalid" | "unknown";
  /** Whose verdict it is. */
  decidedBy: "browser" | "path-validation" | "nobody";
  /** Leaf to anchor; null where no path reaches an anchor. With errors where it does and is not valid. */
  path: string[] | null;
  /** All that is wrong with the best path, from the leaf up. */
  errors: ChainError[];
  /** What RFC 5280 and the Baseline Requirements forbid on that path, and the client whose verdict it is lets pass. */
  advice: ChainError[];
  /** Where `path` is null: from the leaf as far up as it goes. */
  partialPath: string[];
  /** The end of `path`. `vetted`: Mozilla's root program has it, or once had it. */
  anchor: { sha256: string; source: AnchorSource; vetted: boolean } | null;
  /** In the order sent; empty where it is not known what was sent (`ordered` is null then). */
  sent: SentCertificate[];
  /** Certificates that the path needs and the server did not send, the anchor aside. */
  missing: string[];
  /** null: it is not known what was sent. */
  ordered: boolean | null;
  /** Whether the first sent certificate is the server's own. */
  leafFirst: boolean | null;
  /** Whether a client that knows nothing but the anchors gets by with what was sent. null: not known. */
  sentSuffices: boolean | null;
  /** Issuers' certificates that were not sent, and where they can be had. */
  whereToGet: MissingIssuer[];
  /** Built by the browser with certificates that the server never sent, the anchor aside. */
  builtNeverSent: string[];
  expiredCrossSigns: ExpiredCrossSign[];
  cost: SentCost | null;
}
