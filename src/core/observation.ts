import type { Hsts, TlsInfo } from "./tls-info.ts";

/**
 * What was seen of one connection. In memory chains are bytes; in files they are base64
 * (one line of `tlscope assess --jsonl`) or SHA-256 references (the export): see telemetry/.
 */
export interface Observation {
  /** DNS name (A-labels, lower case) or IP address, IPv6 without brackets. */
  host: string;
  /** Default 443. */
  port?: number;
  /** The address that the browser connected to. */
  ip?: string;
  /** ISO 8601, UTC. */
  time?: string;
  tlsInfo: TlsInfo;
  /** Replaces the bundled trust anchors for this observation (DER). */
  trustAnchors?: Uint8Array[];
  /** Strict-Transport-Security as received; null: the response was seen and had none; absent: unknown. */
  hsts?: Hsts | null;
  /** "http:" where there was no TLS at all; absent means "https:". */
  scheme?: "https:" | "http:";
}
