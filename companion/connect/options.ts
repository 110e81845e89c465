
/** Versions that this client can speak, oldest first. */
export const CLIENT_VERSIONS = ["TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"] as const;
export type ClientVersion = (typeof CLIENT_VERSIONS)[number];

/** Browsers whose offer can be made in their place. */
export const BROWSER_OFFERS = ["chromium", "firefox"] as const;
export type BrowserOffer = (typeof BROWSER_OFFERS)[number];

/** How to connect. What is absent takes the default in words. */
export interface ProbeOptions {
  /** Where to connect instead of the target's host, and instead of its port. */
  connect?: { host: string; port?: number };
  /** Server name indication; null: none. Default: the target's host, none for an address. */
  serverName?: string | null;
  /** Oldest and newest version to offer. Default: all. */
  minVersion?: ClientVersion;
  maxVersion?: ClientVersion;
  /** IANA names, in the order to be offered. Default: all that OpenSSL has with a certificate, those of browsers first. */
  cipherSuites?: readonly string[];
  /** IANA names, in the order to be offered. Default: X25519MLKEM768 where OpenSSL knows it, X25519, P-256, P-384, P-521, X448. */
  groups?: readonly string[];
  /** Protocols to offer; empty: no ALPN. Default: by the port. */
  alpn?: readonly string[];
  /** One of START_TLS: how the server begins. Default: with TLS. */
  startTls?: string;
  /** Offer what this browser offers, in its order, by a hello of our own: of versions, suites and groups nothing else can be said then. */
  as?: BrowserOffer;
  /** For a server that asks for one. */
  clientCertificate?: ClientCertificate;
  /**
   * Trust anchors as DER, for which OpenSSL says whether it trusts the connection; empty: none. Absent: it is not asked, since
   * our own path building judges what was sent.
   */
  anchors?: readonly Uint8Array[];
  /** Connect again with the session of the first connection. Off by default, since it lets the server link the two. */
  resume?: boolean;
  /** Milliseconds until there is a TCP connection. Default 5,000. */
  connectTimeout?: number;
  /** Milliseconds for all of it. Default 15,000. */
  timeout?: number;
}

/** PEM files' contents, or that of a PKCS #12 file. */
export type ClientCertificate = { cert: Buffer; key: Buffer; passphrase?: string } | { pfx: Buffer; passphrase?: string };

export const DEFAULT_CONNECT_TIMEOUT = 5000;
export const DEFAULT_TIMEOUT = 15_000;
