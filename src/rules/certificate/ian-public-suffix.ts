import { practice } from "./lint/citations.ts";
import { registrableName } from "./lint/dns-names.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** A registry’s domain in issuerAltName. */
export const ianPublicSuffix: CertificateRule = {
  id: "certificate/ian-public-suffix",
  severity: "warning",
  citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
  sameAs: ["zlint:w_ian_iana_pub_suffix_empty"],
  check: (c) => first(c.issuerAltNames.dns, (name) => name !== "" && !name.startsWith(".") && registrableName(name) === undefined),
};
