import { baselineRequirements } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** Wildcard within a name. */
export const nameWildcardInner: CertificateRule = {
  id: "certificate/name-wildcard-inner",
  severity: "error",
  citation: baselineRequirements("1.6.1"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_dnsname_wildcard_only_in_left_label"],
  check: (c) => c.namesArePlain ? [] : first([c.subject.commonName, ...c.subjectAltNames.dns], (name) => name.split(".").slice(1).some((label) => label.includes("*"))),
};
