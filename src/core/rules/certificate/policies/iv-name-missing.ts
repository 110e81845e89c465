import { ATTRIBUTE, POLICY } from "../../../x509/oids.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Individual-validated without a name. */
export const ivNameMissing: CertificateRule = {
  id: "certificate/iv-name-missing",
  severity: "error",
  citation: baselineRequirements("7.1.6.4"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2015-09-28", until: "2023-09-15" },
  sameAs: ["zlint:e_cab_iv_requires_personal_name"],
  check: (c) => when(!c.isCa && c.policyOids.includes(POLICY.individualValidated)
    && !c.subject.has(ATTRIBUTE.O) && !(c.subject.has(ATTRIBUTE.GN) && c.subject.has(ATTRIBUTE.SN))),
};
