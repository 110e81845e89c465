import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** CA without subject key identifier. */
export const subjectKeyIdentifierMissingCa: CertificateRule = {
  id: "certificate/subject-key-identifier-missing-ca",
  severity: "error",
  citation: rfc(5280, "4.2.1.2"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_ext_subject_key_identifier_missing_ca"],
  check: (c) => when(c.isCa && !c.has(EXTENSION.subjectKeyIdentifier)),
};
