import { isRoot } from "../lint/applies.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Root with a path length. */
export const rootPathLength: CertificateRule = {
  id: "certificate/root-path-length",
  severity: "warning",
  citation: baselineRequirements("7.1.2.1.4"),
  binds: "public-cas",
  scope: "tls-server",
  roots: true,
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:w_root_ca_basic_constraints_path_len_constraint_field_present"],
  check: (c) => when(isRoot(c) && c.readShared(({ basicConstraints }) => basicConstraints?.pathLength) !== undefined),
};
