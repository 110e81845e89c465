import { EXTENSION } from "../../x509/oids.ts";
import { isSubscriber } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** basicConstraints not marked critical. */
export const subCertBasicConstraintsNotCritical: CertificateRule = {
  id: "certificate/sub-cert-basic-constraints-not-critical",
  severity: "error",
  citation: baselineRequirements("7.1.2.7.6"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2023-09-15" },
  sameAs: ["zlint:e_sub_cert_basic_constraints_not_critical"],
  check: (c) => when(isSubscriber(c) && c.has(EXTENSION.basicConstraints) && !c.isCritical(EXTENSION.basicConstraints)),
};
