import { ATTRIBUTE, POLICY } from "../../../x509/oids.ts";
import { isExtendedValidation, isSubscriber } from "../lint/applies.ts";
import { baselineRequirements, evGuidelines } from "../lint/citations.ts";
import type { CertificateFacts } from "../lint/facts.ts";
import { family, PUBLIC_TLS, when, type RuleRow } from "../lint/rule.ts";

interface PolicyAttributes extends RuleRow {
  /** Which certificates it is about: those of a policy. */
  of: (facts: CertificateFacts) => boolean;
  attributes: readonly string[];
}

const has = (policy: string) => ({ policyOids }: CertificateFacts): boolean => policyOids.includes(policy);
const isNoCaWith = (policy: string) => (facts: CertificateFacts): boolean => !facts.isCa && facts.policyOids.includes(policy);
const isSubscriberWith = (policy: string) => (facts: CertificateFacts): boolean => isSubscriber(facts) && facts.policyOids.includes(policy);
const isExtendedSubscriber = (facts: CertificateFacts): boolean => isExtendedValidation(facts) && isSubscriber(facts);

/** What the subject must say where a policy promises that it was looked into: one of the attributes at least. */
export const REQUIRED = family<PolicyAttributes>([
  {
    id: "certificate/ev-business-category-missing", severity: "error", citation: evGuidelines("9.2.3"),
    binds: "public-cas", sameAs: ["zlint:e_ev_business_category_missing"], of: isExtendedSubscriber, attributes: [ATTRIBUTE.businessCategory],
  },
  {
    id: "certificate/ev-country-missing", severity: "error", citation: evGuidelines("9.2.4"),
    binds: "public-cas", sameAs: ["zlint:e_ev_country_name_missing"], of: isExtendedSubscriber, attributes: [ATTRIBUTE.C],
  },
  {
    id: "certificate/ev-organization-missing", severity: "error", citation: evGuidelines("9.2.1"),
    binds: "public-cas", sameAs: ["zlint:e_ev_organization_name_missing"], of: isExtendedSubscriber, attributes: [ATTRIBUTE.O],
  },
  {
    id: "certificate/iv-country-missing", severity: "error", citation: baselineRequirements("7.1.6.4"),
    ...PUBLIC_TLS, effective: { from: "2015-09-28" }, sameAs: ["zlint:e_cert_policy_iv_requires_country"], of: isNoCaWith(POLICY.individualValidated), attributes: [ATTRIBUTE.C],
  },
  {
    id: "certificate/iv-place-missing", severity: "error", citation: baselineRequirements("7.1.6.4"),
    ...PUBLIC_TLS, effective: { from: "2015-09-28" }, sameAs: ["zlint:e_cert_policy_iv_requires_province_or_locality"], of: isSubscriberWith(POLICY.individualValidated), attributes: [ATTRIBUTE.L, ATTRIBUTE.ST],
  },
  {
    id: "certificate/ov-country-missing", severity: "error", citation: baselineRequirements("7.1.6.4"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_cert_policy_ov_requires_country"], of: has(POLICY.organizationValidated), attributes: [ATTRIBUTE.C],
  },
  {
    id: "certificate/ov-organization-missing", severity: "error", citation: baselineRequirements("7.1.6.4"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_cab_ov_requires_org"], of: isNoCaWith(POLICY.organizationValidated), attributes: [ATTRIBUTE.O],
  },
  {
    id: "certificate/ov-place-missing", severity: "error", citation: baselineRequirements("7.1.6.4"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_cert_policy_ov_requires_province_or_locality"], of: isSubscriberWith(POLICY.organizationValidated), attributes: [ATTRIBUTE.L, ATTRIBUTE.ST],
  },
], (c, { of, attributes }) => when(of(c) && !attributes.some((attribute) => c.subject.has(attribute))));

/** What the subject must not say where a policy promises nothing but the domain: none of the attributes. */
export const NOT_ALLOWED = family<PolicyAttributes>([
  {
    id: "certificate/dv-locality", severity: "error", citation: baselineRequirements("7.1.6.4"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01", until: "2023-09-15" }, sameAs: ["zlint:e_cab_dv_conflicts_with_locality"], of: isNoCaWith(POLICY.domainValidated), attributes: [ATTRIBUTE.L],
  },
  {
    id: "certificate/dv-organization", severity: "error", citation: baselineRequirements("7.1.6.4"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01", until: "2023-09-15" }, sameAs: ["zlint:e_cab_dv_conflicts_with_org"], of: isNoCaWith(POLICY.domainValidated), attributes: [ATTRIBUTE.O],
  },
  {
    id: "certificate/dv-postal-code", severity: "error", citation: baselineRequirements("7.1.6.4"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01", until: "2023-09-15" }, sameAs: ["zlint:e_cab_dv_conflicts_with_postal"], of: isNoCaWith(POLICY.domainValidated), attributes: [ATTRIBUTE.postalCode],
  },
  {
    id: "certificate/dv-province", severity: "error", citation: baselineRequirements("7.1.6.4"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01", until: "2023-09-15" }, sameAs: ["zlint:e_cab_dv_conflicts_with_province"], of: isNoCaWith(POLICY.domainValidated), attributes: [ATTRIBUTE.ST],
  },
  {
    id: "certificate/dv-street", severity: "error", citation: baselineRequirements("7.1.6.4"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01", until: "2023-09-15" }, sameAs: ["zlint:e_cab_dv_conflicts_with_street"], of: isNoCaWith(POLICY.domainValidated), attributes: [ATTRIBUTE.STREET],
  },
], (c, { of, attributes }) => when(of(c) && attributes.some((attribute) => c.subject.has(attribute))));
