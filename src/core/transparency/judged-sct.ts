import type { CtLog } from "../registry/ct-logs.ts";

/**
 * Why nobody can say whether a log made a signature: its key is not known, the certificate's issuer is not, the
 * certificate has no form from which the signed bytes follow, the platform lacks the algorithm, or there are too many.
 */
export type SctUnknownReason = "log" | "issuer" | "form" | "algorithm" | "budget";

export type SctSignature = { readonly verdict: "valid" | "invalid" } | { readonly verdict: "unknown"; readonly reason: SctUnknownReason };

/** An embedded timestamp, and whether its log made it. */
export interface JudgedSct {
  /** Of the log, lower-case hex. */
  readonly logId: string;
  readonly log: CtLog | undefined;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  /** In the certificate, in bytes. */
  readonly offset: number;
  readonly signature: SctSignature;
}
