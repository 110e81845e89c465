import type { Certificate } from "../x509/certificate.ts";
import type { Name } from "../x509/name.ts";

/** Who trusts an anchor. */
export type AnchorSource =
  /** Mozilla's root program, as bundled. */
  | "mozilla"
  /** The person, or whoever wrote the observation. */
  | "added"
  /** The browser: it ended a chain there that it found valid. */
  | "browser";

/** A certificate at which a path may end (RFC 5280 section 6.1.1 d). */
export interface TrustAnchor {
  certificate: Certificate;
  source: AnchorSource;
  /** Leaves whose notBefore is later are not trusted; milliseconds since the epoch. */
  distrustAfter?: number;
  /** A root program has looked at it: name, key and constraints count, not the form of its certificate. */
  vetted: boolean;
}

export type Awaitable<T> = T | Promise<T>;

/** Where trust anchors are looked up. A lookup may give more than was asked for, never less. */
export interface TrustAnchors {
  /** Anchors with this subject. */
  bySubject(subject: Name): Awaitable<readonly TrustAnchor[]>;
  /** Anchors with this subject key identifier. */
  byKeyIdentifier(keyIdentifier: Uint8Array): Awaitable<readonly TrustAnchor[]>;
}
