import { rfc } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

const POISON = "1.3.6.1.4.1.11129.2.4.3";
const SCT_LIST = "1.3.6.1.4.1.11129.2.4.2";

/** Precertificate with SCTs. */
export const precertificateWithScts: CertificateRule = {
  id: "certificate/precertificate-with-scts",
  severity: "error",
  citation: rfc(6962, "3.3"),
  effective: { from: "2013-06-01" },
  sameAs: ["zlint:e_precert_with_sct_list"],
  check: (c) => when(c.has(POISON) && c.has(SCT_LIST)),
};
