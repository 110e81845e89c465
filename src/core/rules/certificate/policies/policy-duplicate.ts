import { rfc } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** A policy twice. */
export const policyDuplicate: CertificateRule = {
  id: "certificate/policy-duplicate",
  severity: "error",
  citation: rfc(5280, "4.2.1.4"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_ext_cert_policy_duplicate"],
  check: (c) => {
    const seen = new Set<string>();
    return first(c.policyOids, (oid) => seen.size === seen.add(oid).size);
  },
};
