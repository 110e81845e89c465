import { isSubscriber } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** No address of the issuer’s certificate. */
export const subCertIssuerNotHttp: CertificateRule = {
  id: "certificate/sub-cert-issuer-not-http",
  severity: "warning",
  citation: baselineRequirements("7.1.2.7.7"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:w_sub_cert_aia_does_not_contain_issuing_ca_url"],
  check: (c) => when(isSubscriber(c) && !c.issuerUris.some((uri) => uri.startsWith("http://"))),
};
