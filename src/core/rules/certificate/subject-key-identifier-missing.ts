import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** No subject key identifier. */
export const subjectKeyIdentifierMissing: CertificateRule = {
  id: "certificate/subject-key-identifier-missing",
  severity: "notice",
  citation: rfc(5280, "4.2.1.2"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:w_ext_subject_key_identifier_missing_sub_cert"],
  check: (c) => when(!c.isCa && !c.has(EXTENSION.subjectKeyIdentifier)),
};
