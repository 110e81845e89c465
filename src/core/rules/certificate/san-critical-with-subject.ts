import { EXTENSION } from "../../x509/oids.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** subjectAltName is marked critical. */
export const sanCriticalWithSubject: CertificateRule = {
  id: "certificate/san-critical-with-subject",
  severity: "warning",
  citation: baselineRequirements("7.1.2.7.12"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:w_ext_san_critical_with_subject_dn"],
  check: (c) => when(c.isCritical(EXTENSION.subjectAltName) && c.subject.attributes.length > 0),
};
