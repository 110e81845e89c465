/** Why a choice of trust cannot be taken. */
export type TrustErrorCode =
  /** Neither PEM nor DER nor base64. */
  | "no-certificate"
  /** PEM that is damaged: the PEM reader's words. */
  | "pem"
  /** DER that is no certificate: the reader's words, and the byte. */
  | "malformed"
  /** A certificate without a subject. */
  | "nameless"
  | "too-large"
  | "full"
  /** All of them are there already. */
  | "known"
  /** No host name, address or pattern. */
  | "hosts"
  /** No SHA-256. */
  | "anchor"
  /** No JSON: the reader's words. */
  | "json"
  /** A file that holds nothing that is not there already. */
  | "nothing-new"
  /** Whoever administers this browser has set it. */
  | "policy";

/** `params`: substitutions of the message `options_trust_error_<code>`; hostile text possible. */
export class TrustError extends Error {
  override readonly name = "TrustError";

  constructor(readonly code: TrustErrorCode, readonly params: readonly string[] = []) {
    super([code, ...params].join(": "));
  }
}
