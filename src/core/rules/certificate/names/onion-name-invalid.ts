import { isExtendedValidation } from "../lint/applies.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** Invalid onion name. */
export const onionNameInvalid: CertificateRule = {
  id: "certificate/onion-name-invalid",
  severity: "error",
  citation: baselineRequirements("Appendix B"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2015-05-01" },
  sameAs: ["zlint:e_san_dns_name_onion_invalid"],
  check: (c) => c.namesArePlain ? [] : first([...c.subjectAltNames.dns, c.subject.commonName].filter((name) => name.endsWith(".onion")), (name) => {
    const label = name.split(".").at(-2) ?? "";
    if (!/^[a-zA-Z2-7]+$/.test(label)) return true;
    return label.length === 16 ? !isExtendedValidation(c) : label.length !== 56;
  }),
};
