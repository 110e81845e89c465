import type { SeenConnection } from "../../src/core/fleet/connection-row.ts";
import type { StoredCertificate } from "../../src/core/x509/certificate-store.ts";

/** What an input gives: a connection, what was judged of it, and the certificates that it names. */
export interface Shown {
  seen: SeenConnection;
  /** An assessment as it stands in a file, or as it was made; undefined: there is none. */
  assessment: unknown;
  /** Of "Firefox 153". */
  browser?: string;
  /** What tells this connection from every other in the file, beside what is seen; empty: its own time does. */
  place: string;
  /** undefined: it is not there. */
  certificate: (sha256: string) => StoredCertificate | undefined;
}
