import { EXTENDED_KEY_USAGE } from "../../../x509/oids.ts";
import { isSubordinateCa } from "../lint/applies.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { isKnownPurpose } from "../lint/purposes.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

const FORBIDDEN: ReadonlySet<string> = new Set([
  EXTENDED_KEY_USAGE.emailProtection, EXTENDED_KEY_USAGE.codeSigning, EXTENDED_KEY_USAGE.timeStamping, EXTENDED_KEY_USAGE.OCSPSigning,
]);

/** CA for servers and for other purposes. */
export const subCaPurposesInvalid: CertificateRule = {
  id: "certificate/sub-ca-purposes-invalid",
  severity: "error",
  citation: baselineRequirements("7.1.2.10.6"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2020-08-20" },
  sameAs: ["zlint:e_ca_invalid_eku"],
  check: (c) => {
    const known = c.extendedKeyUsage.filter(isKnownPurpose);
    if (!isSubordinateCa(c) || known.length === 0) return [];
    const isMixedAny = known.includes(EXTENDED_KEY_USAGE.anyExtendedKeyUsage) && known.length > 1;
    return when(isMixedAny || known.some((oid) => FORBIDDEN.has(oid)));
  },
};
