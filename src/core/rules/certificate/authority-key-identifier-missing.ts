import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** No authority key identifier. */
export const authorityKeyIdentifierMissing: CertificateRule = {
  id: "certificate/authority-key-identifier-missing",
  severity: "error",
  citation: rfc(5280, "4.2.1.1"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_ext_authority_key_identifier_missing"],
  check: (c) => when(!c.isSelfSigned && !c.has(EXTENSION.authorityKeyIdentifier)),
};
