import { EXTENSION } from "../../x509/oids.ts";
import { isRoot } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Root with policies. */
export const rootPolicies: CertificateRule = {
  id: "certificate/root-policies",
  severity: "warning",
  citation: baselineRequirements("7.1.2.1.2"),
  binds: "public-cas",
  scope: "tls-server",
  roots: true,
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:w_root_ca_contains_cert_policy"],
  check: (c) => when(isRoot(c) && c.has(EXTENSION.certificatePolicies)),
};
