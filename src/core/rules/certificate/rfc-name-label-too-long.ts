import { isSubscriber } from "./lint/applies.ts";
import { rfc } from "./lint/citations.ts";
import { hasLongLabel } from "./lint/dns-names.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Label of more than 63 characters. */
export const rfcNameLabelTooLong: CertificateRule = {
  id: "certificate/rfc-name-label-too-long",
  severity: "error",
  citation: rfc(5280, "4.2.1.6"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_rfc_dnsname_label_too_long"],
  check: (c) => isSubscriber(c) ? first(c.subjectAltNames.dns, hasLongLabel) : [],
};
