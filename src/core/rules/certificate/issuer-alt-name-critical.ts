import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** issuerAltName marked critical. */
export const issuerAltNameCritical: CertificateRule = {
  id: "certificate/issuer-alt-name-critical",
  severity: "warning",
  citation: rfc(5280, "4.2.1.7"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:w_ext_ian_critical"],
  check: (c) => when(c.isCritical(EXTENSION.issuerAltName)),
};
