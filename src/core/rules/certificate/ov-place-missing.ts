import { ATTRIBUTE, POLICY } from "../../x509/oids.ts";
import { isSubscriber } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Organisation-validated without place. */
export const ovPlaceMissing: CertificateRule = {
  id: "certificate/ov-place-missing",
  severity: "error",
  citation: baselineRequirements("7.1.6.4"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_cert_policy_ov_requires_province_or_locality"],
  check: (c) => when(isSubscriber(c) && c.policyOids.includes(POLICY.organizationValidated) && !c.subject.has(ATTRIBUTE.L) && !c.subject.has(ATTRIBUTE.ST)),
};
