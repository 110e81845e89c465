import { ATTRIBUTE } from "../../../x509/oids.ts";
import { hasIdentity, isSubscriber } from "../lint/applies.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { family, PUBLIC_TLS, when, type RuleRow } from "../lint/rule.ts";

interface OfNowhere extends RuleRow {
  /** One of them must be there. */
  attributes: readonly string[];
}

/** An organisation or a person, and not where (BR 7.1.4.2.2). */
export const OF_NOWHERE = family<OfNowhere>([
  {
    id: "certificate/identity-without-country", severity: "error", citation: baselineRequirements("7.1.4.2.2"),
    ...PUBLIC_TLS, effective: { from: "2016-09-07" }, sameAs: ["zlint:e_sub_cert_country_name_must_appear"], attributes: [ATTRIBUTE.C],
  },
  {
    id: "certificate/identity-without-place", severity: "error", citation: baselineRequirements("7.1.4.2.2"),
    ...PUBLIC_TLS, effective: { from: "2016-09-07" }, sameAs: ["zlint:e_sub_cert_locality_name_must_appear", "zlint:e_sub_cert_province_must_appear"], attributes: [ATTRIBUTE.ST, ATTRIBUTE.L],
  },
], (c, { attributes }) => when(isSubscriber(c) && hasIdentity(c) && attributes.every((attribute) => c.subject.values(attribute).length === 0)));
