import { EXTENSION } from "../../../x509/oids.ts";
import { x690 } from "../lint/citations.ts";
import { elementsOf } from "../lint/raw.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** basicConstraints is not in DER. */
export const basicConstraintsDefault: CertificateRule = {
  id: "certificate/basic-constraints-default",
  severity: "error",
  citation: x690("11.5"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_basic_constr_invalid_der"],
  check: (c) => {
    const value = c.value(EXTENSION.basicConstraints);
    const [ca] = (value && elementsOf(value)) ?? [];
    return when(ca?.tag === 1 && ca.content.length > 0 && ca.content[0] === 0);
  },
};
