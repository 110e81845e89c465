import type { Breach } from "./breach.ts";
import type { ClientErrors, ClientRules } from "./rules.ts";

/** What crypto/x509 lets pass, the security level aside. */
const TOLERATED: readonly Breach[] = [
  "constraints-no-host", "tls-feature-other", "leaf-unreadable-access", "constraints-met-as-text", "host-underscore", "host-hyphen-before", "host-hyphen-behind", "host-hyphen-before-named", "host-hyphen-behind-named", "host-by-common-name-of-several", "host-by-common-name-not-last", "host-by-common-name-last-in-part", "host-by-common-name-first-in-part", "anchor-name-case",
  "anchor-version", "leaf-version", "common-name-beside", "names-blank", "constraints-on-directory", "constraints-on-other", "constraints-blank", "anchor-name-form", "constraints-empty", "constraints-no-name", "constraints-no-uri-host", "constraints-bad-address", "host-by-part-wildcard-behind", "leaf-eku-ms-gated", "issuer-eku-ms-gated", "anchor-eku-ms-gated", "empty-issuer", "empty-subject", "empty-subject-names-not-critical",
  "host-by-part-wildcard", "host-by-public-suffix-wildcard", "host-by-common-name", "host-by-common-name-beside-address", "names-empty", "names-bad-address", "names-not-ascii", "names-bad-uri", "names-one-label-wildcard", "names-one-label-wildcard-before", "names-one-label-wildcard-instead", "names-bad-host", "names-bad-host-before",
  "leaf-is-ca", "anchor-without-basic-constraints", "basic-constraints-not-critical", 
  "leaf-cert-sign", "leaf-no-signature", "leaf-eku-gated", "leaf-eku-critical", "leaf-eku-ocsp", "issuer-eku-gated", "anchor-eku-gated",
  "critical:policyMappings", "critical:policyConstraints", "critical:inhibitAnyPolicy", "critical:cRLDistributionPoints",
  "anchor-critical:policyMappings", "anchor-critical:policyConstraints", "anchor-critical:inhibitAnyPolicy",
  "names-critical", "policy-constraints-not-critical", "twice-unknown",
  "unreadable:authorityInfoAccess", "unreadable:certificatePolicies", "unreadable:policyMappings", "unreadable:policyConstraints", "unreadable:inhibitAnyPolicy",
  "unreadable:subjectInfoAccess", "unreadable:freshestCRL", "unreadable:tlsFeature", "unreadable:issuerAltName",
  "policies-empty", "policies-twice", "policy-qualifier-unknown", "policy", "tls-feature-not-inherited", "tls-feature-not-stapled",
  "serial-zero", "serial-negative", "serial-long", "subject-key-id-missing", "authority-key-id-missing", "authority-key-id-form",
  "issuer-name-form", "issuer-name-case",
  "constraints-in-leaf", "constraints-leading-dot", 
  "rsa-below-2048", "rsa-uneven", "rsa-over-8192", "leaf-p521", "curve-p224", "key-ed25519", "key-ed448", "key-pss", "signature-pss-other", "signature-ed25519", "distrust-after", "not-in-program",
];

/** OpenSSL 3.0 at its security level 2, as Debian builds it: no RSA below 112 bits of strength, no SHA-1. */
export const OPENSSL: ClientRules = {
  tolerates: new Set(TOLERATED),
  search: "openssl",
  remembers: false,
  unreadableInList: "refused",
  refusesInList: new Set<Breach>(["serial-padded"]),
};

/** curl's own look at names: no wildcard within a label, and the common name where there are no alternative names at all. */
export const CURL: ClientRules = { ...OPENSSL, tolerates: new Set<Breach>([...without(OPENSSL.tolerates, ["host-by-part-wildcard", "host-by-part-wildcard-behind", "host-by-common-name-beside-address", "host-by-common-name-not-last", "host-by-common-name-first-in-part"]), "host-by-trailing-dot", "host-underscore-by-wildcard"]) };

/** Python's ssl module: X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS. */
export const PYTHON: ClientRules = { ...OPENSSL, tolerates: without(OPENSSL.tolerates, ["host-by-part-wildcard", "host-by-part-wildcard-behind"]) };

/** Node brings its own OpenSSL, at security level 1, and its own look at names (tls.checkServerIdentity). */
export const NODE: ClientRules = { ...OPENSSL, tolerates: new Set<Breach>([...OPENSSL.tolerates, "rsa-below-2040", "host-by-trailing-dot", "host-underscore-by-wildcard"]) };

function without(tolerated: ReadonlySet<Breach>, breaches: readonly Breach[]): ReadonlySet<Breach> {
  return new Set([...tolerated].filter((breach) => !breaches.includes(breach)));
}

/** The texts of X509_verify_cert_error_string. */
export const OPENSSL_ERRORS: ClientErrors = {
  "chain/expired": "certificate has expired", "chain/anchor-expired": "certificate has expired", "chain/not-yet-valid": "certificate is not yet valid", "chain/name-mismatch": "hostname mismatch", "chain/address-as-dns-name": "IP address mismatch",
  "chain/untrusted": "unable to get local issuer certificate", "chain/issuer-missing": "unable to get local issuer certificate", "chain/issuer-other-key": "unable to get local issuer certificate",
  "chain/self-signed": "self-signed certificate", "chain/bad-signature": "certificate signature failure", "chain/not-a-ca": "invalid CA certificate", "chain/path-length": "path length constraint exceeded",
  "chain/key-usage": "unsuitable certificate purpose", "chain/extended-key-usage": "unsuitable certificate purpose", "chain/name-constraints": "permitted subtree violation",
  "chain/unknown-critical-extension": "unhandled critical extension", "chain/weak-key": "EE certificate key too weak", "chain/weak-signature": "CA signature digest algorithm too weak",
};
