import { rfc } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Negative path length. */
export const pathLengthNegative: CertificateRule = {
  id: "certificate/path-length-negative",
  severity: "error",
  citation: rfc(5280, "4.2.1.9"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_path_len_constraint_zero_or_less"],
  check: (c) => when((c.readShared(({ basicConstraints }) => basicConstraints?.pathLength) ?? 0) < 0),
};
