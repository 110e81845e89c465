import { ATTRIBUTE } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";
import { characterCount } from "./lint/text.ts";

/** Common name too long. */
export const commonNameTooLong: CertificateRule = {
  id: "certificate/common-name-too-long",
  severity: "error",
  citation: rfc(5280, "A.1"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_subject_common_name_max_length"],
  check: (c) => first(c.subject.values(ATTRIBUTE.CN).slice(-1), (value) => characterCount(value) > 64),
};
