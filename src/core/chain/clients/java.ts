import type { Breach } from "./breach.ts";
import type { ClientErrors, ClientRules } from "./rules.ts";

const TOLERATED: readonly Breach[] = [
  "names-unknown-kind", "constraints-subject-mailbox", "constraints-subject-mailbox-beside", "constraints-bad-party", "host-underscore-by-wildcard", "host-by-common-name-of-several", "host-by-common-name-first-in-part", "constraints-common-name", "constraints-met-as-text", "constraints-no-host", "tls-feature-other", "leaf-unreadable-access", "anchor-name-case",
  "anchor-dates", "anchor-version", "leaf-version", "common-name-beside", "names-bad-uri", "names-bad-address", "names-empty", "names-blank", "constraints-on-directory", "constraints-on-other", "constraints-empty", "constraints-no-name", "anchor-name-form", "time-form", "host-by-one-label-wildcard", "host-by-public-suffix-wildcard", "host-by-part-wildcard-behind", "unreadable:authorityKeyIdentifier", "unreadable:subjectKeyIdentifier", "unreadable:certificatePolicies", "policies-empty", "policy-qualifier-unknown", "leaf-eku-ms-gated", "issuer-eku-ms-gated", "anchor-eku-ms-gated", "serial-padded", "empty-issuer", 
  "host-by-part-wildcard", "host-by-common-name", "host-by-common-name-beside-address", "names-not-ascii", "names-bad-host", "names-one-label-wildcard", "names-one-label-wildcard-before", "names-one-label-wildcard-instead", "names-bad-host-before",
  "leaf-is-ca", "basic-constraints-not-critical", "path-length-anchor", "leaf-cert-sign",
  "leaf-eku-any", "leaf-eku-gated", "leaf-eku-critical", "leaf-eku-ocsp", "issuer-eku-any", "issuer-eku-gated", "issuer-eku-other", "issuer-eku-empty", "anchor-eku-any", "anchor-eku-gated", "anchor-eku-other", 
  "critical:policyMappings", "critical:policyConstraints", "critical:inhibitAnyPolicy", "anchor-critical:policyMappings", "anchor-critical:policyConstraints", "anchor-critical:inhibitAnyPolicy", "critical-unknown-anchor",
  "names-critical", "policy-constraints-not-critical",
  "unreadable:authorityInfoAccess", "unreadable:cRLDistributionPoints", "unreadable:freshestCRL", "unreadable:subjectInfoAccess", "unreadable:issuerAltName", "unreadable:tlsFeature",
  "policies-twice", "tls-feature-not-inherited", "tls-feature-not-stapled",
  "serial-zero", "serial-negative", "serial-long", "subject-key-id-missing", "authority-key-id-missing", "authority-key-id-form",
  "issuer-other-key-id", "issuer-other-serial", "issuer-name-form", "issuer-name-case",
  "constraints-in-leaf", "constraints-leading-dot", "constraints-anchor",
  "rsa-below-2040", "rsa-below-2048", "rsa-uneven", "rsa-over-8192", "leaf-p521", "key-ed25519", "key-pss", "signature-pss-other", "signature-ed25519", "signature-sha1", "distrust-after", "not-in-program",
];

/** The PKIX trust manager of Java 17 with the HTTPS rules for names: sun.security.provider.certpath, sun.security.validator. */
export const JAVA: ClientRules = {
  tolerates: new Set(TOLERATED),
  search: "all",
  remembers: false,
  // PKIXValidator validates a list that is in order as it is; of another, SunCertPathBuilder builds a path of so many at most.
  unordered: { tolerates: new Set<Breach>(["anchor-other-key-id", ...TOLERATED.filter((breach) => breach !== "anchor-dates")]), maxIntermediates: 5, longestFor: "Java" },
  maxSent: 10,
  readsBeyondEnd: true,
  maxSentFor: "Java",
  unreadableInList: "refused",
  refusesInList: new Set<Breach>(["constraints-no-uri-host", "empty-subject-names-not-critical", "twice-known", "twice-unknown"]),
};

export const JAVA_ERRORS: ClientErrors = {
  "chain/expired": "CertificateExpiredException", "chain/anchor-expired": "CertificateExpiredException", "chain/not-yet-valid": "CertificateNotYetValidException", "chain/name-mismatch": "No subject alternative DNS name matching the host found",
  "chain/untrusted": "unable to find valid certification path to requested target", "chain/issuer-missing": "unable to find valid certification path to requested target",
  "chain/issuer-other-key": "unable to find valid certification path to requested target", "chain/self-signed": "unable to find valid certification path to requested target",
  "chain/not-a-ca": "basic constraints check failed", "chain/path-length": "basic constraints check failed: pathLenConstraint violated", "chain/name-constraints": "name constraints check failed",
  "chain/key-usage": "KeyUsage does not allow digital signatures", "chain/extended-key-usage": "Extended key usage does not permit use for TLS server authentication",
  "chain/weak-key": "Algorithm constraints check failed on keysize limits", "chain/unknown-critical-extension": "unrecognized critical extension(s)",
};
