import type { Breach } from "./breach.ts";
import { CHROMIUM } from "./chromium.ts";
import { FIREFOX } from "./firefox.ts";
import type { ClientRules } from "./rules.ts";

/** What RFC 5280 and the Baseline Requirements ask of a certificate, and x509-limbo of a validator. No client is as strict. */
export const STRICT: ClientRules = {
  tolerates: new Set<Breach>([
    "tls-feature-other", "constraints-common-name", "anchor-name-case", "host-underscore", "constraints-subject-mailbox", "constraints-subject-mailbox-beside", "host-underscore-by-wildcard", "host-hyphen-before", "host-hyphen-behind", "host-hyphen-before-named", "host-hyphen-behind-named",
    "critical:policyMappings", "critical:policyConstraints", "critical:inhibitAnyPolicy", "critical:issuerAltName", "critical:cRLDistributionPoints", "critical:tlsFeature",
    "anchor-critical:policyMappings", "anchor-critical:policyConstraints", "anchor-critical:inhibitAnyPolicy", "anchor-critical:issuerAltName", "anchor-critical:cRLDistributionPoints", "anchor-critical:tlsFeature",
    "unreadable:cRLDistributionPoints", "unreadable:freshestCRL", "names-bad-uri", "names-bad-host", "names-bad-host-before", "names-one-label-wildcard", "names-one-label-wildcard-before", "names-one-label-wildcard-instead", "issuer-eku-any", "anchor-eku-any",
    "issuer-other-key-id", "issuer-other-serial", "issuer-name-form", "anchor-other-key-id", "anchor-name-form", "constraints-on-directory", "constraints-on-other", "constraints-blank", "issuer-name-case", "rsa-over-8192", "leaf-p521", "not-in-program", "tls-feature-not-stapled",
  ]),
  // A root program has looked at its name, key and purposes; the form of its certificate is of another time.
  forgivesVettedAnchors: new Set<Breach>([...FIREFOX.tolerates, ...CHROMIUM.tolerates]),
  search: "all",
  remembers: true,
};
