import type { Breach } from "./breach.ts";
import type { ClientErrors, ClientRules } from "./rules.ts";

/** BoringSSL's pki library with Chromium's delegate, and the Chrome Root Store. */
export const CHROMIUM: ClientRules = {
  tolerates: new Set<Breach>([
    "constraints-no-name", "constraints-no-uri-host", "constraints-common-name", "constraints-no-host", "anchor-without-basic-constraints", "anchor-eku-any", "tls-feature-other", "host-underscore", "constraints-subject-mailbox", "constraints-subject-mailbox-beside", "constraints-bad-party", "host-underscore-by-wildcard", "host-hyphen-before", "host-hyphen-behind", "host-hyphen-before-named", "host-hyphen-behind-named",
    "anchor-version", "leaf-version", "common-name-beside", "names-blank", "constraints-on-directory", "constraints-on-other", "constraints-blank", "anchor-other-key-id", "empty-issuer", "empty-subject",
    "host-by-trailing-dot", "names-bad-uri", "names-one-label-wildcard", "names-one-label-wildcard-before", "names-one-label-wildcard-instead", "names-bad-host", "names-bad-host-before",
    "leaf-is-ca", "basic-constraints-not-critical", "leaf-cert-sign", "leaf-eku-any", "leaf-eku-critical", "leaf-eku-ocsp", "issuer-eku-any",
    "critical:policyMappings", "critical:policyConstraints", "critical:inhibitAnyPolicy",
    "anchor-critical:policyMappings", "anchor-critical:policyConstraints", "anchor-critical:inhibitAnyPolicy",
    "names-critical", "policy-constraints-not-critical",
    "unreadable:issuerAltName", "unreadable:subjectInfoAccess", "unreadable:cRLDistributionPoints", "unreadable:freshestCRL", "unreadable:tlsFeature",
    "tls-feature-not-inherited", "tls-feature-not-stapled",
    "serial-zero", "serial-negative", "serial-long", "serial-padded", "subject-key-id-missing", "authority-key-id-missing", "authority-key-id-form",
    "issuer-other-key-id", "issuer-other-serial", "issuer-name-form", "issuer-name-case",
    "constraints-in-leaf", "constraints-leading-dot", 
    "rsa-below-2040", "rsa-below-2048", "rsa-uneven", "rsa-over-8192", "key-ml-dsa", "signature-ml-dsa", "distrust-after",
  ]),
  search: "all",
  remembers: true,
  // A root of the Chrome Root Store is found by its normalised name, one of the system's by its bytes.
  forgivesVettedAnchors: new Set<Breach>(["anchor-name-form", "anchor-name-case"]),
  anchorsHavePolicies: true,
  program: "chrome",
};

/** What Chromium calls it; all else is ERR_CERT_INVALID. */
export const CHROMIUM_ERRORS: ClientErrors = {
  "chain/expired": "ERR_CERT_DATE_INVALID", "chain/anchor-expired": "ERR_CERT_DATE_INVALID", "chain/not-yet-valid": "ERR_CERT_DATE_INVALID", "chain/name-mismatch": "ERR_CERT_COMMON_NAME_INVALID",
  "chain/address-as-dns-name": "ERR_CERT_COMMON_NAME_INVALID", "chain/common-name-alone": "ERR_CERT_COMMON_NAME_INVALID", "chain/untrusted": "ERR_CERT_AUTHORITY_INVALID", "chain/issuer-missing": "ERR_CERT_AUTHORITY_INVALID",
  "chain/issuer-other-key": "ERR_CERT_AUTHORITY_INVALID", "chain/self-signed": "ERR_CERT_AUTHORITY_INVALID",
  "chain/key-usage": "ERR_SSL_KEY_USAGE_INCOMPATIBLE",
};
