/** Versions of the protocol, oldest first. */
export const TLS_VERSIONS = ["SSL 2.0", "SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"] as const;

export type TlsVersion = (typeof TLS_VERSIONS)[number];

/** The version of a name as we ("TLS 1.0"), Firefox ("TLSv1") or OpenSSL ("SSLv3", "TLSv1.3") spell it; undefined for others. */
export function tlsVersionByName(name: string): TlsVersion | undefined {
  const parts = /^(TLS|SSL) ?v?([1-3])(?:\.([0-3]))?$/i.exec(name);
  if (parts === null) return undefined;
  const [, protocol = "", major = "", minor = "0"] = parts;
  const normal = `${protocol.toUpperCase()} ${major}.${minor}`;
  return TLS_VERSIONS.find((version) => version === normal);
}

/** Whether `version` is older than `other`. */
export function olderThan(version: TlsVersion, other: TlsVersion): boolean {
  return TLS_VERSIONS.indexOf(version) < TLS_VERSIONS.indexOf(other);
}
