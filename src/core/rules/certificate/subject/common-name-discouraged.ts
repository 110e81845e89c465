import { isSubscriber } from "../lint/applies.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Common name. */
export const commonNameDiscouraged: CertificateRule = {
  id: "certificate/common-name-discouraged",
  severity: "notice",
  citation: baselineRequirements("7.1.2.7.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2023-09-15" },
  sameAs: ["zlint:w_subject_common_name_included"],
  check: (c) => when(isSubscriber(c) && c.subject.commonName !== "", c.subject.commonName),
};
