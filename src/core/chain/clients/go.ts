import type { Breach } from "./breach.ts";
import type { ClientErrors, ClientRules } from "./rules.ts";

/** crypto/x509 of Go 1.19: verify.go and parser.go. */
export const GO: ClientRules = {
  tolerates: new Set<Breach>([
    "names-unknown-kind", "constraints-common-name", "names-unknown-kind-alone", "constraints-no-host", "tls-feature-other", "host-underscore", "constraints-subject-mailbox", "constraints-subject-mailbox-beside", "constraints-bad-party", "host-underscore-by-wildcard", "host-hyphen-behind", "host-hyphen-before-named", "host-hyphen-behind-named",
    "anchor-version", "leaf-version", "issuer-version", "common-name-beside", "names-blank", "constraints-blank", "constraints-no-name", "constraints-no-uri-host", "time-form", "anchor-other-key-id", "empty-issuer", "empty-subject", "empty-subject-names-not-critical",
    "host-by-public-suffix-wildcard", "host-by-one-label-wildcard", "names-empty", "names-one-label-wildcard", "names-one-label-wildcard-before", "names-one-label-wildcard-instead", "names-bad-host", "names-bad-host-before",
    "leaf-is-ca", "basic-constraints-not-critical", "leaf-cert-sign", "leaf-no-signature", "leaf-no-usage",
    "leaf-eku-any", "leaf-eku-empty", "leaf-eku-critical", "leaf-eku-ocsp", "issuer-eku-any", "issuer-eku-empty", "anchor-eku-any",
    "critical:authorityKeyIdentifier", "critical:subjectKeyIdentifier", "critical:cRLDistributionPoints", "critical:authorityInfoAccess",
    "names-critical", "policy-constraints-not-critical",
    "unreadable:policyMappings", "unreadable:policyConstraints", "unreadable:inhibitAnyPolicy", "unreadable:subjectInfoAccess", "unreadable:freshestCRL", "unreadable:issuerAltName", "unreadable:tlsFeature",
    "policies-empty", "policies-twice", "policy-qualifier-unknown", "policy", "tls-feature-not-inherited", "tls-feature-not-stapled",
    "serial-zero", "serial-negative", "serial-long", "subject-key-id-missing", "authority-key-id-missing", "authority-key-id-form",
    "issuer-other-key-id", "issuer-other-serial",
    "constraints-in-leaf", "constraints-leading-dot", 
    "rsa-below-1024", "rsa-below-2040", "rsa-below-2048", "rsa-uneven", "rsa-over-8192", "leaf-p521", "curve-p224", "key-ed25519", "signature-ed25519", "distrust-after", "not-in-program",
  ]),
  search: "all",
  remembers: false,
  // maxConstraintComparisons of verify.go.
  maxNameComparisons: 250_000,
  unreadableInList: "refused",
  refusesInList: new Set<Breach>([
    "serial-padded", "names-bad-uri", "names-bad-address", "names-not-ascii", "twice-known", "twice-unknown",
    "unreadable:authorityKeyIdentifier", "unreadable:subjectKeyIdentifier", "unreadable:authorityInfoAccess", "leaf-unreadable-access", "unreadable:cRLDistributionPoints", "unreadable:certificatePolicies",
  ]),
};

export const GO_ERRORS: ClientErrors = {
  "chain/expired": "x509: certificate has expired or is not yet valid", "chain/anchor-expired": "x509: certificate has expired or is not yet valid", "chain/not-yet-valid": "x509: certificate has expired or is not yet valid",
  "chain/name-mismatch": "x509: certificate is valid for other names", "chain/untrusted": "x509: certificate signed by unknown authority",
  "chain/issuer-missing": "x509: certificate signed by unknown authority", "chain/issuer-other-key": "x509: certificate signed by unknown authority", "chain/self-signed": "x509: certificate signed by unknown authority",
  "chain/not-a-ca": "x509: certificate is not authorized to sign other certificates", "chain/path-length": "x509: too many intermediates for path length constraint",
  "chain/extended-key-usage": "x509: certificate specifies an incompatible key usage", "chain/name-constraints": "x509: a root or intermediate certificate is not authorized to sign for this name",
  "chain/unknown-critical-extension": "x509: unhandled critical extension", "chain/weak-signature": "x509: cannot verify signature: insecure algorithm",
};
