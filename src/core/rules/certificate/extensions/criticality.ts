import { EXTENDED_KEY_USAGE, EXTENSION } from "../../../x509/oids.ts";
import { isRoot, isSubordinateCa, isSubscriber } from "../lint/applies.ts";
import { baselineRequirements, rfc } from "../lint/citations.ts";
import type { CertificateFacts } from "../lint/facts.ts";
import { family, PUBLIC_TLS, when, type RuleRow } from "../lint/rule.ts";

interface Criticality extends RuleRow {
  extension: string;
  /** Which certificates it is about; all where absent. */
  of?: (facts: CertificateFacts) => boolean;
}

const isCa = ({ isCa: ca }: CertificateFacts): boolean => ca;
const hasSubject = ({ subject }: CertificateFacts): boolean => subject.attributes.length > 0;
const hasNoSubject = ({ subject }: CertificateFacts): boolean => subject.attributes.length === 0;

/** Extensions that must not be marked critical. */
export const CRITICAL = family<Criticality>([
  {
    id: "certificate/any-purpose-critical", severity: "warning", citation: rfc(5280, "4.2.1.12"),
    effective: { from: "2002-04-01" }, sameAs: ["zlint:w_eku_critical_improperly"], extension: EXTENSION.extKeyUsage, of: ({ extendedKeyUsage }) => extendedKeyUsage.includes(EXTENDED_KEY_USAGE.anyExtendedKeyUsage),
  },
  {
    id: "certificate/authority-info-access-critical", severity: "error", citation: rfc(5280, "4.2.2.1"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_ext_aia_marked_critical"], extension: EXTENSION.authorityInfoAccess,
  },
  {
    id: "certificate/authority-key-identifier-critical", severity: "error", citation: rfc(5280, "4.2.1.1"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_ext_authority_key_identifier_critical"], extension: EXTENSION.authorityKeyIdentifier,
  },
  {
    id: "certificate/crl-distribution-points-critical", severity: "warning", citation: rfc(5280, "4.2.1.13"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:w_ext_crl_distribution_marked_critical"], extension: EXTENSION.cRLDistributionPoints,
  },
  {
    id: "certificate/freshest-crl-critical", severity: "error", citation: rfc(5280, "4.2.1.15"),
    effective: { from: "2002-04-01" }, sameAs: ["zlint:e_ext_freshest_crl_marked_critical"], extension: EXTENSION.freshestCRL,
  },
  {
    id: "certificate/issuer-alt-name-critical", severity: "warning", citation: rfc(5280, "4.2.1.7"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:w_ext_ian_critical"], extension: EXTENSION.issuerAltName,
  },
  {
    id: "certificate/san-critical-with-subject", severity: "warning", citation: baselineRequirements("7.1.2.7.12"),
    ...PUBLIC_TLS, effective: { from: "2008-05-01" }, sameAs: ["zlint:w_ext_san_critical_with_subject_dn"], extension: EXTENSION.subjectAltName, of: hasSubject,
  },
  {
    id: "certificate/sub-ca-authority-info-access-critical", severity: "error", citation: baselineRequirements("7.1.2.10.3"),
    ...PUBLIC_TLS, sameAs: ["zlint:e_sub_ca_aia_marked_critical"], extension: EXTENSION.authorityInfoAccess, of: isSubordinateCa,
  },
  {
    id: "certificate/sub-ca-certificate-policies-critical", severity: "warning", citation: baselineRequirements("7.1.2.10.5"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:w_sub_ca_certificate_policies_marked_critical"], extension: EXTENSION.certificatePolicies, of: isSubordinateCa,
  },
  {
    id: "certificate/sub-ca-crl-distribution-points-critical", severity: "error", citation: baselineRequirements("7.1.2.11.2"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_sub_ca_crl_distribution_points_marked_critical"], extension: EXTENSION.cRLDistributionPoints, of: isSubordinateCa,
  },
  {
    id: "certificate/sub-ca-extended-key-usage-critical", severity: "warning", citation: baselineRequirements("7.1.2.10.6"),
    ...PUBLIC_TLS, effective: { from: "2013-07-29" }, sameAs: ["zlint:w_sub_ca_eku_critical"], extension: EXTENSION.extKeyUsage, of: isSubordinateCa,
  },
  {
    id: "certificate/sub-cert-authority-info-access-critical", severity: "error", citation: baselineRequirements("7.1.2.7.7"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_sub_cert_aia_marked_critical"], extension: EXTENSION.authorityInfoAccess, of: isSubscriber,
  },
  {
    id: "certificate/sub-cert-certificate-policies-critical", severity: "warning", citation: baselineRequirements("7.1.2.7.9"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:w_sub_cert_certificate_policies_marked_critical"], extension: EXTENSION.certificatePolicies,
  },
  {
    id: "certificate/sub-cert-crl-distribution-points-critical", severity: "error", citation: baselineRequirements("7.1.2.11.2"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_sub_cert_crl_distribution_points_marked_critical"], extension: EXTENSION.cRLDistributionPoints,
  },
  {
    id: "certificate/subject-directory-attributes-critical", severity: "error", citation: rfc(5280, "4.2.1.8"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_ext_subject_directory_attr_critical"], extension: EXTENSION.subjectDirectoryAttributes,
  },
  {
    id: "certificate/subject-info-access-critical", severity: "error", citation: rfc(5280, "4.2.2.2"),
    effective: { from: "2002-04-01" }, sameAs: ["zlint:e_subject_info_access_marked_critical"], extension: EXTENSION.subjectInfoAccess,
  },
  {
    id: "certificate/subject-key-identifier-critical", severity: "error", citation: rfc(5280, "4.2.1.2"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_ext_subject_key_identifier_critical"], extension: EXTENSION.subjectKeyIdentifier,
  },
], (c, { extension, of }) => when(c.isCritical(extension) && of?.(c) !== false));

/** Extensions that must be marked critical where they are there. */
export const NOT_CRITICAL = family<Criticality>([
  {
    id: "certificate/basic-constraints-not-critical", severity: "error", citation: rfc(5280, "4.2.1.9"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_basic_constraints_not_critical"], extension: EXTENSION.basicConstraints, of: isCa,
  },
  {
    id: "certificate/ca-key-usage-not-critical", severity: "error", citation: baselineRequirements("7.1.2.10.7"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_ca_key_usage_not_critical"], extension: EXTENSION.keyUsage, of: isCa,
  },
  {
    id: "certificate/inhibit-any-policy-not-critical", severity: "error", citation: rfc(5280, "4.2.1.14"),
    effective: { from: "2002-04-01" }, sameAs: ["zlint:e_inhibit_any_policy_not_critical"], extension: EXTENSION.inhibitAnyPolicy,
  },
  {
    id: "certificate/key-usage-not-critical", severity: "warning", citation: rfc(5280, "4.2.1.3"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:w_ext_key_usage_not_critical"], extension: EXTENSION.keyUsage,
  },
  {
    id: "certificate/name-constraints-not-critical", severity: "error", citation: rfc(5280, "4.2.1.10"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_ext_name_constraints_not_critical"], extension: EXTENSION.nameConstraints,
  },
  {
    id: "certificate/policy-constraints-not-critical", severity: "error", citation: rfc(5280, "4.2.1.11"),
    effective: { from: "2008-05-01" }, sameAs: ["zlint:e_ext_policy_constraints_not_critical"], extension: EXTENSION.policyConstraints,
  },
  {
    id: "certificate/policy-mappings-not-critical", severity: "warning", citation: rfc(5280, "4.2.1.5"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:w_ext_policy_map_not_critical"], extension: EXTENSION.policyMappings,
  },
  {
    id: "certificate/root-key-usage-not-critical", severity: "error", citation: baselineRequirements("7.1.2.1"),
    ...PUBLIC_TLS, roots: true, effective: { from: "1999-01-01" }, sameAs: ["zlint:e_root_ca_key_usage_must_be_critical"], extension: EXTENSION.keyUsage, of: isRoot,
  },
  {
    id: "certificate/san-not-critical-without-subject", severity: "error", citation: rfc(5280, "4.2.1.6"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_ext_san_not_critical_without_subject"], extension: EXTENSION.subjectAltName, of: hasNoSubject,
  },
  {
    id: "certificate/sub-ca-name-constraints-not-critical", severity: "warning", citation: baselineRequirements("7.1.2.10.8"),
    ...PUBLIC_TLS, effective: { from: "2012-06-08" }, sameAs: ["zlint:w_sub_ca_name_constraints_not_critical"], extension: EXTENSION.nameConstraints, of: isSubordinateCa,
  },
  {
    id: "certificate/sub-cert-basic-constraints-not-critical", severity: "error", citation: baselineRequirements("7.1.2.7.6"),
    ...PUBLIC_TLS, effective: { from: "2023-09-15" }, sameAs: ["zlint:e_sub_cert_basic_constraints_not_critical"], extension: EXTENSION.basicConstraints, of: isSubscriber,
  },
], (c, { extension, of }) => when(c.has(extension) && !c.isCritical(extension) && of?.(c) !== false));
