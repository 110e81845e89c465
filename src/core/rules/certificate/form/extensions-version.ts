import { rfc } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Extensions in an old version. */
export const extensionsVersion: CertificateRule = {
  id: "certificate/extensions-version",
  severity: "error",
  citation: rfc(5280, "4.1.2.9"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_cert_extensions_version_not_3"],
  check: (c) => when(c.version !== 3 && c.extensions.length > 0, String(c.version)),
};
