import { baselineRequirements } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** CRL address with another scheme than http. */
export const crlSchemeNotHttp: CertificateRule = {
  id: "certificate/crl-scheme-not-http",
  severity: "error",
  citation: baselineRequirements("7.1.2.11.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2023-09-15" },
  sameAs: ["zlint:e_crl_distrib_points_not_http"],
  check: (c) => first(c.crlUris, (uri) => !uri.startsWith("http:")),
};
