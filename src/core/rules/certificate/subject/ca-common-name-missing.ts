import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** CA without common name. */
export const caCommonNameMissing: CertificateRule = {
  id: "certificate/ca-common-name-missing",
  severity: "error",
  citation: baselineRequirements("7.1.2.10.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2017-06-08" },
  sameAs: ["zlint:e_ca_common_name_missing"],
  check: (c) => when(c.isCa && c.subject.commonName === ""),
};
