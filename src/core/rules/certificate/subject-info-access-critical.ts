import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** subjectInfoAccess marked critical. */
export const subjectInfoAccessCritical: CertificateRule = {
  id: "certificate/subject-info-access-critical",
  severity: "error",
  citation: rfc(5280, "4.2.2.2"),
  effective: { from: "2002-04-01" },
  sameAs: ["zlint:e_subject_info_access_marked_critical"],
  check: (c) => when(c.isCritical(EXTENSION.subjectInfoAccess)),
};
