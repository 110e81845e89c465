import type { ChainErrorRule } from "../fault.ts";
import type { Breach } from "./breach.ts";

/** What a client is: data. What it does with it: validate/, path-building.ts and issuer-choice.ts. */
export interface ClientRules {
  /** What passes with it. All that is not named here it refuses. */
  readonly tolerates: ReadonlySet<Breach>;
  /** What an anchor that a root program has looked at is forgiven beside. */
  readonly forgivesVettedAnchors?: ReadonlySet<Breach>;
  /**
   * "all": every path is tried until one holds. "openssl": at each certificate one issuer is chosen, and there is no way
   * back; anchors first, then what is valid now. "gnutls": likewise, in the order sent, valid or not.
   */
  readonly search: "all" | "openssl" | "gnutls";
  /** Uses intermediates that it has from elsewhere. */
  readonly remembers: boolean;
  /** Certificates of a path between leaf and anchor, at most. */
  readonly maxIntermediates?: number;
  /** Whose bound that is, for people. */
  readonly longestFor?: string;
  /** Whether intermediates that are self-issued count for that bound. */
  readonly countsSelfIssued?: boolean;
  /** Certificates that a server may send, at most, and whose bound that is, for people. */
  readonly maxSent?: number;
  readonly maxSentFor?: string;
  /** A sent certificate that cannot be read, or has one of these faults, ends the handshake, of whatever use it is. */
  readonly refusesInList?: ReadonlySet<Breach>;
  readonly unreadableInList?: "refused" | "ignored";
  /** The client's own root program, where a root of Mozilla's list counts only if that has it too. */
  readonly program?: "chrome";
}

/** How a client calls what we call by a rule. */
export type ClientErrors = Readonly<Partial<Record<ChainErrorRule, string>>>;
