import { EXTENDED_KEY_USAGE } from "../../../x509/oids.ts";
import { isSubordinateCa } from "../lint/applies.ts";
import { mozillaRootStorePolicy } from "../lint/citations.ts";
import { isKnownPurpose } from "../lint/purposes.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** CA is not limited to one purpose. */
export const subCaPurposesMozilla: CertificateRule = {
  id: "certificate/sub-ca-purposes-mozilla",
  severity: "notice",
  citation: mozillaRootStorePolicy("5.3"),
  binds: "public-cas",
  effective: { from: "2019-01-01" },
  sameAs: ["zlint:n_mp_allowed_eku"],
  check: (c) => when(isSubordinateCa(c) && (!c.extendedKeyUsage.some(isKnownPurpose)
    || c.extendedKeyUsage.includes(EXTENDED_KEY_USAGE.anyExtendedKeyUsage)
    || (c.extendedKeyUsage.includes(EXTENDED_KEY_USAGE.emailProtection) && c.extendedKeyUsage.includes(EXTENDED_KEY_USAGE.serverAuth)))),
};
