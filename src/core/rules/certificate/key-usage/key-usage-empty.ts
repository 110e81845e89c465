import { EXTENSION } from "../../../x509/oids.ts";
import { rfc } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Key usage allows nothing. */
export const keyUsageEmpty: CertificateRule = {
  id: "certificate/key-usage-empty",
  severity: "error",
  citation: rfc(5280, "4.2.1.3"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_ext_key_usage_without_bits"],
  check: (c) => when(c.has(EXTENSION.keyUsage) && c.keyUsage.size === 0),
};
