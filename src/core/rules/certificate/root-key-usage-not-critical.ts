import { EXTENSION } from "../../x509/oids.ts";
import { isRoot } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** keyUsage not marked critical. */
export const rootKeyUsageNotCritical: CertificateRule = {
  id: "certificate/root-key-usage-not-critical",
  severity: "error",
  citation: baselineRequirements("7.1.2.1"),
  binds: "public-cas",
  scope: "tls-server",
  roots: true,
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_root_ca_key_usage_must_be_critical"],
  check: (c) => when(isRoot(c) && c.has(EXTENSION.keyUsage) && !c.isCritical(EXTENSION.keyUsage)),
};
