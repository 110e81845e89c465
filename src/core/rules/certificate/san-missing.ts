import { EXTENSION } from "../../x509/oids.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** No subject alternative name. */
export const sanMissing: CertificateRule = {
  id: "certificate/san-missing",
  severity: "error",
  citation: baselineRequirements("7.1.2.7.12"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_ext_san_missing"],
  check: (c) => when(!c.isCa && !c.has(EXTENSION.subjectAltName)),
};
