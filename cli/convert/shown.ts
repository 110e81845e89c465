import type { NamedCertificate, SeenConnection } from "../../src/core/fleet/connection-row.ts";
import { issuerOf, subjectOf } from "../../src/core/fleet/certificate-row.ts";
import type { Observation } from "../../src/core/observation.ts";
import type { Counts } from "../../src/core/telemetry/document.ts";
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

/** An observation as rows take it. `hash`: SHA-256 (hex) of a certificate. */
export function seenConnection({ host, port, ip, time, scheme, tlsInfo }: Observation, hash: (der: Uint8Array) => string, counts?: Counts): SeenConnection {
  const { sentChain, builtChain, extra, protocol, tlsVersion, cipherSuite, keyExchangeGroup } = tlsInfo;
  return {
    host, port, ip, time, scheme, requests: counts?.requests ?? 1, firstSeen: counts?.firstSeen ?? time, lastSeen: counts?.lastSeen ?? time,
    source: extra?.source ?? "import", protocol, tlsVersion: tlsVersion ?? extra?.quic?.tlsVersion, cipherSuite: cipherSuite ?? extra?.quic?.cipherSuite, keyExchangeGroup,
    error: extra?.error, sent: sentChain?.map(hash), built: builtChain?.map(hash), server: extra?.serverCertificate === undefined ? undefined : hash(extra.serverCertificate),
  };
}

/** What a connection's row takes from a certificate. */
export function factsOf(stored: StoredCertificate): NamedCertificate {
  const names = stored.read(({ subject, issuer }) => ({ subject: subject.toString(), issuer: issuer.toString() }));
  return {
    key: stored.read(({ spkiSha256 }) => spkiSha256) ?? "", issuer: issuerOf(stored), name: subjectOf(stored),
    selfIssued: names !== undefined && names.subject === names.issuer,
  };
}
