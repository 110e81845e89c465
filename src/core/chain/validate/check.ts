import type { Certificate } from "../../x509/certificate.ts";
import type { Fault } from "../fault.ts";
import type { ServerName } from "../server-name.ts";

/** Where in a path a certificate stands. */
export type Position = "leaf" | "intermediate" | "anchor";

export interface CheckContext {
  position: Position;
  /** Milliseconds since the epoch. */
  time: number;
  /** Undefined: the host is no name that a certificate could stand for. */
  serverName: ServerName | undefined;
  /** The host as given, for messages. */
  host: string;
  /** Whether registries hand out names directly under a domain; absent where the leaf has no wildcard. */
  isPublicSuffix?: (domain: string) => boolean;
  /** Whether the server stapled an OCSP response; absent: not known. */
  ocspStapled?: boolean;
}

/**
 * One question about one certificate, apart from the path that it is in: all that RFC 5280 and the Baseline Requirements
 * forbid, each with the name by which clients' rules let it pass (`breach`). May throw DerError.
 */
export type Check = (certificate: Certificate, context: CheckContext) => readonly Fault[];
