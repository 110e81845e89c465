import type { PresentedCertificate } from "./presented.ts";

/** What the certificates cost on the wire. */
export interface SentCost {
  /** Bytes of all certificates as they stand in the Certificate message, with their lengths (RFC 8446 section 4.4.2). */
  bytes: number;
  /** Of those that the server could leave out. */
  superfluousBytes: number;
  /** Round trips that the server waits for acknowledgements while it sends them, for want of a congestion window. */
  roundTrips: number;
  /** The same without the superfluous ones. */
  roundTripsNeeded: number;
}

/** RFC 6928 section 2: ten segments of 1460 bytes. */
const INITIAL_WINDOW = 10 * 1460;
/** A length of three bytes before, and of two for the extensions behind each certificate. */
const ENTRY_OVERHEAD = 5;

/**
 * Bytes and round trips of the sent certificates. Counted without the rest of the handshake, without compression
 * (RFC 8879) and with a window that doubles each round trip (RFC 5681 section 3.1), so that the round trips are the
 * least that a new connection without loss needs.
 */
export function sentCost(sent: readonly { presented: PresentedCertificate; needed: boolean }[]): SentCost {
  let bytes = 0;
  let superfluousBytes = 0;
  for (const { presented, needed } of sent) {
    const size = presented.der.length + ENTRY_OVERHEAD;
    bytes += size;
    if (!needed) superfluousBytes += size;
  }
  return { bytes, superfluousBytes, roundTrips: waits(bytes), roundTripsNeeded: waits(bytes - superfluousBytes) };
}

function waits(bytes: number): number {
  let left = bytes - INITIAL_WINDOW;
  let window = INITIAL_WINDOW;
  let count = 0;
  while (left > 0) {
    window *= 2;
    left -= window;
    count++;
  }
  return count;
}
