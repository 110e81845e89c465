import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { isEmptySequence } from "./lint/raw.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** issuerAltName is empty. */
export const ianEmpty: CertificateRule = {
  id: "certificate/ian-empty",
  severity: "error",
  citation: rfc(5280, "4.2.1.7"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_ext_ian_no_entries"],
  check: (c) => {
    const value = c.certificate.extension(EXTENSION.issuerAltName)?.value;
    return when(value !== undefined && (value.length < 2 || isEmptySequence(value)));
  },
};
