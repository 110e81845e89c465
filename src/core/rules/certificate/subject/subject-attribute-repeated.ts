import { ATTRIBUTE } from "../../../x509/oids.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

const SINGLE: ReadonlySet<string> = new Set([
  ATTRIBUTE.CN, ATTRIBUTE.SN, ATTRIBUTE.serialNumber, ATTRIBUTE.C, ATTRIBUTE.L, ATTRIBUTE.ST, ATTRIBUTE.O,
  ATTRIBUTE.businessCategory, ATTRIBUTE.GN, ATTRIBUTE.organizationIdentifier,
  ATTRIBUTE.jurisdictionL, ATTRIBUTE.jurisdictionST, ATTRIBUTE.jurisdictionC,
]);

/** Attribute twice in the subject. */
export const subjectAttributeRepeated: CertificateRule = {
  id: "certificate/subject-attribute-repeated",
  severity: "error",
  citation: baselineRequirements("7.1.4.1"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2023-09-15" },
  sameAs: ["zlint:e_duplicate_subject_attribs"],
  check: (c) => first(c.subject.types.map(({ oid }) => oid).filter((oid, i, oids) => SINGLE.has(oid) && oids.indexOf(oid) < i), () => true),
};
