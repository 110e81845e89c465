import { EXTENSION } from "../../../x509/oids.ts";
import { isSubscriber } from "../lint/applies.ts";
import { rfc } from "../lint/citations.ts";
import { isKnownPurpose, isConsistent } from "../lint/purposes.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Key usage and purposes contradict each other. */
export const purposesInconsistent: CertificateRule = {
  id: "certificate/purposes-inconsistent",
  severity: "error",
  citation: rfc(5280, "4.2.1.12"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_key_usage_and_extended_key_usage_inconsistent"],
  check: (c) => when(isSubscriber(c) && c.has(EXTENSION.extKeyUsage) && c.has(EXTENSION.keyUsage) && !isConsistent(c.keyUsage, c.extendedKeyUsage.filter(isKnownPurpose))),
};
