import { ATTRIBUTE } from "../../x509/oids.ts";
import { isSubscriber, hasIdentity } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Organisation or person without place. */
export const identityWithoutPlace: CertificateRule = {
  id: "certificate/identity-without-place",
  severity: "error",
  citation: baselineRequirements("7.1.4.2.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2016-09-07" },
  sameAs: ["zlint:e_sub_cert_locality_name_must_appear", "zlint:e_sub_cert_province_must_appear"],
  check: (c) => when(isSubscriber(c) && hasIdentity(c) && c.subject.values(ATTRIBUTE.ST).length === 0 && c.subject.values(ATTRIBUTE.L).length === 0),
};
