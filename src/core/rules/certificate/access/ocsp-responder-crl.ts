import { EXTENDED_KEY_USAGE } from "../../../x509/oids.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** OCSP responder’s certificate with CRL address. */
export const ocspResponderCrl: CertificateRule = {
  id: "certificate/ocsp-responder-crl",
  severity: "error",
  citation: baselineRequirements("7.1.2.8.2"),
  binds: "public-cas",
  effective: { from: "2023-09-15" },
  sameAs: ["zlint:e_ocsp_cert_cdp_forbidden"],
  check: (c) => when(c.extendedKeyUsage.includes(EXTENDED_KEY_USAGE.OCSPSigning) && c.crlUris.length > 0),
};
