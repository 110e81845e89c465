import { EXTENSION } from "../../../x509/oids.ts";
import { practice, rfc } from "../lint/citations.ts";
import { elementsOf, isEmptySequence } from "../lint/raw.ts";
import { family, first, when, type RuleRow } from "../lint/rule.ts";
import { parseUri } from "../lint/uri.ts";

/** What both have in common: names of the issuer, and of the subject. */
interface AltNames extends RuleRow {
  names: "issuerAltNames" | "subjectAltNames";
}

interface BadText extends AltNames {
  type: "dns" | "email" | "uri";
  bad: (value: string) => boolean;
}

interface NotAscii extends AltNames {
  type: "dns" | "uri";
}

interface BadExtension extends AltNames {
  bad: (extension: Uint8Array) => boolean;
}

const OIDS = { issuerAltNames: EXTENSION.issuerAltName, subjectAltNames: EXTENSION.subjectAltName } as const;

const startsWithDot = (name: string): boolean => name.startsWith(".");
const hasNull = (name: string): boolean => name.includes("\u0000");
const endsWithStar = (name: string): boolean => name.endsWith("*");
const hasLateStar = (name: string): boolean => name.includes("*", 1);
const hasAdditions = (address: string): boolean => address.includes(" ") || address.startsWith("<") || address.endsWith(")");
const isRelative = (uri: string): boolean => (parseUri(uri)?.scheme ?? "") === "";
const isEmpty = (extension: Uint8Array): boolean => extension.length < 2 || isEmptySequence(extension);
const hasEmptyName = (extension: Uint8Array): boolean => elementsOf(extension)?.some(({ content }) => content.length === 0) === true;

function isIncomplete(text: string): boolean {
  const uri = parseUri(text);
  return uri === undefined || uri.scheme === "" || (uri.host === "" && !uri.hasUser && uri.opaque === "" && uri.path === "");
}

/** Names with something in them that no name of their kind has. A hit tells the name. */
export const BAD_TEXT = family<BadText>([
  {
    id: "certificate/ian-email-invalid", severity: "error", citation: rfc(5280, "4.2.1.7"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_ext_ian_rfc822_format_invalid"], names: "issuerAltNames", type: "email", bad: hasAdditions,
  },
  {
    id: "certificate/ian-leading-dot", severity: "error", citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
    sameAs: ["zlint:e_ian_dns_name_starts_with_period"], names: "issuerAltNames", type: "dns", bad: startsWithDot,
  },
  {
    id: "certificate/ian-null-character", severity: "error", citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
    sameAs: ["zlint:e_ian_dns_name_includes_null_char"], names: "issuerAltNames", type: "dns", bad: hasNull,
  },
  {
    id: "certificate/ian-uri-invalid", severity: "error", citation: rfc(5280, "4.2.1.7"),
    effective: { from: "2008-05-01" }, sameAs: ["zlint:e_ext_ian_uri_format_invalid"], names: "issuerAltNames", type: "uri", bad: isIncomplete,
  },
  {
    id: "certificate/ian-uri-relative", severity: "error", citation: rfc(5280, "4.2.1.7"),
    effective: { from: "2008-05-01" }, sameAs: ["zlint:e_ext_ian_uri_relative"], names: "issuerAltNames", type: "uri", bad: isRelative,
  },
  {
    id: "certificate/ian-wildcard-bare", severity: "error", citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
    sameAs: ["zlint:e_ian_bare_wildcard"], names: "issuerAltNames", type: "dns", bad: endsWithStar,
  },
  {
    id: "certificate/ian-wildcard-not-first", severity: "error", citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
    sameAs: ["zlint:e_ian_wildcard_not_first"], names: "issuerAltNames", type: "dns", bad: hasLateStar,
  },
  {
    id: "certificate/san-email-invalid", severity: "error", citation: rfc(5280, "4.2.1.6"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_ext_san_rfc822_format_invalid"], names: "subjectAltNames", type: "email", bad: hasAdditions,
  },
  {
    id: "certificate/san-leading-dot", severity: "error", citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
    sameAs: ["zlint:e_san_dns_name_starts_with_period"], names: "subjectAltNames", type: "dns", bad: startsWithDot,
  },
  {
    id: "certificate/san-null-character", severity: "error", citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
    sameAs: ["zlint:e_san_dns_name_includes_null_char"], names: "subjectAltNames", type: "dns", bad: hasNull,
  },
  {
    id: "certificate/san-uri-invalid", severity: "error", citation: rfc(5280, "4.2.1.6"),
    effective: { from: "2008-05-01" }, sameAs: ["zlint:e_ext_san_uri_format_invalid"], names: "subjectAltNames", type: "uri", bad: isIncomplete,
  },
  {
    id: "certificate/san-uri-relative", severity: "error", citation: rfc(5280, "4.2.1.6"),
    effective: { from: "2008-05-01" }, sameAs: ["zlint:e_ext_san_uri_relative"], names: "subjectAltNames", type: "uri", bad: isRelative,
  },
  {
    id: "certificate/san-wildcard-bare", severity: "error", citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
    sameAs: ["zlint:e_san_bare_wildcard"], names: "subjectAltNames", type: "dns", bad: endsWithStar,
  },
  {
    id: "certificate/san-wildcard-not-first", severity: "error", citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
    sameAs: ["zlint:e_san_wildcard_not_first"], names: "subjectAltNames", type: "dns", bad: hasLateStar,
  },
], (c, { names, type, bad }) => type === "dns" && names === "subjectAltNames" && c.namesArePlain ? [] : first(c[names][type], bad));

/** A space for a name. */
export const SPACE = family<AltNames>([
  {
    id: "certificate/ian-space", severity: "error", citation: rfc(5280, "4.2.1.7"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_ext_ian_space_dns_name"], names: "issuerAltNames",
  },
  {
    id: "certificate/san-space", severity: "error", citation: rfc(5280, "4.2.1.6"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_ext_san_space_dns_name"], names: "subjectAltNames",
  },
], (c, { names }) => when(!(names === "subjectAltNames" && c.namesArePlain) && c[names].dns.includes(" ")));

/** Names beyond ASCII. */
export const NOT_ASCII = family<NotAscii>([
  {
    id: "certificate/ian-dns-not-ascii", severity: "error", citation: rfc(5280, "4.2.1.7"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_ext_ian_dns_not_ia5_string"], names: "issuerAltNames", type: "dns",
  },
  {
    id: "certificate/ian-uri-not-ascii", severity: "error", citation: rfc(5280, "4.2.1.7"),
    effective: { from: "2008-05-01" }, sameAs: ["zlint:e_ext_ian_uri_not_ia5"], names: "issuerAltNames", type: "uri",
  },
  {
    id: "certificate/san-dns-not-ascii", severity: "error", citation: rfc(5280, "4.2.1.6"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_ext_san_dns_not_ia5_string"], names: "subjectAltNames", type: "dns",
  },
  {
    id: "certificate/san-uri-not-ascii", severity: "error", citation: rfc(5280, "4.2.1.6"),
    effective: { from: "2008-05-01" }, sameAs: ["zlint:e_ext_san_uri_not_ia5"], names: "subjectAltNames", type: "uri",
  },
], (c, { names, type }) => when(!(type === "dns" && names === "subjectAltNames" && c.namesArePlain) && c[names].hasType(type) && c[names].names.some((name) => name.type === type && name.bytes.some((byte) => byte > 127))));

/** Extensions without names, or with an empty one. */
export const BAD_EXTENSION = family<BadExtension>([
  {
    id: "certificate/ian-empty", severity: "error", citation: rfc(5280, "4.2.1.7"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_ext_ian_no_entries"], names: "issuerAltNames", bad: isEmpty,
  },
  {
    id: "certificate/ian-empty-name", severity: "error", citation: rfc(5280, "4.2.1.7"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_ext_ian_empty_name"], names: "issuerAltNames", bad: hasEmptyName,
  },
  {
    id: "certificate/san-empty", severity: "error", citation: rfc(5280, "4.2.1.6"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_ext_san_no_entries"], names: "subjectAltNames", bad: isEmpty,
  },
  {
    id: "certificate/san-empty-name", severity: "error", citation: rfc(5280, "4.2.1.6"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_ext_san_empty_name"], names: "subjectAltNames", bad: hasEmptyName,
  },
], (c, { names, bad }) => {
  const value = c.value(OIDS[names]);
  return when(value !== undefined && bad(value));
});
