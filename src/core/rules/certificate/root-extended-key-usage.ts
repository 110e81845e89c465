import { EXTENSION } from "../../x509/oids.ts";
import { isRoot } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Root with purposes. */
export const rootExtendedKeyUsage: CertificateRule = {
  id: "certificate/root-extended-key-usage",
  severity: "error",
  citation: baselineRequirements("7.1.2.1.2"),
  binds: "public-cas",
  scope: "tls-server",
  roots: true,
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_root_ca_extended_key_usage_present"],
  check: (c) => when(isRoot(c) && c.has(EXTENSION.extKeyUsage)),
};
