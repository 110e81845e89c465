import { EXTENDED_KEY_USAGE, EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Purpose “any” in a critical extension. */
export const anyPurposeCritical: CertificateRule = {
  id: "certificate/any-purpose-critical",
  severity: "warning",
  citation: rfc(5280, "4.2.1.12"),
  effective: { from: "2002-04-01" },
  sameAs: ["zlint:w_eku_critical_improperly"],
  check: (c) => when(c.isCritical(EXTENSION.extKeyUsage) && c.extendedKeyUsage.includes(EXTENDED_KEY_USAGE.anyExtendedKeyUsage)),
};
