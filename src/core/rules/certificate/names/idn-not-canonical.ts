import { rfc } from "../lint/citations.ts";
import { isCanonicalLabel } from "../lint/punycode.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** A label in Punycode that another text, or none beyond ASCII, stands for. */
export const idnNotCanonical: CertificateRule = {
  id: "certificate/idn-not-canonical",
  severity: "error",
  citation: rfc(5890, "2.3.2.1"),
  effective: { from: "2010-08-01" },
  check: (c) => c.namesArePlain ? [] : first(c.subjectAltNames.dns, (name) => name.split(".").some((label) => !isCanonicalLabel(label))),
};
