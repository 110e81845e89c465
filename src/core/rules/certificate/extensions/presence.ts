import { EXTENSION } from "../../../x509/oids.ts";
import { isRoot, isSubordinateCa } from "../lint/applies.ts";
import { baselineRequirements, rfc } from "../lint/citations.ts";
import type { CertificateFacts } from "../lint/facts.ts";
import { isEmptySequence } from "../lint/raw.ts";
import { family, PUBLIC_TLS, when, type RuleRow } from "../lint/rule.ts";

interface Presence extends RuleRow {
  extension: string;
  /** Which certificates it is about. */
  of: (facts: CertificateFacts) => boolean;
}

interface Empty extends RuleRow {
  extension: string;
}

const isCa = (facts: CertificateFacts): boolean => facts.isCa;
const isNoCa = (facts: CertificateFacts): boolean => !facts.isCa;

/** Extensions that must be there. */
export const MISSING = family<Presence>([
  {
    id: "certificate/authority-key-identifier-missing", severity: "error", citation: rfc(5280, "4.2.1.1"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_ext_authority_key_identifier_missing"], extension: EXTENSION.authorityKeyIdentifier, of: ({ isSelfSigned }) => !isSelfSigned,
  },
  {
    id: "certificate/root-key-usage-missing", severity: "error", citation: baselineRequirements("7.1.2.1.2"),
    ...PUBLIC_TLS, roots: true, effective: { from: "1999-01-01" }, sameAs: ["zlint:e_root_ca_key_usage_present"], extension: EXTENSION.keyUsage, of: isRoot,
  },
  {
    id: "certificate/san-missing", severity: "error", citation: baselineRequirements("7.1.2.7.12"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_ext_san_missing"], extension: EXTENSION.subjectAltName, of: isNoCa,
  },
  {
    id: "certificate/sub-ca-aia-missing", severity: "error", citation: baselineRequirements("7.1.2.2"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01", until: "2020-08-20" }, sameAs: ["zlint:e_sub_ca_aia_missing"], extension: EXTENSION.authorityInfoAccess, of: isSubordinateCa,
  },
  {
    id: "certificate/sub-ca-crl-missing", severity: "error", citation: baselineRequirements("7.1.2.11.2"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_sub_ca_crl_distribution_points_missing"], extension: EXTENSION.cRLDistributionPoints, of: isSubordinateCa,
  },
  {
    id: "certificate/sub-ca-policies-missing", severity: "error", citation: baselineRequirements("7.1.2.10.5"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_sub_ca_certificate_policies_missing"], extension: EXTENSION.certificatePolicies, of: isSubordinateCa,
  },
  {
    id: "certificate/sub-ca-purposes-missing", severity: "notice", citation: baselineRequirements("7.1.5"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:n_sub_ca_eku_missing"], extension: EXTENSION.extKeyUsage, of: isSubordinateCa,
  },
  {
    id: "certificate/sub-cert-aia-missing", severity: "error", citation: baselineRequirements("7.1.2.7.7"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_sub_cert_aia_missing"], extension: EXTENSION.authorityInfoAccess, of: isNoCa,
  },
  {
    id: "certificate/sub-cert-policies-missing", severity: "error", citation: baselineRequirements("7.1.2.7.9"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_sub_cert_certificate_policies_missing"], extension: EXTENSION.certificatePolicies, of: isNoCa,
  },
  {
    id: "certificate/sub-cert-purposes-missing", severity: "error", citation: baselineRequirements("7.1.2.7.10"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_sub_cert_eku_missing"], extension: EXTENSION.extKeyUsage, of: isNoCa,
  },
  {
    id: "certificate/subject-empty-without-san", severity: "error", citation: rfc(5280, "4.1.2.6"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_subject_empty_without_san"], extension: EXTENSION.subjectAltName, of: ({ subject }) => subject.attributes.length === 0,
  },
  {
    id: "certificate/subject-key-identifier-missing", severity: "notice", citation: rfc(5280, "4.2.1.2"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:w_ext_subject_key_identifier_missing_sub_cert"], extension: EXTENSION.subjectKeyIdentifier, of: isNoCa,
  },
  {
    id: "certificate/subject-key-identifier-missing-ca", severity: "error", citation: rfc(5280, "4.2.1.2"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_ext_subject_key_identifier_missing_ca"], extension: EXTENSION.subjectKeyIdentifier, of: isCa,
  },
], (c, { extension, of }) => when(of(c) && !c.has(extension)));

/** Extensions that must not be there. */
export const FORBIDDEN = family<Presence>([
  {
    id: "certificate/name-constraints-not-in-ca", severity: "error", citation: rfc(5280, "4.2.1.10"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_ext_name_constraints_not_in_ca"], extension: EXTENSION.nameConstraints, of: isNoCa,
  },
  {
    id: "certificate/root-extended-key-usage", severity: "error", citation: baselineRequirements("7.1.2.1.2"),
    ...PUBLIC_TLS, roots: true, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_root_ca_extended_key_usage_present"], extension: EXTENSION.extKeyUsage, of: isRoot,
  },
  {
    id: "certificate/root-policies", severity: "warning", citation: baselineRequirements("7.1.2.1.2"),
    ...PUBLIC_TLS, roots: true, effective: { from: "2012-07-01" }, sameAs: ["zlint:w_root_ca_contains_cert_policy"], extension: EXTENSION.certificatePolicies, of: isRoot,
  },
], (c, { extension, of }) => when(of(c) && c.has(extension)));

/** Extensions that must say something where they are there. */
export const EMPTY = family<Empty>([
  {
    id: "certificate/name-constraints-empty", severity: "error", citation: rfc(5280, "4.2.1.10"),
    effective: { from: "2008-05-01" }, sameAs: ["zlint:e_name_constraint_empty"], extension: EXTENSION.nameConstraints,
  },
  {
    id: "certificate/policy-constraints-empty", severity: "error", citation: rfc(5280, "4.2.1.11"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_ext_policy_constraints_empty"], extension: EXTENSION.policyConstraints,
  },
], (c, { extension }) => {
  const value = c.value(extension);
  return when(value !== undefined && isEmptySequence(value));
});
