import { EXTENSION } from "../../x509/oids.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** CRL is not at an http address. */
export const subCertCrlNotHttp: CertificateRule = {
  id: "certificate/sub-cert-crl-not-http",
  severity: "error",
  citation: baselineRequirements("7.1.2.11.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_sub_cert_crl_distribution_points_does_not_contain_url"],
  check: (c) => when(c.has(EXTENSION.cRLDistributionPoints) && !c.crlUris.some((uri) => uri.startsWith("http://"))),
};
