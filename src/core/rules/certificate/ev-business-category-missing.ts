import { ATTRIBUTE } from "../../x509/oids.ts";
import { isSubscriber, isExtendedValidation } from "./lint/applies.ts";
import { evGuidelines } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Extended validation without business category. */
export const evBusinessCategoryMissing: CertificateRule = {
  id: "certificate/ev-business-category-missing",
  severity: "error",
  citation: evGuidelines("9.2.3"),
  binds: "public-cas",
  sameAs: ["zlint:e_ev_business_category_missing"],
  check: (c) => when(isExtendedValidation(c) && isSubscriber(c) && !c.subject.has(ATTRIBUTE.businessCategory)),
};
