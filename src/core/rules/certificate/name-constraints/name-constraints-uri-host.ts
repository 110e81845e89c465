import { rfc } from "../lint/citations.ts";
import { isFullyQualified } from "../lint/dns-names.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** Name constraint on an incomplete host. */
export const nameConstraintsUriHost: CertificateRule = {
  id: "certificate/name-constraints-uri-host",
  severity: "error",
  citation: rfc(5280, "4.2.1.10"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_name_constraint_not_fqdn"],
  check: (c) => first([...c.permittedSubtrees, ...c.excludedSubtrees].flatMap(({ base }) => base.type === "uri" ? [base.value] : []), (host) => !isFullyQualified(host.replace(/^\./, ""))),
};
