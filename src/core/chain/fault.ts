import type { Breach } from "./clients/breach.ts";

/** What is wrong with a certificate of a path, before it is known which path that is. */
export interface Fault {
  /** Rule id: "chain/expired". */
  rule: ChainErrorRule;
  /** Substitutions of the rule's message, in order; hostile text possible. */
  params: readonly string[];
  /** Bytes from the start of the certificate. */
  offset?: number;
  /** It is this platform that lacks the algorithm. */
  platform?: true;
  /** What it is to clients that let it pass; absent: none does. */
  breach?: Breach;
}

/** Rules that fail a path: one file of rules/chain each. */
export type ChainErrorRule =
  | "chain/malformed"
  | "chain/version"
  | "chain/expired"
  | "chain/anchor-expired"
  | "chain/not-yet-valid"
  | "chain/name-mismatch"
  | "chain/address-as-dns-name"
  | "chain/common-name-alone"
  | "chain/one-label-wildcard"
  | "chain/untrusted"
  | "chain/issuer-missing"
  | "chain/issuer-nameless"
  | "chain/issuer-other-key"
  | "chain/self-signed"
  | "chain/bad-signature"
  | "chain/unsupported-algorithm"
  | "chain/algorithm-parameters"
  | "chain/algorithm-mismatch"
  | "chain/not-a-ca"
  | "chain/ca-as-leaf"
  | "chain/leaf-not-first"
  | "chain/path-length"
  | "chain/too-many-intermediates"
  | "chain/too-many-sent"
  | "chain/key-usage"
  | "chain/extended-key-usage"
  | "chain/name-constraints"
  | "chain/name-constraints-malformed"
  | "chain/unknown-critical-extension"
  | "chain/criticality"
  | "chain/key-identifier"
  | "chain/serial-number"
  | "chain/empty-name"
  | "chain/common-name"
  | "chain/common-name-unicode"
  | "chain/weak-key"
  | "chain/weak-signature"
  | "chain/policy"
  | "chain/tls-feature"
  | "chain/distrusted-anchor"
  | "chain/restricted-anchor"
  | "chain/browser-rejected"
  | "chain/budget";

/** The empty list, shared: most checks find nothing. */
export const NO_FAULTS: readonly Fault[] = [];
