import { ATTRIBUTE } from "../../../x509/oids.ts";
import { isSubscriber, isExtendedValidation } from "../lint/applies.ts";
import { evGuidelines } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

const CATEGORIES: ReadonlySet<string> = new Set([
  "Private Organization", "Government Entity", "Business Entity", "Non-Commercial Entity",
]);

/** Unknown business category. */
export const evBusinessCategoryUnknown: CertificateRule = {
  id: "certificate/ev-business-category-unknown",
  severity: "error",
  citation: evGuidelines("9.2.3"),
  binds: "public-cas",
  sameAs: ["zlint:e_ev_invalid_business_category"],
  check: (c) => isExtendedValidation(c) && isSubscriber(c)
    ? first(c.subject.values(ATTRIBUTE.businessCategory).slice(0, 1), (value) => !CATEGORIES.has(value))
    : [],
};
