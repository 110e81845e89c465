import { rfc } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Unique identifier in version 1. */
export const uniqueIdentifierVersion: CertificateRule = {
  id: "certificate/unique-identifier-version",
  severity: "error",
  citation: rfc(5280, "4.1.2.8"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_cert_unique_identifier_version_not_2_or_3"],
  check: (c) => when(c.version === 1 && c.read(({ issuerUniqueId, subjectUniqueId }) => issuerUniqueId !== undefined || subjectUniqueId !== undefined) === true),
};
