import { EXTENDED_KEY_USAGE } from "../../../x509/oids.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { isKnownPurpose } from "../lint/purposes.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Not for servers or clients. */
export const subCertPurposeNotTls: CertificateRule = {
  id: "certificate/sub-cert-purpose-not-tls",
  severity: "error",
  citation: baselineRequirements("7.1.2.3"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01", until: "2023-09-15" },
  sameAs: ["zlint:e_sub_cert_eku_server_auth_client_auth_missing"],
  check: (c) => when(c.extendedKeyUsage.some(isKnownPurpose)
    && !c.extendedKeyUsage.includes(EXTENDED_KEY_USAGE.serverAuth) && !c.extendedKeyUsage.includes(EXTENDED_KEY_USAGE.clientAuth)),
};
