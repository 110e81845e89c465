import { ATTRIBUTE, POLICY } from "../../../x509/oids.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Individual-validated without a person. */
export const ivPersonMissing: CertificateRule = {
  id: "certificate/iv-person-missing",
  severity: "error",
  citation: baselineRequirements("7.1.2.7.3"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2023-09-15" },
  sameAs: ["zlint:e_cab_iv_requires_personal_name_strict"],
  check: (c) => when(!c.isCa && c.policyOids.includes(POLICY.individualValidated) && !(c.subject.has(ATTRIBUTE.GN) && c.subject.has(ATTRIBUTE.SN))),
};
