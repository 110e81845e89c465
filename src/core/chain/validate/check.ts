import type { Certificate } from "../../x509/certificate.ts";
import type { Fault } from "../fault.ts";
import type { ServerName } from "../server-name.ts";

/** Where in a path a certificate stands. */
export type Position = "leaf" | "intermediate" | "anchor";

/**
 * How much of the certificate profiles is asked for. "strict": all that RFC 5280 and the Baseline Requirements demand
 * of a certificate. "browser": what browsers refuse, and no more.
 */
export type ValidationProfile = "strict" | "browser";

export interface CheckContext {
  position: Position;
  /** Milliseconds since the epoch. */
  time: number;
  profile: ValidationProfile;
  /** Undefined: the host is no name that a certificate could stand for. */
  serverName: ServerName | undefined;
  /** The host as given, for messages. */
  host: string;
  /** Whether registries hand out names directly under a domain; absent where the leaf has no wildcard. */
  isPublicSuffix?: (domain: string) => boolean;
}

/** One question about one certificate, apart from the path that it is in. May throw DerError. */
export type Check = (certificate: Certificate, context: CheckContext) => readonly Fault[];
