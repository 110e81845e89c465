import type { RuleContext } from "../rules/context.ts";
import type { Name } from "../x509/name.ts";
import type { Seen } from "./seen.ts";
import type { Surroundings } from "./surroundings.ts";

/** All that evidence is found in. */
export interface EvidenceContext {
  readonly seen: Seen;
  readonly facts: RuleContext;
  readonly around: Surroundings;
  /** Who a host belongs to: see siteOf. */
  readonly siteOf: (host: string) => string;
  /** The names of public roots; undefined where the chain ends at one, so that nobody need ask. */
  readonly publicNames: PublicNames | undefined;
  /** Whether the host must have a public certificate: a public host, or one whose local address excuses nothing. See exposure.ts. */
  readonly exposed: boolean;
  /** Whether the certificate is for this host. One that is not deceives nobody: a login page of the network, or a mistake. */
  readonly named: boolean;
}

/** Names that public CAs go by. */
export interface PublicNames {
  /** Whether a root of Mozilla's program has exactly this name. */
  isRoot: (name: Name) => boolean;
  /** The organisation of this name, where it is a public CA's: certificates are its business, or it has a public CA among other things and the common name is that CA's. */
  organization: (name: Name) => string | undefined;
}

/**
 * One kind of evidence is one file. Messages in _locales, from the id with "-" as "_":
 * interception_<id>_message (what was seen, with $1...) and interception_<id>_otherwise (what else it could be).
 */
export interface EvidenceSource {
  /** "private-anchor". */
  id: EvidenceId;
  /** Nothing remains of it where the person expects the CA at the end of the chain. */
  excused: boolean;
  /** It rests on the root being no public one: where that is not sure, all such evidence together does not make "likely". */
  restsOnRoot?: true;
  look: (context: EvidenceContext) => EvidenceHit | undefined;
}

export type EvidenceId =
  | "public-key-ca" | "private-anchor" | "unlisted-root" | "well-known-site" | "ca-key-in-leaf" | "product-name" | "template-made" | "untrusted-issuer" | "one-issuer-many-sites" | "one-key-many-hosts" | "borrowed-name"
  | "no-scts" | "sent-public-built-private" | "made-on-the-fly" | "other-vantage" | "companion-vantage"
  | "public-to-private" | "key-returned" | "anchor-replaced" | "new-public-ca" | "device-key-changed" | "pin-broken" | "exception-key-changed";

export interface EvidenceHit {
  /** 0 to 100: see weigh.ts. */
  weight: number;
  /** Substitutions of the message, in order; hostile text possible. */
  params: string[];
  /** SHA-256 of the certificates that it rests on. */
  certificates: string[];
}
