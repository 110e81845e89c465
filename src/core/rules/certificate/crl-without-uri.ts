import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** CRL is at no usual address. */
export const crlWithoutUri: CertificateRule = {
  id: "certificate/crl-without-uri",
  severity: "warning",
  citation: rfc(5280, "4.2.1.13"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:w_distribution_point_missing_ldap_or_uri"],
  check: (c) => when(c.has(EXTENSION.cRLDistributionPoints) && !c.crlUris.some((uri) => /^(?:http|ldap):\/\//i.test(uri))),
};
