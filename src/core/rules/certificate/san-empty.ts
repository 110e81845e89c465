import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { isEmptySequence } from "./lint/raw.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** subjectAltName is empty. */
export const sanEmpty: CertificateRule = {
  id: "certificate/san-empty",
  severity: "error",
  citation: rfc(5280, "4.2.1.6"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_ext_san_no_entries"],
  check: (c) => {
    const value = c.certificate.extension(EXTENSION.subjectAltName)?.value;
    return when(value !== undefined && (value.length < 2 || isEmptySequence(value)));
  },
};
