import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Issuer’s certificate is at no usual address. */
export const aiaIssuerWithoutUri: CertificateRule = {
  id: "certificate/aia-issuer-without-uri",
  severity: "warning",
  citation: rfc(5280, "4.2.2.1"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:w_ext_aia_access_location_missing"],
  check: (c) => when(c.issuerUris.length > 0 && !c.issuerUris.some((uri) => /^(?:http|ldap):\/\//i.test(uri))),
};
