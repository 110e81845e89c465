import { ATTRIBUTE } from "../../../x509/oids.ts";
import { isSubscriber } from "../lint/applies.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

const ORDER: readonly string[] = [
  ATTRIBUTE.DC, ATTRIBUTE.C, ATTRIBUTE.ST, ATTRIBUTE.L, ATTRIBUTE.postalCode, ATTRIBUTE.STREET, ATTRIBUTE.O,
  ATTRIBUTE.SN, ATTRIBUTE.GN, ATTRIBUTE.OU, ATTRIBUTE.CN,
];

/** Subject in another order. */
export const subjectAttributeOrder: CertificateRule = {
  id: "certificate/subject-attribute-order",
  severity: "error",
  citation: baselineRequirements("7.1.4.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2023-09-15" },
  sameAs: ["zlint:e_invalid_subject_rdn_order"],
  check: (c) => {
    const places = c.subject.types.map(({ oid }) => ORDER.indexOf(oid)).filter((place) => place >= 0);
    return when(isSubscriber(c) && places.some((place, i) => place < (places[i - 1] ?? 0)));
  },
};
