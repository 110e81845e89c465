/** OpenSSL's names for what the table of cases calls by IANA name. */
import type { LabTlsVersion } from "../case.ts";

const CIPHER_SUITES: Readonly<Record<string, string>> = {
  TLS_AES_128_GCM_SHA256: "TLS_AES_128_GCM_SHA256",
  TLS_AES_256_GCM_SHA384: "TLS_AES_256_GCM_SHA384",
  TLS_CHACHA20_POLY1305_SHA256: "TLS_CHACHA20_POLY1305_SHA256",
  TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: "ECDHE-ECDSA-AES128-GCM-SHA256",
  TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: "ECDHE-ECDSA-AES256-GCM-SHA384",
  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: "ECDHE-RSA-AES128-GCM-SHA256",
  TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384: "ECDHE-RSA-AES256-GCM-SHA384",
  TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA: "ECDHE-ECDSA-AES128-SHA",
  TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA: "ECDHE-ECDSA-AES256-SHA",
  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA: "ECDHE-RSA-AES128-SHA",
  TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA: "ECDHE-RSA-AES256-SHA",
  TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8: "ECDHE-ECDSA-AES256-CCM8",
  TLS_RSA_WITH_AES_128_GCM_SHA256: "AES128-GCM-SHA256",
  TLS_RSA_WITH_AES_256_GCM_SHA384: "AES256-GCM-SHA384",
  TLS_RSA_WITH_AES_128_CBC_SHA: "AES128-SHA",
  TLS_RSA_WITH_AES_256_CBC_SHA: "AES256-SHA",
};

const GROUPS: Readonly<Record<string, string>> = {
  x25519: "X25519",
  secp256r1: "P-256",
  secp384r1: "P-384",
  secp521r1: "P-521",
  X25519MLKEM768: "X25519MLKEM768",
};

const VERSIONS = { "TLS 1.0": "TLSv1", "TLS 1.1": "TLSv1.1", "TLS 1.2": "TLSv1.2", "TLS 1.3": "TLSv1.3" } as const;

/** OpenSSL refuses a list without a suite of TLS 1.2; where the least version is 1.3, this one is never offered. */
const OLDER = "AES128-SHA";

/** Security level 0, since weak keys, SHA-1 and old versions are what some cases are about. */
export function opensslCiphers(names: readonly string[]): string {
  const older = names.some((name) => name.includes("_WITH_")) ? [] : [OLDER];
  return [...names.map((name) => translate(CIPHER_SUITES, name)), ...older, "@SECLEVEL=0"].join(":");
}

export function opensslGroups(names: readonly string[]): string {
  return names.map((name) => translate(GROUPS, name)).join(":");
}

export function opensslVersion(version: LabTlsVersion): (typeof VERSIONS)[LabTlsVersion] {
  return VERSIONS[version];
}

/** IANA name of an OpenSSL cipher suite's, where the table has it. */
export function ianaCipherSuite(opensslName: string): string | undefined {
  return Object.entries(CIPHER_SUITES).find(([, name]) => name === opensslName)?.[0];
}

function translate(table: Readonly<Record<string, string>>, name: string): string {
  const translated = table[name];
  if (translated === undefined) throw new RangeError(`No OpenSSL name is known for "${name}": add it to lab/servers/openssl.ts.`);
  return translated;
}
