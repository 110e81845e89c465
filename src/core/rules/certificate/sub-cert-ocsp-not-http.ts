import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** No OCSP address. */
export const subCertOcspNotHttp: CertificateRule = {
  id: "certificate/sub-cert-ocsp-not-http",
  severity: "error",
  citation: baselineRequirements("7.1.2.3"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01", until: "2023-09-15" },
  sameAs: ["zlint:e_sub_cert_aia_does_not_contain_ocsp_url"],
  check: (c) => when(!c.isCa && !c.ocspUris.some((uri) => uri.startsWith("http://"))),
};
