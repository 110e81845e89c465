import { ATTRIBUTE } from "../../../x509/oids.ts";
import { isSubscriber, isExtendedValidation } from "../lint/applies.ts";
import { evGuidelines } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

const ALLOWED: ReadonlySet<string> = new Set([
  ATTRIBUTE.CN, ATTRIBUTE.serialNumber, ATTRIBUTE.C, ATTRIBUTE.L, ATTRIBUTE.ST, ATTRIBUTE.STREET, ATTRIBUTE.O, ATTRIBUTE.OU,
  ATTRIBUTE.businessCategory, ATTRIBUTE.postalCode, ATTRIBUTE.organizationIdentifier,
  ATTRIBUTE.jurisdictionL, ATTRIBUTE.jurisdictionST, ATTRIBUTE.jurisdictionC,
]);

/** Attribute that extended validation does not have. */
export const evOtherAttribute: CertificateRule = {
  id: "certificate/ev-other-attribute",
  severity: "error",
  citation: evGuidelines("9.2.9"),
  binds: "public-cas",
  effective: { from: "2019-04-16" },
  sameAs: ["zlint:e_ev_extra_subject_attribs"],
  check: (c) => isExtendedValidation(c) && isSubscriber(c) ? first(c.subject.attributes.map(({ oid }) => oid), (oid) => !ALLOWED.has(oid)) : [],
};
