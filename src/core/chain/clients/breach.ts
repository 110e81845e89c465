import type { EXTENSION } from "../../x509/oids.ts";

type ExtensionName = keyof typeof EXTENSION;

/**
 * What RFC 5280 or the Baseline Requirements forbid and some client lets pass: the names by which clients' rules speak of
 * it. A fault without such a name is one that every client refuses.
 */
export type Breach =
  // The time, the version and the names of certificates.
  | "anchor-dates" | "time-form" | "anchor-version" | "leaf-version" | "issuer-version" | "empty-issuer" | "empty-subject" | "empty-subject-names-not-critical" | "common-name-beside"
  // The host: the certificate names it in a way that only some clients take.
  | "host-by-trailing-dot" | "host-by-part-wildcard" | "host-by-part-wildcard-behind" | "host-by-one-label-wildcard" | "host-by-public-suffix-wildcard"
  | "host-by-common-name" | "host-by-common-name-of-several" | "host-by-common-name-not-last" | "host-by-common-name-last-in-part" | "host-by-common-name-first-in-part" | "host-by-common-name-beside-address" | "host-by-address-as-dns-name" | "host-underscore" | "host-underscore-by-wildcard" | "host-hyphen-before" | "host-hyphen-behind" | "host-hyphen-before-named" | "host-hyphen-behind-named" | "names-empty" | "names-blank" | "names-bad-address" | "names-not-ascii" | "names-bad-host-before" | "names-bad-host" | "names-one-label-wildcard-before" | "names-one-label-wildcard-instead" | "names-one-label-wildcard" | "names-bad-uri" | "names-unknown-kind" | "names-unknown-kind-alone"
  // Basic constraints and path lengths.
  | "leaf-is-ca" | "anchor-without-basic-constraints" | "anchor-not-a-ca" | "basic-constraints-not-critical" | "path-length-anchor"
  // Key usage.
  | "leaf-cert-sign" | "leaf-no-usage" | "leaf-no-signature" | "anchor-no-cert-sign" | "issuer-no-cert-sign"
  // Extended key usage: of the leaf, of an intermediate, of the anchor.
  | "leaf-eku-any" | "leaf-eku-gated" | "leaf-eku-ms-gated" | "leaf-eku-empty" | "leaf-eku-critical" | "leaf-eku-ocsp" | "leaf-eku-other"
  | "issuer-eku-any" | "issuer-eku-gated" | "issuer-eku-ms-gated" | "issuer-eku-empty" | "issuer-eku-other"
  | "anchor-eku-any" | "anchor-eku-gated" | "anchor-eku-ms-gated" | "anchor-eku-other"
  // Criticality and form of extensions.
  | `critical:${ExtensionName}` | `anchor-critical:${ExtensionName}` | "critical-unknown-anchor" | "names-critical" | "policy-constraints-not-critical" | "twice-known" | "twice-unknown" | `unreadable:${ExtensionName}` | "leaf-unreadable-access"
  | "policies-empty" | "policies-twice" | "policy-qualifier-unknown" | "tls-feature-not-inherited" | "tls-feature-not-stapled" | "tls-feature-other"
  // Serial numbers and key identifiers.
  | "serial-zero" | "serial-negative" | "serial-long" | "serial-padded"
  | "subject-key-id-missing" | "authority-key-id-missing" | "authority-key-id-form" | "issuer-other-key-id" | "issuer-other-serial"
  | "anchor-other-key-id" | "anchor-name-form" | "anchor-name-case" | "issuer-name-form" | "issuer-name-case"
  // Name constraints.
  | "constraints-in-leaf" | "constraints-leading-dot" | "constraints-empty" | "constraints-no-name" | "constraints-no-host" | "constraints-no-uri-host" | "constraints-bad-address" | "constraints-range-of-names" | "constraints-blank" | "constraints-on-directory" | "constraints-on-other" | "constraints-directory" | "constraints-anchor" | "constraints-not-compared" | "constraints-met-as-text" | "constraints-common-name" | "constraints-subject-mailbox" | "constraints-subject-mailbox-beside" | "constraints-bad-party"
  // Keys and signatures.
  | "rsa-below-1024" | "rsa-below-2040" | "rsa-below-2048" | "rsa-uneven" | "rsa-over-8192" | "rsa-over-16384"
  | "curve-p224" | "curve-other" | "leaf-p521" | "key-ed25519" | "key-ed448" | "key-pss" | "key-ml-dsa" | "key-dsa"
  | "signature-sha1" | "signature-pss-other" | "signature-ed25519" | "signature-ml-dsa" | "algorithms-differ"
  | "policy" | "distrust-after" | "not-in-program";
