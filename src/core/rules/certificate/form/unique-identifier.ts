import { rfc } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Unique identifier. */
export const uniqueIdentifier: CertificateRule = {
  id: "certificate/unique-identifier",
  severity: "error",
  citation: rfc(5280, "4.1.2.8"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_cert_contains_unique_identifier"],
  check: (c) => when(c.read(({ issuerUniqueId, subjectUniqueId }) => issuerUniqueId !== undefined || subjectUniqueId !== undefined) === true),
};
