import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Certificate of nobody. */
export const subjectEmptyWithoutSan: CertificateRule = {
  id: "certificate/subject-empty-without-san",
  severity: "error",
  citation: rfc(5280, "4.1.2.6"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_subject_empty_without_san"],
  check: (c) => when(c.subject.attributes.length === 0 && !c.has(EXTENSION.subjectAltName)),
};
