import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { elementsOf } from "./lint/raw.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Empty name in issuerAltName. */
export const ianEmptyName: CertificateRule = {
  id: "certificate/ian-empty-name",
  severity: "error",
  citation: rfc(5280, "4.2.1.7"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_ext_ian_empty_name"],
  check: (c) => {
    const value = c.certificate.extension(EXTENSION.issuerAltName)?.value;
    return when((value && elementsOf(value))?.some(({ content }) => content.length === 0) === true);
  },
};
