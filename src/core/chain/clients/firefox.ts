import type { Breach } from "./breach.ts";
import type { ClientErrors, ClientRules } from "./rules.ts";

/** SkipInvalidSANsForNonBuiltInRootsPolicy of CertVerifier.cpp. */
const NAMES_BELOW_OWN_ROOTS: readonly Breach[] = ["names-bad-host-before", "names-one-label-wildcard-before"];

/** mozilla::pkix (security/nss/lib/mozpkix) and NSSCertDBTrustDomain. */
export const FIREFOX: ClientRules = {
  tolerates: new Set<Breach>([
    "names-bad-host-before", "constraints-common-name", "names-unknown-kind", "names-unknown-kind-alone", "anchor-critical:policyConstraints", "anchor-critical:inhibitAnyPolicy", "host-underscore", "constraints-subject-mailbox", "constraints-subject-mailbox-beside", "constraints-bad-party", "host-underscore-by-wildcard", "host-hyphen-before", "host-hyphen-behind",
    "anchor-version", "leaf-version", "common-name-beside", "names-blank", "constraints-on-directory", "constraints-on-other", "constraints-blank", "anchor-other-key-id", "constraints-no-name", "constraints-no-uri-host", "constraints-bad-address", "constraints-range-of-names", "empty-subject-names-not-critical", "empty-subject",
    "host-by-public-suffix-wildcard", "names-bad-address", "names-not-ascii", "names-bad-uri", "names-one-label-wildcard", "names-one-label-wildcard-before", "names-bad-host",
    "basic-constraints-not-critical", 
    "leaf-cert-sign", "leaf-no-signature", "leaf-eku-critical",
    "critical:policyConstraints", "critical:inhibitAnyPolicy", "critical:authorityInfoAccess", "critical:tlsFeature", "critical:ocspNoCheck",
    "names-critical", "policy-constraints-not-critical", "twice-unknown",
    "unreadable:authorityKeyIdentifier", "unreadable:subjectKeyIdentifier", "unreadable:certificatePolicies", "unreadable:policyMappings", "unreadable:issuerAltName",
    "unreadable:policyConstraints", "unreadable:inhibitAnyPolicy", "unreadable:subjectInfoAccess", "unreadable:cRLDistributionPoints", "unreadable:freshestCRL", "unreadable:authorityInfoAccess",
    "policies-empty", "policies-twice", "policy-qualifier-unknown", "policy",
    "serial-zero", "serial-negative", "serial-long", "subject-key-id-missing", "authority-key-id-missing", "authority-key-id-form",
    "issuer-other-key-id", "issuer-other-serial",
    "constraints-in-leaf", "constraints-leading-dot", 
    "rsa-below-2040", "rsa-below-2048", "rsa-uneven", "rsa-over-8192", "leaf-p521", "not-in-program",
  ]),
  refusesBelowVettedAnchors: new Set<Breach>([...NAMES_BELOW_OWN_ROOTS, "rsa-below-2040"]),
  search: "all",
  remembers: true,
  // MAX_SUBCA_COUNT of pkixbuild.cpp.
  maxIntermediates: 6,
  longestFor: "Firefox",
  countsSelfIssued: true,
};

/** Firefox 140: keys below its own roots are held to no more than others. */
export const FIREFOX_140: ClientRules = { ...FIREFOX, refusesBelowVettedAnchors: new Set(NAMES_BELOW_OWN_ROOTS) };

/** What Firefox calls it. */
export const FIREFOX_ERRORS: ClientErrors = {
  "chain/malformed": "SEC_ERROR_BAD_DER", "chain/version": "MOZILLA_PKIX_ERROR_V1_CERT_USED_AS_CA", "chain/expired": "SEC_ERROR_EXPIRED_CERTIFICATE", "chain/anchor-expired": "SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE",
  "chain/not-yet-valid": "MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE", "chain/name-mismatch": "SSL_ERROR_BAD_CERT_DOMAIN",
  "chain/untrusted": "SEC_ERROR_UNKNOWN_ISSUER", "chain/issuer-missing": "SEC_ERROR_UNKNOWN_ISSUER", "chain/issuer-other-key": "SEC_ERROR_UNKNOWN_ISSUER",
  "chain/self-signed": "MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT", "chain/bad-signature": "SEC_ERROR_BAD_SIGNATURE",
  "chain/unsupported-algorithm": "SEC_ERROR_UNSUPPORTED_KEYALG", "chain/one-label-wildcard": "SEC_ERROR_BAD_DER", "chain/algorithm-mismatch": "MOZILLA_PKIX_ERROR_SIGNATURE_ALGORITHM_MISMATCH",
  "chain/not-a-ca": "SEC_ERROR_CA_CERT_INVALID", "chain/ca-as-leaf": "MOZILLA_PKIX_ERROR_CA_CERT_USED_AS_END_ENTITY",
  "chain/path-length": "SEC_ERROR_PATH_LEN_CONSTRAINT_INVALID", "chain/too-many-intermediates": "SEC_ERROR_UNKNOWN_ISSUER", "chain/key-usage": "SEC_ERROR_INADEQUATE_KEY_USAGE",
  "chain/extended-key-usage": "SEC_ERROR_INADEQUATE_CERT_TYPE", "chain/name-constraints": "SEC_ERROR_CERT_NOT_IN_NAME_SPACE",
  "chain/name-constraints-malformed": "SEC_ERROR_CERT_NOT_IN_NAME_SPACE", "chain/unknown-critical-extension": "SEC_ERROR_UNKNOWN_CRITICAL_EXTENSION",
  "chain/criticality": "SEC_ERROR_UNKNOWN_CRITICAL_EXTENSION", "chain/serial-number": "MOZILLA_PKIX_ERROR_INVALID_INTEGER_ENCODING",
  "chain/empty-name": "MOZILLA_PKIX_ERROR_EMPTY_ISSUER_NAME", "chain/weak-key": "MOZILLA_PKIX_ERROR_INADEQUATE_KEY_SIZE",
  "chain/weak-signature": "SEC_ERROR_CERT_SIGNATURE_ALGORITHM_DISABLED", "chain/tls-feature": "MOZILLA_PKIX_ERROR_REQUIRED_TLS_FEATURE_MISSING",
  "chain/distrusted-anchor": "SEC_ERROR_UNTRUSTED_ISSUER", "chain/address-as-dns-name": "SSL_ERROR_BAD_CERT_DOMAIN", "chain/common-name-alone": "SSL_ERROR_BAD_CERT_DOMAIN", "chain/issuer-nameless": "MOZILLA_PKIX_ERROR_EMPTY_ISSUER_NAME",
};
