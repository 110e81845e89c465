import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** subjectAltName has an EDI party name. */
export const sanEdiName: CertificateRule = {
  id: "certificate/san-edi-name",
  severity: "error",
  citation: baselineRequirements("7.1.2.7.12"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_ext_san_edi_party_name_present"],
  check: (c) => when(c.subjectAltNames.hasType("edi")),
};
