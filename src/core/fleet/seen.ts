import type { Observation } from "../observation.ts";
import type { Counts } from "../telemetry/document.ts";
import type { StoredCertificate } from "../x509/certificate-store.ts";
import { issuerOf, subjectOf } from "./certificate-row.ts";
import type { NamedCertificate, SeenConnection } from "./connection-row.ts";

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
