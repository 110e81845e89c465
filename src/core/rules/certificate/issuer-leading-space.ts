import { practice } from "./lint/citations.ts";
import { isCharacterString } from "./lint/facts.ts";
import { isNameAttribute } from "./lint/names.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Space before a value of the issuer. */
export const issuerLeadingSpace: CertificateRule = {
  id: "certificate/issuer-leading-space",
  severity: "warning",
  citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
  sameAs: ["zlint:w_issuer_dn_leading_whitespace"],
  check: (c) => first(c.issuer.attributes.filter((attribute) => isNameAttribute(attribute.oid) && isCharacterString(attribute)).map(({ value }) => value), (value) => value.trimStart() !== value),
};
