import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Empty subject and subjectAltName not critical. */
export const sanNotCriticalWithoutSubject: CertificateRule = {
  id: "certificate/san-not-critical-without-subject",
  severity: "error",
  citation: rfc(5280, "4.2.1.6"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_ext_san_not_critical_without_subject"],
  check: (c) => when(c.subject.attributes.length === 0 && c.has(EXTENSION.subjectAltName) && !c.isCritical(EXTENSION.subjectAltName)),
};
