import { ATTRIBUTE } from "../../x509/oids.ts";
import { isSubscriber, hasIdentity } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** State or province of nobody. */
export const provinceWithoutIdentity: CertificateRule = {
  id: "certificate/province-without-identity",
  severity: "error",
  citation: baselineRequirements("7.1.4.2.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2016-09-07" },
  sameAs: ["zlint:e_sub_cert_province_must_not_appear"],
  check: (c) => when(isSubscriber(c) && !hasIdentity(c) && c.subject.values(ATTRIBUTE.ST).length > 0),
};
