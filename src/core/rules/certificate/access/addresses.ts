import { EXTENSION } from "../../../x509/oids.ts";
import { isSubordinateCa, isSubscriber } from "../lint/applies.ts";
import { baselineRequirements, rfc } from "../lint/citations.ts";
import type { CertificateFacts } from "../lint/facts.ts";
import { family, first, PUBLIC_TLS, when, type RuleRow } from "../lint/rule.ts";
import { parseUri } from "../lint/uri.ts";

interface Addresses extends RuleRow {
  uris: "issuerUris" | "ocspUris" | "crlUris";
}

interface HttpAddress extends Addresses {
  of: (facts: CertificateFacts) => boolean;
}

const hasCrls = (facts: CertificateFacts): boolean => facts.has(EXTENSION.cRLDistributionPoints);

/** Addresses with another scheme than http. */
export const SCHEMES = family<Addresses>([
  {
    id: "certificate/aia-issuer-scheme", severity: "error", citation: baselineRequirements("7.1.2.7.7"),
    ...PUBLIC_TLS, effective: { from: "2023-09-15" }, sameAs: ["zlint:e_aia_ca_issuers_must_have_http_only"], uris: "issuerUris",
  },
  {
    id: "certificate/aia-ocsp-scheme", severity: "error", citation: baselineRequirements("7.1.2.7.7"),
    ...PUBLIC_TLS, effective: { from: "2023-09-15" }, sameAs: ["zlint:e_aia_ocsp_must_have_http_only"], uris: "ocspUris",
  },
], (c, { uris }) => isSubscriber(c) ? first(c[uris], (uri) => parseUri(uri)?.scheme !== "http") : []);

/** Certificates that must have an address of http, and have none. */
export const NOT_HTTP = family<HttpAddress>([
  {
    id: "certificate/sub-ca-crl-not-http", severity: "error", citation: baselineRequirements("7.1.2.11.2"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_sub_ca_crl_distribution_points_does_not_contain_url"], of: (facts) => isSubordinateCa(facts) && hasCrls(facts), uris: "crlUris",
  },
  {
    id: "certificate/sub-ca-issuer-not-http", severity: "warning", citation: baselineRequirements("7.1.2.2"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01", until: "2023-09-15" }, sameAs: ["zlint:w_sub_ca_aia_does_not_contain_issuing_ca_url"], of: isSubordinateCa, uris: "issuerUris",
  },
  {
    id: "certificate/sub-cert-crl-not-http", severity: "error", citation: baselineRequirements("7.1.2.11.2"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_sub_cert_crl_distribution_points_does_not_contain_url"], of: hasCrls, uris: "crlUris",
  },
  {
    id: "certificate/sub-cert-issuer-not-http", severity: "warning", citation: baselineRequirements("7.1.2.7.7"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:w_sub_cert_aia_does_not_contain_issuing_ca_url"], of: isSubscriber, uris: "issuerUris",
  },
  {
    id: "certificate/sub-cert-ocsp-not-http", severity: "error", citation: baselineRequirements("7.1.2.3"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01", until: "2023-09-15" }, sameAs: ["zlint:e_sub_cert_aia_does_not_contain_ocsp_url"], of: ({ isCa }) => !isCa, uris: "ocspUris",
  },
], (c, { of, uris }) => when(of(c) && !c[uris].some((uri) => uri.startsWith("http://"))));

/** Certificates without an address of a usual kind. */
export const NO_USUAL_ADDRESS = family<HttpAddress>([
  {
    id: "certificate/aia-issuer-without-uri", severity: "warning", citation: rfc(5280, "4.2.2.1"),
    effective: { from: "2008-05-01" }, sameAs: ["zlint:w_ext_aia_access_location_missing"], of: ({ issuerUris }) => issuerUris.length > 0, uris: "issuerUris",
  },
  {
    id: "certificate/crl-without-uri", severity: "warning", citation: rfc(5280, "4.2.1.13"),
    effective: { from: "2008-05-01" }, sameAs: ["zlint:w_distribution_point_missing_ldap_or_uri"], of: hasCrls, uris: "crlUris",
  },
], (c, { of, uris }) => when(of(c) && !c[uris].some((uri) => /^(?:http|ldap):\/\//i.test(uri))));
