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
}
