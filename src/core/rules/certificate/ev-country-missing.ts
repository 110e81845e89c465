import { ATTRIBUTE } from "../../x509/oids.ts";
import { isSubscriber, isExtendedValidation } from "./lint/applies.ts";
import { evGuidelines } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Extended validation without country. */
export const evCountryMissing: CertificateRule = {
  id: "certificate/ev-country-missing",
  severity: "error",
  citation: evGuidelines("9.2.4"),
  binds: "public-cas",
  sameAs: ["zlint:e_ev_country_name_missing"],
  check: (c) => when(isExtendedValidation(c) && isSubscriber(c) && !c.subject.has(ATTRIBUTE.C)),
};
