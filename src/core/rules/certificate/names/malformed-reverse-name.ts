import { baselineRequirements } from "../lint/citations.ts";
import { reverseDnsAddress } from "../lint/reverse-dns.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** Reverse name of no address. */
export const malformedReverseName: CertificateRule = {
  id: "certificate/malformed-reverse-name",
  severity: "warning",
  citation: baselineRequirements("3.2.2.6"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:w_subject_contains_malformed_arpa_ip"],
  check: (c) => c.namesArePlain ? [] : first(c.subjectAltNames.dns, (name) => reverseDnsAddress(name) === "malformed"),
};
