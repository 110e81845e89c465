import { practice } from "../lint/citations.ts";
import { registrableName } from "../lint/dns-names.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** A registry’s domain in subjectAltName. */
export const sanPublicSuffix: CertificateRule = {
  id: "certificate/san-public-suffix",
  severity: "notice",
  citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
  sameAs: ["zlint:n_san_iana_pub_suffix_empty"],
  check: (c) => first(c.subjectAltNames.dns, (name) => name !== "" && !name.startsWith(".") && registrableName(name) === undefined),
};
