import { isSubscriber } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";
import { parseUri } from "./lint/uri.ts";

/** Issuer’s address with another scheme than http. */
export const aiaIssuerScheme: CertificateRule = {
  id: "certificate/aia-issuer-scheme",
  severity: "error",
  citation: baselineRequirements("7.1.2.7.7"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2023-09-15" },
  sameAs: ["zlint:e_aia_ca_issuers_must_have_http_only"],
  check: (c) => isSubscriber(c) ? first(c.issuerUris, (uri) => !/^https?$/.test(parseUri(uri)?.scheme ?? "")) : [],
};
