import { isSubscriber } from "./lint/applies.ts";
import { rfc } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Empty label. */
export const rfcNameEmptyLabel: CertificateRule = {
  id: "certificate/rfc-name-empty-label",
  severity: "error",
  citation: rfc(5280, "4.2.1.6"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_rfc_dnsname_empty_label"],
  check: (c) => isSubscriber(c) ? first(c.subjectAltNames.dns, (name) => name.split(".").includes("")) : [],
};
