import { isCountryCode } from "../../../registry/countries.ts";
import { ATTRIBUTE } from "../../../x509/oids.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** CA’s country is none. */
export const caCountryInvalid: CertificateRule = {
  id: "certificate/ca-country-invalid",
  severity: "error",
  citation: baselineRequirements("7.1.2.10.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_ca_country_name_invalid"],
  check: (c) => c.isCa ? first(c.subject.values(ATTRIBUTE.C), (country) => !isCountryCode(country)) : [],
};
