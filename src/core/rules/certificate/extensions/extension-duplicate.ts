import { rfc } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** An extension twice. */
export const extensionDuplicate: CertificateRule = {
  id: "certificate/extension-duplicate",
  severity: "error",
  citation: rfc(5280, "4.2"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_ext_duplicate_extension"],
  check: (c) => {
    const seen = new Set<string>();
    return c.version === 3 ? first(c.extensions.map(({ oid }) => oid), (oid) => seen.size === seen.add(oid).size) : [];
  },
};
