import { EXTENDED_KEY_USAGE } from "../../../x509/oids.ts";
import { isSubscriber, isServerAuth } from "../lint/applies.ts";
import { practice } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Server’s certificate for clients, too. */
export const clientAuth: CertificateRule = {
  id: "certificate/client-auth",
  severity: "error",
  citation: practice("Chrome Root Program Policy", "1.3.2", "https://googlechrome.github.io/chromerootprogram/"),
  binds: "public-cas",
  effective: { from: "2027-03-15" },
  sameAs: ["zlint:e_client_auth_not_allowed"],
  check: (c) => when(isSubscriber(c) && isServerAuth(c) && c.extendedKeyUsage.includes(EXTENDED_KEY_USAGE.clientAuth)),
};
