import { EXTENDED_KEY_USAGE } from "../../../x509/oids.ts";
import { isSubscriber } from "../lint/applies.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { isKnownPurpose } from "../lint/purposes.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

const EXPECTED: ReadonlySet<string> = new Set([
  EXTENDED_KEY_USAGE.serverAuth, EXTENDED_KEY_USAGE.clientAuth, EXTENDED_KEY_USAGE.emailProtection,
]);

/** Further purposes. */
export const subCertPurposesExtra: CertificateRule = {
  id: "certificate/sub-cert-purposes-extra",
  severity: "warning",
  citation: baselineRequirements("7.1.2.7.10"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:w_sub_cert_eku_extra_values"],
  check: (c) => isSubscriber(c) ? first(c.extendedKeyUsage, (oid) => isKnownPurpose(oid) && !EXPECTED.has(oid)) : [],
};
