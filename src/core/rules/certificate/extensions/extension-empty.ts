import { EXTENSION } from "../../../x509/oids.ts";
import { rfc } from "../lint/citations.ts";
import { isEmptySequence } from "../lint/raw.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

// Extensions that are SEQUENCE SIZE (1..MAX) OF.
const LISTS: readonly string[] = [
  EXTENSION.certificatePolicies, EXTENSION.policyMappings, EXTENSION.subjectAltName, EXTENSION.issuerAltName, EXTENSION.subjectDirectoryAttributes,
  EXTENSION.extKeyUsage, EXTENSION.cRLDistributionPoints, EXTENSION.authorityInfoAccess, EXTENSION.subjectInfoAccess, EXTENSION.freshestCRL,
];

/** Empty extension. */
export const extensionEmpty: CertificateRule = {
  id: "certificate/extension-empty",
  severity: "error",
  citation: rfc(5280, "4.2"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_ext_cannot_be_empty_sequence"],
  check: (c) => first(LISTS.filter((oid) => c.has(oid)), (oid) => isEmptySequence(c.value(oid) ?? new Uint8Array())),
};
