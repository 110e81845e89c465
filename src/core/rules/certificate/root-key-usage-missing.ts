import { EXTENSION } from "../../x509/oids.ts";
import { isRoot } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Root without key usage. */
export const rootKeyUsageMissing: CertificateRule = {
  id: "certificate/root-key-usage-missing",
  severity: "error",
  citation: baselineRequirements("7.1.2.1.2"),
  binds: "public-cas",
  scope: "tls-server",
  roots: true,
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_root_ca_key_usage_present"],
  check: (c) => when(isRoot(c) && !c.has(EXTENSION.keyUsage)),
};
