import { baselineRequirements } from "../lint/citations.ts";
import { isCharacterString } from "../lint/facts.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** Placeholder in the subject. */
export const subjectMeaningless: CertificateRule = {
  id: "certificate/subject-meaningless",
  severity: "error",
  citation: baselineRequirements("7.1.4.2.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_subject_contains_noninformational_value"],
  check: (c) => c.subjectIsPlain ? [] : first(c.subject.attributes.filter(isCharacterString).map(({ value }) => value), (value) => !/[a-z0-9\u0080-\u{10ffff}]/iu.test(value)),
};
