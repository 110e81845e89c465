import { rfc } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** CRL distribution point without address. */
export const distributionPointIncomplete: CertificateRule = {
  id: "certificate/distribution-point-incomplete",
  severity: "error",
  citation: rfc(5280, "4.2.1.13"),
  effective: { from: "2002-04-01" },
  sameAs: ["zlint:e_distribution_point_incomplete"],
  check: (c) => when(c.distributionPoints.some(({ reasons, fullName, relativeName, crlIssuer }) =>
    reasons !== undefined && fullName === undefined && relativeName === undefined && crlIssuer === undefined)),
};
