import type { Place } from "./place.ts";
import type { SeenAuthority, Trust } from "./seen.ts";

/** What was seen of a host and port before. JSON. Times in milliseconds since the epoch, hashes SHA-256 in hex. */
export interface HostMemory {
  host: string;
  port: number;
  firstSeen: number;
  lastSeen: number;
  place: Place;
  /** Each key with each CA, the one seen last standing last. */
  keys: KeyMemory[];
  /** Until when the host wants to be reached over TLS alone; absent: it never said so, or it was not remembered yet. */
  hstsUntil?: number;
}

export interface KeyMemory {
  key: string;
  leaf: string;
  issuer: SeenAuthority;
  root: SeenAuthority;
  anchor: string | null;
  trust: Trust;
  notBefore: number | null;
  notAfter: number | null;
  firstSeen: number;
  lastSeen: number;
  /** The certificate that was last good here with this key and CA; absent: none was, or it was not remembered yet. */
  lastGood?: GoodCertificate;
  /** Somebody read what passed, by all that was known when it was last judged. */
  read?: ReadBy;
}

/** Who read a connection: as sure as it was, and the product whose name the CA bears. */
export interface ReadBy {
  verdict: "known" | "likely";
  label: string | null;
}

/** A certificate that was trusted, for its host's name, and in its time. */
export interface GoodCertificate {
  /** When it was last seen so. */
  time: number;
  leaf: string;
  notBefore: number | null;
  notAfter: number | null;
}
