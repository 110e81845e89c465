import { isSubordinateCa } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** No address of the CA’s issuer. */
export const subCaIssuerNotHttp: CertificateRule = {
  id: "certificate/sub-ca-issuer-not-http",
  severity: "warning",
  citation: baselineRequirements("7.1.2.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01", until: "2023-09-15" },
  sameAs: ["zlint:w_sub_ca_aia_does_not_contain_issuing_ca_url"],
  check: (c) => when(isSubordinateCa(c) && !c.issuerUris.some((uri) => uri.startsWith("http://"))),
};
