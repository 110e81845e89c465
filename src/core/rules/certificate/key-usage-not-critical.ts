import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** keyUsage not marked critical. */
export const keyUsageNotCritical: CertificateRule = {
  id: "certificate/key-usage-not-critical",
  severity: "warning",
  citation: rfc(5280, "4.2.1.3"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:w_ext_key_usage_not_critical"],
  check: (c) => when(c.has(EXTENSION.keyUsage) && !c.isCritical(EXTENSION.keyUsage)),
};
