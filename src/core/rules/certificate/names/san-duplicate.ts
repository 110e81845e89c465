import { practice } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** A name twice. */
export const sanDuplicate: CertificateRule = {
  id: "certificate/san-duplicate",
  severity: "notice",
  citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
  sameAs: ["zlint:n_san_dns_name_duplicate"],
  check: (c) => {
    const seen = new Set<string>();
    return first(c.subjectAltNames.dns, (name) => seen.size === seen.add(name.toLowerCase()).size);
  },
};
