import { POLICY } from "../../../x509/oids.ts";
import { rfc } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** anyPolicy with an unknown qualifier. */
export const anyPolicyQualifier: CertificateRule = {
  id: "certificate/any-policy-qualifier",
  severity: "error",
  citation: rfc(5280, "4.2.1.4"),
  effective: { from: "2002-04-01" },
  sameAs: ["zlint:e_ext_cert_policy_disallowed_any_policy_qualifier"],
  check: (c) => when(c.policies.some(({ oid, qualifiers }) => oid === POLICY.anyPolicy
    && qualifiers.some((qualifier) => qualifier.oid !== POLICY.cps && qualifier.oid !== POLICY.userNotice))),
};
