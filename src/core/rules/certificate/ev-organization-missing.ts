import { ATTRIBUTE } from "../../x509/oids.ts";
import { isSubscriber, isExtendedValidation } from "./lint/applies.ts";
import { evGuidelines } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Extended validation without organisation. */
export const evOrganizationMissing: CertificateRule = {
  id: "certificate/ev-organization-missing",
  severity: "error",
  citation: evGuidelines("9.2.1"),
  binds: "public-cas",
  sameAs: ["zlint:e_ev_organization_name_missing"],
  check: (c) => when(isExtendedValidation(c) && isSubscriber(c) && !c.subject.has(ATTRIBUTE.O)),
};
