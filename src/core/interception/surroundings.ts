import type { InterceptionAssessment } from "../assessment.ts";
import type { HostMemory } from "./host-memory.ts";
import type { SessionMemory } from "./session.ts";

/** What is known beside the connection itself. All of it may be absent: then nothing is concluded from it. */
export interface Surroundings {
  /** What the session has shown across hosts. */
  session?: SessionMemory;
  /** What was seen of this host and port before; null: nothing; absent: nobody remembers. */
  memory?: HostMemory | null;
  /** What another vantage point saw of this host and port. */
  elsewhere?: ElsewhereSeen;
  /** What the companion saw of it on connections of its own, from this machine to the address that the browser uses. */
  companion?: ElsewhereSeen;
  /** CAs that the person expects to read the traffic: SHA-256 of keys or certificates, lower-case hex. */
  expected?: ReadonlySet<string>;
  /** What somebody said who knew more: the maker of an export. It counts where it says no less. */
  told?: InterceptionAssessment;
  /** What the person has pinned, all hosts. */
  pins?: readonly Pin[];
  /** Bad certificates that the person has accepted. */
  exceptions?: readonly Exception[];
}

/** Keys of a host and port as somebody saw them from elsewhere. */
export interface ElsewhereSeen {
  /** SHA-256 of leaf keys. */
  keys: readonly string[];
  /** At least one of the chains ended at a public root. */
  publicAnchor: boolean;
  /** ISO 8601: when the last was seen. */
  time: string | null;
}

/** What chains of hosts must have. A pin never blocks: it says. */
export interface Pin {
  /** A host name, "*." and a domain, or "*". */
  hosts: string;
  /**
   * `key`: one of the hashes is the key of a certificate of the chain; `anchor`: the chain ends at one of them (its
   * certificate or key); `issuer`: one of them signed the leaf (its certificate's key).
   */
  kind: "key" | "anchor" | "issuer";
  /** SHA-256, lower-case hex. */
  hashes: string[];
  /** ISO 8601. */
  since: string;
  /** The person's words. */
  why: string;
}

/** A bad certificate that the person accepted: that key, for that host and port. */
export interface Exception {
  host: string;
  port: number;
  /** SHA-256 of the leaf's key, lower-case hex. */
  key: string;
  since: string;
  why: string;
}
