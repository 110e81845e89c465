import { ATTRIBUTE } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";
import { characterCount } from "./lint/text.ts";

/** Given name too long. */
export const givenNameLong: CertificateRule = {
  id: "certificate/given-name-long",
  severity: "warning",
  citation: rfc(5280, "A.1"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:w_subject_given_name_recommended_max_length"],
  check: (c) => first(c.subject.values(ATTRIBUTE.GN), (value) => characterCount(value) > 64),
};
