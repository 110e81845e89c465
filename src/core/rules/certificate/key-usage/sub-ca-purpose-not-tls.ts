import { EXTENDED_KEY_USAGE, EXTENSION } from "../../../x509/oids.ts";
import { isSubordinateCa } from "../lint/applies.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** CA is not for servers or clients. */
export const subCaPurposeNotTls: CertificateRule = {
  id: "certificate/sub-ca-purpose-not-tls",
  severity: "notice",
  citation: baselineRequirements("7.1.2.10.6"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2013-07-29" },
  sameAs: ["zlint:n_sub_ca_eku_not_technically_constrained"],
  check: (c) => when(isSubordinateCa(c) && c.has(EXTENSION.extKeyUsage)
    && !c.extendedKeyUsage.includes(EXTENDED_KEY_USAGE.serverAuth) && !c.extendedKeyUsage.includes(EXTENDED_KEY_USAGE.clientAuth)),
};
