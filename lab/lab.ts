import type { LabCase } from "./case.ts";

export interface Lab {
  /** TCP port of all https hosts. */
  port: number;
  /** TCP port of the plain hosts. */
  plainPort: number;
  /** TCP and UDP port of the hosts with HTTP/3; absent where nothing here can serve it. */
  http3Port?: number;
  /** The table, with `unavailable` filled in for this machine. */
  cases: readonly LabCase[];
  /** Every host name that must lead to 127.0.0.1. */
  hosts: readonly string[];
  /** PEM of the lab's root. */
  rootPem: string;
  /** PEM of all anchors to trust: the root and, for the cross-signed cases, a second one. */
  rootPems: readonly string[];
  /** DER of the same. */
  roots: readonly Uint8Array[];
  /** "https://name.test:PORT/" or, for plain hosts, "http://name.test:PLAINPORT/". */
  url(host: string): string;
  /** DER of the certificates that the host sends, in the order sent; empty where it never gets so far. */
  sentChain(host: string): Uint8Array[];
  /** DER of the path that the case's `expect.path` names, leaf first, anchor last. */
  expectedPath(host: string): Uint8Array[];
  /** Ends the lab's process; resolves when it is gone. May be called again. */
  stop(): Promise<void>;
}
