import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** freshestCRL marked critical. */
export const freshestCrlCritical: CertificateRule = {
  id: "certificate/freshest-crl-critical",
  severity: "error",
  citation: rfc(5280, "4.2.1.15"),
  effective: { from: "2002-04-01" },
  sameAs: ["zlint:e_ext_freshest_crl_marked_critical"],
  check: (c) => when(c.isCritical(EXTENSION.freshestCRL)),
};
