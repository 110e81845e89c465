import { EXTENSION } from "../../../x509/oids.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Signs certificates and is no CA. */
export const caIsCa: CertificateRule = {
  id: "certificate/ca-is-ca",
  severity: "error",
  citation: baselineRequirements("7.1.2.10.4"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_ca_is_ca"],
  check: (c) => when(c.keyUsage.has("keyCertSign") && c.has(EXTENSION.basicConstraints) && !c.isCa),
};
