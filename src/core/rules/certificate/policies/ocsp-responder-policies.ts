import { EXTENDED_KEY_USAGE } from "../../../x509/oids.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** OCSP responder’s certificate with policies. */
export const ocspResponderPolicies: CertificateRule = {
  id: "certificate/ocsp-responder-policies",
  severity: "error",
  citation: baselineRequirements("7.1.2.8.8"),
  binds: "public-cas",
  effective: { from: "2023-09-15" },
  sameAs: ["zlint:e_ocsp_cert_cp_forbidden"],
  check: (c) => when(c.extendedKeyUsage.includes(EXTENDED_KEY_USAGE.OCSPSigning) && c.policies.length > 0),
};
