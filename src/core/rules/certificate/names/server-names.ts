import { isTopLevelDomain } from "../../../registry/top-level-domains.ts";
import { isSubscriber } from "../lint/applies.ts";
import { baselineRequirements, practice, rfc } from "../lint/citations.ts";
import { firstRegistrable, hasLongLabel, isALabel, isReservedLabel, type RegistrableName, serverNames } from "../lint/dns-names.ts";
import type { CertificateFacts } from "../lint/facts.ts";
import { family, first, PUBLIC_TLS, type RuleRow } from "../lint/rule.ts";

interface BadName extends RuleRow {
  /** Of a subscriber's certificate, which names are looked at. */
  names: (facts: CertificateFacts) => readonly string[];
  bad: (name: string) => boolean;
}

interface BadDomain extends RuleRow {
  names: (facts: CertificateFacts) => readonly string[];
  bad: (name: RegistrableName) => boolean;
  /** A name can be bad in which no character and no label is out of the ordinary. */
  evenPlain?: true;
}

const sanNames = ({ subjectAltNames }: CertificateFacts): readonly string[] => subjectAltNames.dns;
const allNames = ({ subject, subjectAltNames }: CertificateFacts): readonly string[] => [subject.commonName, ...subjectAltNames.dns];

const hasBadCharacter = (name: string): boolean => !/^(?:\*\.)?(?:\?\.)*(?:[A-Za-z0-9*_-]+\.)*[A-Za-z0-9*_-]*$/.test(name);
const hasEmptyLabel = (name: string): boolean => name.split(".").includes("");
const hasReservedLabel = (name: string): boolean => name.split(".").some((label) => isReservedLabel(label) && !isALabel(label));
const isReverseZone = (name: string): boolean => /\.(?:in-addr|ip6)\.arpa$/i.test(name);
const hasUnderscore = (name: string): boolean => name.includes("_");
const isRedacted = (name: string): boolean => name.replace(/^\*\./, "").startsWith("?.");

const hyphenAtEdge = ({ domain }: RegistrableName): boolean => domain.startsWith("-") || domain.endsWith("-");
const underscoreInDomain = ({ domain }: RegistrableName): boolean => domain.includes("_");
const underscoreInHost = ({ subdomain }: RegistrableName): boolean => subdomain.includes("_");
const isWildcard = ({ domain }: RegistrableName): boolean => domain === "*";

/** Names that no server has. */
export const BAD_NAMES = family<BadName>([
  {
    id: "certificate/name-bad-character", severity: "error", citation: baselineRequirements("7.1.4.2"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_dnsname_bad_character_in_label"], names: serverNames, bad: hasBadCharacter,
  },
  {
    id: "certificate/name-bare-tld", severity: "error", citation: baselineRequirements("7.1.4.2"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_dnsname_contains_bare_iana_suffix"], names: serverNames, bad: isTopLevelDomain,
  },
  {
    id: "certificate/name-empty-label", severity: "error", citation: baselineRequirements("7.1.4.2"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_dnsname_empty_label"], names: serverNames, bad: hasEmptyLabel,
  },
  {
    id: "certificate/name-label-too-long", severity: "error", citation: baselineRequirements("7.1.4.2"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_dnsname_label_too_long"], names: serverNames, bad: hasLongLabel,
  },
  {
    id: "certificate/name-reserved-label", severity: "error", citation: baselineRequirements("7.1.4.2.1"),
    ...PUBLIC_TLS, effective: { from: "2021-10-01" }, sameAs: ["zlint:e_dnsname_contains_prohibited_reserved_label"], names: sanNames, bad: hasReservedLabel,
  },
  {
    id: "certificate/name-reverse-zone", severity: "error", citation: baselineRequirements("4.2.2"),
    ...PUBLIC_TLS, effective: { from: "2026-03-15" }, sameAs: ["zlint:e_arpa_domain_not_allowed"], names: sanNames, bad: isReverseZone,
  },
  {
    id: "certificate/name-underscore", severity: "error", citation: baselineRequirements("7.1.4.2.1"),
    ...PUBLIC_TLS, effective: { from: "2019-04-01" }, sameAs: ["zlint:e_underscore_not_permissible_in_dnsname"], names: sanNames, bad: hasUnderscore,
  },
  {
    id: "certificate/name-underscore-early", severity: "error", citation: baselineRequirements("7.1.4.2.1"),
    ...PUBLIC_TLS, effective: { until: "2018-12-10" }, sameAs: ["zlint:e_no_underscores_before_1_6_2"], names: sanNames, bad: hasUnderscore,
  },
  {
    id: "certificate/redacted-name", severity: "notice", citation: practice("Draft", "draft-strad-trans-redaction", "https://datatracker.ietf.org/doc/draft-strad-trans-redaction/"),
    sameAs: ["zlint:n_contains_redacted_dnsname"], names: allNames, bad: isRedacted,
  },
  {
    id: "certificate/rfc-name-empty-label", severity: "error", citation: rfc(5280, "4.2.1.6"),
    effective: { from: "2008-05-01" }, sameAs: ["zlint:e_rfc_dnsname_empty_label"], names: sanNames, bad: hasEmptyLabel,
  },
  {
    id: "certificate/rfc-name-label-too-long", severity: "error", citation: rfc(5280, "4.2.1.6"),
    effective: { from: "2008-05-01" }, sameAs: ["zlint:e_rfc_dnsname_label_too_long"], names: sanNames, bad: hasLongLabel,
  },
], (c, { names, bad }) => isSubscriber(c) && !c.namesArePlain ? first(names(c), bad) : []);

/** Names whose registered domain, or what stands before it, is bad. */
export const BAD_DOMAINS = family<BadDomain>([
  {
    id: "certificate/name-hyphen-domain", severity: "error", citation: baselineRequirements("7.1.4.2"),
    ...PUBLIC_TLS, effective: { from: "2008-05-01" }, sameAs: ["zlint:e_dnsname_hyphen_in_sld"], names: serverNames, bad: hyphenAtEdge,
  },
  {
    id: "certificate/name-underscore-domain", severity: "error", citation: baselineRequirements("7.1.4.2.1"),
    ...PUBLIC_TLS, effective: { from: "2008-05-01" }, sameAs: ["zlint:e_dnsname_underscore_in_sld"], names: serverNames, bad: underscoreInDomain,
  },
  {
    id: "certificate/name-underscore-host", severity: "warning", citation: baselineRequirements("7.1.4.2.1"),
    ...PUBLIC_TLS, effective: { from: "2008-05-01" }, sameAs: ["zlint:w_dnsname_underscore_in_trd"], names: serverNames, bad: underscoreInHost,
  },
  {
    id: "certificate/name-wildcard-public-suffix", severity: "notice", citation: baselineRequirements("3.2.2.6"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:n_dnsname_wildcard_left_of_public_suffix"], names: serverNames, bad: isWildcard, evenPlain: true,
  },
  {
    id: "certificate/rfc-name-hyphen-domain", severity: "error", citation: rfc(5280, "4.2.1.6"),
    effective: { from: "2008-05-01" }, sameAs: ["zlint:e_rfc_dnsname_hyphen_in_sld"], names: sanNames, bad: hyphenAtEdge,
  },
  {
    id: "certificate/rfc-name-underscore-domain", severity: "error", citation: rfc(5280, "4.2.1.6"),
    effective: { from: "2008-05-01" }, sameAs: ["zlint:e_rfc_dnsname_underscore_in_sld"], names: sanNames, bad: underscoreInDomain,
  },
  {
    id: "certificate/rfc-name-underscore-host", severity: "warning", citation: rfc(5280, "4.2.1.6"),
    effective: { from: "2008-05-01" }, sameAs: ["zlint:w_rfc_dnsname_underscore_in_trd"], names: sanNames, bad: underscoreInHost,
  },
], (c, { names, bad, evenPlain }) => isSubscriber(c) && (evenPlain || !c.namesArePlain) ? firstRegistrable(names(c), bad) : []);
