import { ATTRIBUTE } from "../../../x509/oids.ts";
import { isSubscriber } from "../lint/applies.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Several common names. */
export const commonNames: CertificateRule = {
  id: "certificate/common-names",
  severity: "warning",
  citation: baselineRequirements("7.1.4.3"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:w_extra_subject_common_names"],
  check: (c) => when(isSubscriber(c) && c.subject.values(ATTRIBUTE.CN).length > 1),
};
