import { isSubscriber } from "./lint/applies.ts";
import { rfc } from "./lint/citations.ts";
import { firstRegistrable } from "./lint/dns-names.ts";
import type { CertificateRule } from "./lint/rule.ts";

/** Underscore in a host’s name. */
export const rfcNameUnderscoreHost: CertificateRule = {
  id: "certificate/rfc-name-underscore-host",
  severity: "warning",
  citation: rfc(5280, "4.2.1.6"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:w_rfc_dnsname_underscore_in_trd"],
  check: (c) => isSubscriber(c) ? firstRegistrable(c.subjectAltNames.dns, ({ subdomain }) => subdomain.includes("_")) : [],
};
