import { ACCESS_METHOD } from "../../../x509/oids.ts";
import { isSubscriber } from "../lint/applies.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Unknown entry in authority information access. */
export const aiaAccessMethod: CertificateRule = {
  id: "certificate/aia-access-method",
  severity: "error",
  citation: baselineRequirements("7.1.2.7.7"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2023-09-15" },
  sameAs: ["zlint:e_aia_must_contain_permitted_access_method"],
  check: (c) => when(isSubscriber(c) && c.accessDescriptions.some(({ method, location }) =>
    location.type !== "uri" || (method !== ACCESS_METHOD.ocsp && method !== ACCESS_METHOD.caIssuers))),
};
