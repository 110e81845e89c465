import { isCountryCode } from "../../../registry/countries.ts";
import { ATTRIBUTE } from "../../../x509/oids.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** Country is none. */
export const countryUnknown: CertificateRule = {
  id: "certificate/country-unknown",
  severity: "error",
  citation: baselineRequirements("7.1.4.2.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_subject_country_not_iso"],
  check: (c) => first(c.subject.values(ATTRIBUTE.C), (country) => !isCountryCode(country)),
};
