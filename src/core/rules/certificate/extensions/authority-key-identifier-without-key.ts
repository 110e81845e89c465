import { isRoot } from "../lint/applies.ts";
import { rfc } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Authority key identifier without a key. */
export const authorityKeyIdentifierWithoutKey: CertificateRule = {
  id: "certificate/authority-key-identifier-without-key",
  severity: "error",
  citation: rfc(5280, "4.2.1.1"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_ext_authority_key_identifier_no_key_identifier"],
  check: (c) => when(!isRoot(c) && c.readShared(({ authorityKeyIdentifier }) => authorityKeyIdentifier?.keyIdentifier) === undefined),
};
