import { ATTRIBUTE } from "../../../x509/oids.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Organisational unit in a certificate that is no CA's. */
export const organizationalUnit: CertificateRule = {
  id: "certificate/organizational-unit",
  severity: "error",
  citation: baselineRequirements("7.1.4.2.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2022-09-01" },
  sameAs: ["zlint:e_organizational_unit_name_prohibited"],
  check: (c) => when(!c.isCa && c.subject.values(ATTRIBUTE.OU).length > 0),
};
