import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** subjectAltName has a mail address. */
export const sanEmailName: CertificateRule = {
  id: "certificate/san-email-name",
  severity: "error",
  citation: baselineRequirements("7.1.2.7.12"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_ext_san_rfc822_name_present"],
  check: (c) => when(c.subjectAltNames.hasType("email")),
};
