import { ATTRIBUTE } from "../../../x509/oids.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { family, PUBLIC_TLS, when, type RuleRow } from "../lint/rule.ts";

interface Required extends RuleRow {
  attribute: string;
}

/** What a CA's subject must say; its first value counts. */
export const CA_ATTRIBUTES_MISSING = family<Required>([
  {
    id: "certificate/ca-country-missing", severity: "error", citation: baselineRequirements("7.1.2.10.2"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_ca_country_name_missing"], attribute: ATTRIBUTE.C,
  },
  {
    id: "certificate/ca-organization-missing", severity: "error", citation: baselineRequirements("7.1.2.10.2"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_ca_organization_name_missing"], attribute: ATTRIBUTE.O,
  },
], (c, { attribute }) => when(c.isCa && (c.subject.values(attribute)[0] ?? "") === ""));
