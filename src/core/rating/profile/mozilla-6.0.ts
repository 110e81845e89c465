import type { Citation } from "../../rules/rule.ts";

// Source: https://ssl-config.mozilla.org/guidelines/6.0.json (2026-04-06): ciphersuites and tls_curves are the same in both profiles;
// each profile takes its other members from there too.
export const MOZILLA_TLS13_SUITES = ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"] as const;
export const MOZILLA_GROUPS: ReadonlySet<string> = new Set(["X25519MLKEM768", "x25519", "secp256r1", "secp384r1"]);

export function mozilla(section: string): Citation {
  return { document: "Mozilla Server Side TLS 6.0", section, url: "https://wiki.mozilla.org/Security/Server_Side_TLS" };
}
