import { ATTRIBUTE, POLICY } from "../../../x509/oids.ts";
import { isSubscriber } from "../lint/applies.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Domain-validated with more than a name. */
export const dvSubject: CertificateRule = {
  id: "certificate/dv-subject",
  severity: "error",
  citation: baselineRequirements("7.1.2.7.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2023-09-15" },
  sameAs: ["zlint:e_cab_dv_subject_invalid_values"],
  check: (c) => when(isSubscriber(c) && c.policyOids.includes(POLICY.domainValidated)
    && c.subject.attributes.some(({ oid }) => oid !== ATTRIBUTE.C && oid !== ATTRIBUTE.CN)),
};
