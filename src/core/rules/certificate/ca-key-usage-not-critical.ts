import { EXTENSION } from "../../x509/oids.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** keyUsage not marked critical. */
export const caKeyUsageNotCritical: CertificateRule = {
  id: "certificate/ca-key-usage-not-critical",
  severity: "error",
  citation: baselineRequirements("7.1.2.10.7"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_ca_key_usage_not_critical"],
  check: (c) => when(c.isCa && c.has(EXTENSION.keyUsage) && !c.isCritical(EXTENSION.keyUsage)),
};
