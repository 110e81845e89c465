import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** CRL by another issuer. */
export const crlIssuerPresent: CertificateRule = {
  id: "certificate/crl-issuer-present",
  severity: "error",
  citation: baselineRequirements("7.1.2.11.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2023-09-15" },
  sameAs: ["zlint:e_crlissuer_must_not_be_present_in_cdp"],
  check: (c) => when(c.crlUris.length > 0 && c.distributionPoints.some(({ crlIssuer }) => crlIssuer !== undefined && crlIssuer.length > 0)),
};
