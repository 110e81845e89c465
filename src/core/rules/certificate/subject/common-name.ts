import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Common name. */
export const commonName: CertificateRule = {
  id: "certificate/common-name",
  severity: "notice",
  citation: baselineRequirements("7.1.4.2.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01", until: "2023-09-15" },
  sameAs: ["zlint:n_subject_common_name_included"],
  check: (c) => when(!c.isCa && c.subject.commonName !== "", c.subject.commonName),
};
