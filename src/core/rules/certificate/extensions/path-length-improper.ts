import { rfc } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Path length without a CA. */
export const pathLengthImproper: CertificateRule = {
  id: "certificate/path-length-improper",
  severity: "error",
  citation: rfc(5280, "4.2.1.9"),
  effective: { from: "2002-04-01" },
  sameAs: ["zlint:e_path_len_constraint_improperly_included"],
  check: (c) => when(c.readShared(({ basicConstraints }) => basicConstraints?.pathLength) !== undefined && !(c.isCa && c.keyUsage.has("keyCertSign"))),
};
