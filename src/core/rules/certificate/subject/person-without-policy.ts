import { ATTRIBUTE, POLICY } from "../../../x509/oids.ts";
import { isSubscriber } from "../lint/applies.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** A person’s name without the policy for it. */
export const personWithoutPolicy: CertificateRule = {
  id: "certificate/person-without-policy",
  severity: "error",
  citation: baselineRequirements("7.1.4.2.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2016-09-07" },
  sameAs: ["zlint:e_sub_cert_given_name_surname_contains_correct_policy"],
  check: (c) => when(isSubscriber(c) && c.subject.values(ATTRIBUTE.GN).length + c.subject.values(ATTRIBUTE.SN).length > 0 && !c.policyOids.includes(POLICY.individualValidated)),
};
