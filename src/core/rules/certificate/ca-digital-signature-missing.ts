import { EXTENSION } from "../../x509/oids.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** CA’s key may not sign OCSP responses. */
export const caDigitalSignatureMissing: CertificateRule = {
  id: "certificate/ca-digital-signature-missing",
  severity: "notice",
  citation: baselineRequirements("7.1.2.10.7"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:n_ca_digital_signature_not_set"],
  check: (c) => when(c.isCa && c.has(EXTENSION.keyUsage) && !c.keyUsage.has("digitalSignature")),
};
