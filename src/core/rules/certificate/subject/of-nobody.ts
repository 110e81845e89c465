import { ATTRIBUTE } from "../../../x509/oids.ts";
import { hasIdentity, isSubscriber } from "../lint/applies.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { family, PUBLIC_TLS, when, type RuleRow } from "../lint/rule.ts";

interface OfNobody extends RuleRow {
  attribute: string;
}

/** Where somebody is, and nobody who is there: neither organisation nor person (BR 7.1.4.2.2). */
export const OF_NOBODY = family<OfNobody>([
  {
    id: "certificate/locality-without-identity", severity: "error", citation: baselineRequirements("7.1.4.2.2"),
    ...PUBLIC_TLS, effective: { from: "2016-09-07" }, sameAs: ["zlint:e_sub_cert_locality_name_must_not_appear"], attribute: ATTRIBUTE.L,
  },
  {
    id: "certificate/postal-code-without-identity", severity: "error", citation: baselineRequirements("7.1.4.2.2"),
    ...PUBLIC_TLS, effective: { from: "2016-09-07" }, sameAs: ["zlint:e_sub_cert_postal_code_must_not_appear"], attribute: ATTRIBUTE.postalCode,
  },
  {
    id: "certificate/province-without-identity", severity: "error", citation: baselineRequirements("7.1.4.2.2"),
    ...PUBLIC_TLS, effective: { from: "2016-09-07" }, sameAs: ["zlint:e_sub_cert_province_must_not_appear"], attribute: ATTRIBUTE.ST,
  },
  {
    id: "certificate/street-without-identity", severity: "error", citation: baselineRequirements("7.1.4.2.2"),
    ...PUBLIC_TLS, effective: { from: "2016-09-07" }, sameAs: ["zlint:e_sub_cert_street_address_should_not_exist"], attribute: ATTRIBUTE.STREET,
  },
], (c, { attribute }) => when(isSubscriber(c) && !hasIdentity(c) && c.subject.values(attribute).length > 0));
