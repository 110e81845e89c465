import { baselineRequirements } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** Wildcard for part of a label. */
export const nameWildcardPartial: CertificateRule = {
  id: "certificate/name-wildcard-partial",
  severity: "error",
  citation: baselineRequirements("1.6.1"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_dnsname_left_label_wildcard_correct"],
  check: (c) => c.namesArePlain ? [] : first([c.subject.commonName, ...c.subjectAltNames.dns], (name) => /^(?!\*(?:\.|$))[^.]*\*/.test(name)),
};
