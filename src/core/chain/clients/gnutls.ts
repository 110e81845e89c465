import type { Breach } from "./breach.ts";
import type { ClientErrors, ClientRules } from "./rules.ts";

/** GnuTLS 3.7 at its normal priority: lib/x509/verify.c, lib/x509/verify-high.c. */
export const GNUTLS: ClientRules = {
  tolerates: new Set<Breach>([
    "constraints-no-host", "tls-feature-other", "leaf-unreadable-access", "constraints-met-as-text", "host-underscore", "constraints-subject-mailbox-beside", "constraints-bad-party", "host-underscore-by-wildcard", "host-hyphen-before", "host-hyphen-behind", "host-hyphen-before-named", "host-hyphen-behind-named",
    "time-form", "anchor-version", "leaf-version", "common-name-beside", "constraints-on-directory", "constraints-blank", "constraints-directory", "constraints-empty", "constraints-no-name", "constraints-no-uri-host", "host-by-part-wildcard-behind", "unreadable:authorityKeyIdentifier", "unreadable:subjectKeyIdentifier", "critical:authorityInfoAccess", "rsa-below-2040", "anchor-eku-ms-gated", "empty-issuer", "empty-subject", "empty-subject-names-not-critical",
    "host-by-public-suffix-wildcard", "host-by-common-name", "names-empty", "names-bad-address", "names-not-ascii", "names-bad-uri", "names-one-label-wildcard", "names-one-label-wildcard-before", "names-one-label-wildcard-instead", "names-bad-host", "names-bad-host-before",
    "leaf-is-ca", "anchor-without-basic-constraints", "basic-constraints-not-critical", 
    "leaf-cert-sign", "leaf-eku-any", "leaf-eku-empty", "leaf-eku-critical", "leaf-eku-ocsp", "issuer-eku-gated", "issuer-eku-empty", "anchor-eku-any", "anchor-eku-gated", "anchor-eku-other", 
    "critical:authorityKeyIdentifier", "critical:subjectKeyIdentifier", "critical:cRLDistributionPoints", "critical:issuerAltName", "critical:tlsFeature", "critical:inhibitAnyPolicy",
    "anchor-critical:policyMappings", "anchor-critical:inhibitAnyPolicy", 
    "names-critical", "policy-constraints-not-critical",
    "unreadable:authorityInfoAccess", "unreadable:certificatePolicies", "unreadable:policyMappings", "unreadable:policyConstraints", "unreadable:inhibitAnyPolicy",
    "unreadable:subjectInfoAccess", "unreadable:freshestCRL", "unreadable:cRLDistributionPoints", 
    "policies-empty", "policies-twice", "policy-qualifier-unknown", "policy", 
    "serial-zero", "serial-negative", "serial-long", "serial-padded", "subject-key-id-missing", "authority-key-id-missing", "authority-key-id-form",
    "issuer-other-serial", "issuer-name-form",
    "constraints-in-leaf", "constraints-leading-dot", 
    "rsa-below-2048", "rsa-uneven", "rsa-over-8192", "leaf-p521", "curve-p224", "key-ed25519", "key-pss", "signature-ed25519", "distrust-after", "not-in-program",
  ]),
  search: "gnutls",
  remembers: false,
  maxSent: 16,
  maxSentFor: "GnuTLS",
  unreadableInList: "refused",
  refusesInList: new Set<Breach>(["twice-known", "twice-unknown"]),
};

/** wget asks GnuTLS for no purpose, and so for no key usage of the server's certificate either. */
export const WGET: ClientRules = {
  ...GNUTLS,
  tolerates: new Set<Breach>([
    ...GNUTLS.tolerates, "leaf-no-signature", "leaf-no-usage", "leaf-eku-any", "leaf-eku-gated", "leaf-eku-ms-gated", "leaf-eku-other",
    "issuer-eku-any", "issuer-eku-gated", "issuer-eku-ms-gated", "issuer-eku-other",
  ]),
};

export const GNUTLS_ERRORS: ClientErrors = {
  "chain/expired": "The certificate chain uses expired certificate.", "chain/anchor-expired": "The certificate chain uses expired certificate.", "chain/not-yet-valid": "The certificate chain uses not yet valid certificate.",
  "chain/name-mismatch": "The name in the certificate does not match the expected.", "chain/address-as-dns-name": "The name in the certificate does not match the expected.",
  "chain/untrusted": "The certificate issuer is unknown.", "chain/issuer-missing": "The certificate issuer is unknown.", "chain/issuer-other-key": "The certificate issuer is unknown.", "chain/self-signed": "The certificate issuer is unknown.",
  "chain/bad-signature": "The signature in the certificate is invalid.", "chain/not-a-ca": "The certificate issuer is not a CA.", "chain/path-length": "The certificate chain violates the signer's constraints.",
  "chain/extended-key-usage": "The certificate chain does not match the intended purpose.", "chain/name-constraints": "The certificate chain violates the signer's constraints.",
  "chain/unknown-critical-extension": "The certificate contains an unknown critical extension.", "chain/weak-key": "The certificate chain uses insecure algorithm.", "chain/weak-signature": "The certificate chain uses insecure algorithm.",
};
